// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IBurnMint} from "../../src/interfaces/IBurnMint.sol";
import {EmissionSchedule} from "../../src/libraries/EmissionSchedule.sol";
import {EpochMint} from "../../src/libraries/EpochMint.sol";
import {BurnMintFixture} from "./BurnMintFixture.sol";

/// @dev The vectors that `Render.Network` computes and its tests freeze: both sides are equal to the last unit.
contract BurnMintVectorsTest is BurnMintFixture {
    using EmissionSchedule for EmissionSchedule.Schedule;

    struct Emission {
        uint256 epoch;
        uint256 emission;
    }

    struct Scheduled {
        EmissionSchedule.Period[] periods;
        uint32 epochsPerYear;
        uint32 dampingPpm;
        uint256 epoch;
        uint256 emission;
    }

    struct Work {
        string node;
        uint256 microWorkUnits;
    }

    struct Availability {
        string node;
        uint256 answered;
    }

    struct Payout {
        string node;
        uint256 amount;
    }

    struct Epoch {
        uint128 scheduled;
        uint128 carryIn;
        uint128 capPerWorkUnit;
        uint16 availabilityBp;
        uint128 recyclable;
        Work[] work;
        Availability[] availability;
        uint256 minted;
        uint256 carryOut;
        uint256 recycled;
        Payout[] payouts;
    }

    string private constant EMISSION = "Emission(uint256 epoch,uint256 emission)";
    string private constant SCHEDULED = "Scheduled(Period[] periods,uint32 epochsPerYear,uint32 dampingPpm,uint256 epoch,uint256 emission)"
        "Period(uint32 epochs,uint128 perEpoch)";
    string private constant EPOCH = "Epoch(uint128 scheduled,uint128 carryIn,uint128 capPerWorkUnit,uint16 availabilityBp,uint128 recyclable,Work[] work,"
        "Availability[] availability,uint256 minted,uint256 carryOut,uint256 recycled,Payout[] payouts)Availability(string node,uint256 answered)"
        "Payout(string node,uint256 amount)Work(string node,uint256 microWorkUnits)";

    EmissionSchedule.Schedule private published;
    EmissionSchedule.Schedule private drawn;

    function test_Emission_EqualsTheLedgers() external {
        published.store(EmissionSchedule.renderNetwork());
        Emission[] memory cases = abi.decode(vm.parseJsonTypeArray(vm.readFile("../tests/vectors/emission.json"), "$", EMISSION), (Emission[]));
        assertGt(cases.length, 0);
        for (uint256 i; i < cases.length; ++i) {
            assertEq(published.at(cases[i].epoch), cases[i].emission);
        }
    }

    function test_Schedules_EqualTheLedgers() external {
        Scheduled[] memory cases = abi.decode(vm.parseJsonTypeArray(vm.readFile("../tests/vectors/schedule.json"), "$", SCHEDULED), (Scheduled[]));
        assertGt(cases.length, 0);
        for (uint256 i; i < cases.length; ++i) {
            delete drawn;
            drawn.store(EmissionSchedule.Schedule(cases[i].periods, cases[i].epochsPerYear, cases[i].dampingPpm));
            assertEq(drawn.at(cases[i].epoch), cases[i].emission, vm.toString(i));
        }
    }

    /// @dev What each epoch mints and carries.
    function test_Epochs_MintAsTheLedgerDoes() external view {
        Epoch[] memory cases = _epochs();
        for (uint256 i; i < cases.length; ++i) {
            Epoch memory epoch = cases[i];
            (uint256 forWork, uint256 forAvailability, uint128 carryOut, uint128 recycled) = EpochMint.decide(
                EpochMint.Budget(epoch.scheduled, epoch.carryIn, epoch.recyclable, epoch.capPerWorkUnit, epoch.availabilityBp), _work(epoch), _answered(epoch)
            );
            assertEq(forWork + forAvailability, epoch.minted, vm.toString(i));
            assertEq(carryOut, epoch.carryOut, vm.toString(i));
            assertEq(recycled, epoch.recycled, vm.toString(i));
        }
    }

    /// @dev Through the contracts: what came before is carried in, the ledger's payouts are the tree, and once all have claimed nothing is left.
    function test_Epochs_PayOutAsTheLedgerDoes() external {
        // Hundreds of deployments in one test are more than a block would hold.
        vm.pauseGasMetering();
        Epoch[] memory cases = _epochs();
        for (uint256 i; i < cases.length; ++i) {
            Epoch memory epoch = cases[i];
            _deployFor(epoch);
            forget();
            token.burn(epoch.recyclable);
            closeEpoch(0, 0, 0);
            assertEq(burnMint.carried(), epoch.carryIn);
            assertEq(burnMint.recyclable(), epoch.recyclable);

            for (uint256 j; j < epoch.payouts.length; ++j) {
                earn(_payee(epoch, j), epoch.payouts[j].amount);
            }
            closeEpoch(1, _work(epoch), _answered(epoch));
            assertEq(burnMint.minted(), epoch.minted, vm.toString(i));
            assertEq(burnMint.carried(), epoch.carryOut, vm.toString(i));
            assertEq(burnMint.recycled(), epoch.recycled, vm.toString(i));
            for (uint256 j; j < epoch.payouts.length; ++j) {
                assertEq(claim(_payee(epoch, j), epoch.payouts[j].amount), epoch.payouts[j].amount);
            }
            assertEq(token.balanceOf(address(burnMint)), 0, vm.toString(i));
        }
    }

    function _epochs() private view returns (Epoch[] memory cases) {
        cases = abi.decode(vm.parseJsonTypeArray(vm.readFile("../tests/vectors/epoch.json"), "$", EPOCH), (Epoch[]));
        assertGt(cases.length, 0);
    }

    function _deployFor(Epoch memory epoch) private {
        IBurnMint.Config memory config = defaults();
        config.schedule.periods[0] = EmissionSchedule.Period(1, epoch.carryIn);
        config.schedule.periods[1] = EmissionSchedule.Period(1, epoch.scheduled);
        config.lostPerWorkUnit = type(uint128).max;
        config.terms = IBurnMint.Terms(epoch.capPerWorkUnit, epoch.availabilityBp, 1, epoch.recyclable);
        deploy(config);
    }

    function _payee(Epoch memory epoch, uint256 index) private pure returns (address) {
        return address(uint160(uint256(keccak256(bytes(epoch.payouts[index].node)))));
    }

    function _work(Epoch memory epoch) private pure returns (uint128 sum) {
        for (uint256 i; i < epoch.work.length; ++i) {
            sum += uint128(epoch.work[i].microWorkUnits);
        }
    }

    function _answered(Epoch memory epoch) private pure returns (uint64 sum) {
        for (uint256 i; i < epoch.availability.length; ++i) {
            sum += uint64(epoch.availability[i].answered);
        }
    }
}
