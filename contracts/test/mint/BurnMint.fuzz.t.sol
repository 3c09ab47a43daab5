// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBurnMint} from "../../src/interfaces/IBurnMint.sol";
import {EmissionSchedule} from "../../src/libraries/EmissionSchedule.sol";
import {EpochMint} from "../../src/libraries/EpochMint.sol";
import {BurnMintFixture} from "./BurnMintFixture.sol";

contract BurnMintFuzzTest is BurnMintFixture {
    using EmissionSchedule for EmissionSchedule.Schedule;

    EmissionSchedule.Schedule private published;

    function setUp() external {
        published.store(EmissionSchedule.renderNetwork());
        deploy(defaults());
    }

    /// @dev Of every amount: nothing is lost or made, no bound is passed, and rounding never favours a minting.
    function testFuzz_Decide_KeepsEveryBound(EpochMint.Budget memory budget, uint128 work, uint64 answered) external pure {
        budget.carryIn = uint128(bound(budget.carryIn, 0, type(uint128).max - budget.scheduled));
        budget.availabilityBp = bound(budget.availabilityBp, 0, 9_999);
        (uint256 forWork, uint256 forAvailability, uint128 carryOut, uint128 recycled) = EpochMint.decide(budget, work, answered);
        assertEq(forWork + forAvailability + carryOut, uint256(budget.scheduled) + budget.carryIn + recycled);
        assertTrue(recycled == 0 || carryOut == 0, "schedule and carry first");
        assertLe(recycled, budget.recyclable);
        assertLe(forWork, uint256(budget.capPerWorkUnit) * work / 1e6);
        assertLe(forAvailability, (uint256(budget.scheduled) + budget.recyclable) * budget.availabilityBp / 10_000);
        assertLe(forAvailability * 10_000, (forWork + forAvailability) * budget.availabilityBp);
        if (answered == 0) assertEq(forAvailability, 0);
        if (work == 0) assertEq(forWork + forAvailability, 0);
    }

    /// @dev Whatever is minted for a work unit, availability included, never passes what the price floor takes for good.
    function testFuzz_Decide_WashJobsNeverPay(EpochMint.Budget memory budget, uint128 lost, uint128 work) external pure {
        budget.carryIn = uint128(bound(budget.carryIn, 0, type(uint128).max - budget.scheduled));
        lost = uint128(bound(lost, 0, 1e30));
        budget.availabilityBp = bound(budget.availabilityBp, 0, 5_000);
        budget.capPerWorkUnit = uint128(uint256(lost) * (10_000 - budget.availabilityBp) / 10_000);
        (uint256 forWork, uint256 forAvailability,,) = EpochMint.decide(budget, work, 1);
        assertLe((forWork + forAvailability) * 1e6, uint256(lost) * work);
    }

    function testFuzz_Emission_NeverRisesAfterTheStatedPeriods(uint16 epoch) external view {
        uint256 from = 104 + uint256(epoch);
        assertLe(published.at(from), 20_700e18 * uint256(945_000) / 1_000_000);
        assertLe(published.at(from + 1), published.at(from));
        assertEq(published.at(from - from % 52), published.at(from));
    }

    function testFuzz_Emission_IsNeverAFunctionOfTheBurn(uint16 epoch, uint256 burned) external {
        uint256 before = burnMint.emissionOf(epoch);
        token.burn(bound(burned, 0, GRANT));
        assertEq(burnMint.emissionOf(epoch), before);
    }

    /// @dev Terms are refused exactly where the ledger's policy is refused.
    function testFuzz_SetTerms_RefusesWhatIsOutOfRange(uint128 cap, uint16 bp) external {
        cap = uint128(bound(cap, 0, 0.001e18));
        bp = uint16(bound(bp, 0, 10_000));
        bool allowed = bp <= 5_000 && cap <= uint256(burnMint.lostPerWorkUnit()) * (10_000 - bp) / 10_000;
        if (!allowed) vm.expectPartialRevert(IBurnMint.BurnMint_TermsOutOfRange.selector);
        vm.prank(owner);
        burnMint.setTerms(IBurnMint.Terms(cap, bp, 0, 0));
        if (allowed) assertEq(burnMint.termsOf(1).capPerWorkUnit, cap);
    }

    /// @dev Any number of accounts with any amounts: each gets its own, once, and the rest cannot be had.
    function testFuzz_Claim_PaysEachItsOwn(uint64[] memory earned, uint256 who) external {
        vm.assume(earned.length > 0 && earned.length <= 64);
        for (uint256 i; i < earned.length; ++i) {
            earn(_account(i), uint256(earned[i]) + 1);
        }
        closeEpoch(0, 1_000_000e6, 0);
        who = bound(who, 0, earned.length - 1);
        assertEq(claim(_account(who), uint256(earned[who]) + 1), uint256(earned[who]) + 1);
        assertEq(token.balanceOf(_account(who)), uint256(earned[who]) + 1);
        bytes32[] memory proof = proofFor(_account(who));
        vm.expectPartialRevert(IBurnMint.BurnMint_NothingToClaim.selector);
        burnMint.claim(_account(who), uint256(earned[who]) + 1, proof);
    }

    function testFuzz_Claim_RefusesAnyOtherProof(uint256 amount, bytes32[] memory proof) external {
        earn(_account(0), 1e18);
        earn(_account(1), 2e18);
        closeEpoch(0, 1_000_000e6, 0);
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_WrongProof.selector, stranger, amount));
        burnMint.claim(stranger, amount, proof);
    }

    function _account(uint256 index) private pure returns (address) {
        return address(uint160(0xa000 + index));
    }
}
