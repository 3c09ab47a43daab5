// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IBurnMint} from "../../src/interfaces/IBurnMint.sol";
import {EmissionSchedule} from "../../src/libraries/EmissionSchedule.sol";
import {BurnMintFixture} from "./BurnMintFixture.sol";

/// @dev Another schedule, and what is minted again where it does not suffice.
contract BurnMintScheduleTest is BurnMintFixture {
    /// @dev 2,500,000 work units.
    uint128 private constant WORK = 2_500_000e6;
    uint128 private constant SCHEDULED = 43_758e18;

    function setUp() external {
        deploy(defaults());
    }

    // setSchedule

    function test_SetSchedule_RevertWhen_CallerIsNotOwner() external {
        EmissionSchedule.Schedule memory schedule = EmissionSchedule.renderNetwork();
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        vm.prank(stranger);
        burnMint.setSchedule(schedule);
    }

    function test_SetSchedule_RevertWhen_OutOfRange() external {
        EmissionSchedule.Schedule memory schedule = _constant(1_000_000_000e18 + 1);
        vm.expectRevert(abi.encodeWithSelector(EmissionSchedule.EmissionSchedule_OutOfRange.selector));
        vm.prank(owner);
        burnMint.setSchedule(schedule);
    }

    function test_SetSchedule_NeverChangesAnEpochThatHasBegun() external {
        vm.warp(burnMint.endOf(1));
        vm.expectEmit(address(burnMint));
        emit IBurnMint.ScheduleChanged(3, _constant(7));
        vm.startPrank(owner);
        burnMint.setSchedule(_constant(7));
        assertEq(burnMint.emissionOf(2), SCHEDULED);
        assertEq(burnMint.emissionOf(3), 7);
        // Twice in one epoch: the later holds, whole.
        burnMint.setSchedule(_constant(9));
        vm.stopPrank();
        assertEq(burnMint.emissionOf(2), SCHEDULED);
        assertEq(burnMint.emissionOf(3), 9);
        assertEq(burnMint.emissionOf(1_000), 9);

        // Epochs that are closed late are closed by their own schedule.
        for (uint256 epoch; epoch < 4; ++epoch) {
            closeEpoch(epoch, 0, 0);
        }
        assertEq(burnMint.carried(), 3 * SCHEDULED + 9);
    }

    function test_SetSchedule_BeforeTheStart_HoldsFromEpoch0() external {
        vm.warp(START - 1);
        vm.prank(owner);
        burnMint.setSchedule(_constant(7));
        assertEq(burnMint.emissionOf(0), 7);
    }

    // recycling

    function test_Recycling_MintsWhatWasBurnedBeforeTheLastClose() external {
        _recycle(0, 2, 300e18);
        token.burn(1_000e18);
        closeEpoch(0, WORK, 0);
        assertEq(burnMint.recyclable(), 1_000e18);
        closeEpoch(1, WORK, 0);
        assertEq(burnMint.minted(), 0);

        token.burn(5);
        post(2, WORK, 0);
        vm.warp(vm.getBlockTimestamp() + WINDOW);
        vm.expectEmit(address(burnMint));
        emit IBurnMint.Closed(2, 0, 0, 300e18, 0, 0, 300e18);
        burnMint.close();
        assertEq(burnMint.recycled(), 300e18);
        assertEq(burnMint.recyclable(), 700e18 + 5);
        for (uint256 epoch = 3; epoch < 6; ++epoch) {
            closeEpoch(epoch, WORK, 0);
        }
        assertEq(burnMint.minted(), 1_000e18 + 5);
        assertEq(burnMint.recycled(), 1_000e18 + 5);
        assertEq(burnMint.recyclable(), 0);
        (,, uint256 burned) = burnMint.supply();
        assertEq(burned, 1_000e18 + 5);
        assertEq(token.totalSupply(), GRANT);
    }

    function test_Recycling_OnlyWhereScheduleAndCarryDoNotSuffice() external {
        _recycle(700e18, 0, 300e18);
        token.burn(1_000e18);
        closeEpoch(0, 0, 0);
        // At 0.0005 RNT a work unit: 1,250 RNT, within the carried 700 and the scheduled 700.
        closeEpoch(1, WORK, 0);
        assertEq(burnMint.minted(), 1_250e18);
        assertEq(burnMint.recycled(), 0);
        // 150 carried, 700 scheduled and 300 recycled are less than that.
        closeEpoch(2, WORK, 0);
        assertEq(burnMint.minted(), 1_250e18 + 1_150e18);
        assertEq(burnMint.recycled(), 300e18);
        assertEq(burnMint.carried(), 0);
    }

    function test_Recycling_TakesNoMoreThanIsNeeded() external {
        _recycle(1_249e18, 0, 300e18);
        token.burn(1_000e18);
        closeEpoch(0, WORK, 0);
        closeEpoch(1, WORK, 0);
        assertEq(burnMint.recycled(), 1e18);
        assertEq(burnMint.recyclable(), 999e18);
    }

    function test_Recycling_OfTheBurnInTheSameEpoch_Never() external {
        _recycle(0, 0, 300e18);
        closeEpoch(0, 0, 0);
        post(1, WORK, 0);
        token.burn(1_000e18);
        vm.warp(vm.getBlockTimestamp() + WINDOW);
        burnMint.close();
        assertEq(burnMint.recycled(), 0);
        assertEq(burnMint.recyclable(), 1_000e18);
    }

    /// @dev So much is scheduled in each epoch, and burned tokens may be minted again.
    function _recycle(uint128 scheduled, uint32 fromEpoch, uint128 perEpoch) private {
        IBurnMint.Config memory config = defaults();
        config.schedule = _constant(scheduled);
        config.terms = IBurnMint.Terms(0.0005e18, 0, fromEpoch, perEpoch);
        deploy(config);
    }

    function _constant(uint128 perEpoch) private pure returns (EmissionSchedule.Schedule memory schedule) {
        schedule = EmissionSchedule.Schedule(new EmissionSchedule.Period[](1), 52, 1_000_000);
        schedule.periods[0] = EmissionSchedule.Period(1, perEpoch);
    }
}
