// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Script} from "forge-std/Script.sol";
import {IEscrowToken} from "../src/interfaces/IEscrowToken.sol";
import {IBurnMint} from "../src/interfaces/IBurnMint.sol";
import {IJobEscrow} from "../src/interfaces/IJobEscrow.sol";
import {INodeOperators} from "../src/interfaces/INodeOperators.sol";
import {EmissionSchedule} from "../src/libraries/EmissionSchedule.sol";
import {BurnMint} from "../src/BurnMint.sol";
import {JobEscrow} from "../src/JobEscrow.sol";
import {NodeRegistry} from "../src/NodeRegistry.sol";
import {OperatorPool} from "../src/OperatorPool.sol";
import {RenderToken} from "../src/RenderToken.sol";

/// @title Deployment of a network
/// @notice Deploys every contract, names the roles and grants the first tokens. What it is told comes from variables of the environment, so that the
/// contracts begin with the very policy of the network's book: `RENDER_OWNER`, `RENDER_SETTLER`, `RENDER_GUARDIAN`, `RENDER_TREASURY`, `RENDER_FAUCET`
/// (addresses), `RENDER_GRANT` (units, to the faucet), `RENDER_BURN_BP`, `RENDER_TREASURY_BP`, `RENDER_WINDOW` (seconds, of charges and reports),
/// `RENDER_EPOCH_SECONDS`, `RENDER_PERIODS` (epochs, by commas), `RENDER_PER_EPOCH` (units, by commas), `RENDER_EPOCHS_PER_YEAR`, `RENDER_DAMPING_PPM`,
/// `RENDER_CAP_PER_WORK_UNIT`, `RENDER_LOST_PER_WORK_UNIT` (units), `RENDER_AVAILABILITY_BP`, `RENDER_RECYCLED_FROM_EPOCH`, `RENDER_RECYCLED_PER_EPOCH`
/// (units), `RENDER_ARBITER_STAKE` (units) and `RENDER_UNBONDING` (seconds).
contract Deploy is Script {
    /// @notice Deploys, as whoever broadcasts. What it returns by name is what the network is told.
    function run() external returns (RenderToken token, JobEscrow escrow, OperatorPool pool, BurnMint burnMint, NodeRegistry registry) {
        vm.startBroadcast();
        token = new RenderToken(vm.envAddress("RENDER_FAUCET"), vm.envUint("RENDER_GRANT"));
        burnMint = new BurnMint(_emission(token));
        token.setMinter(address(burnMint));
        escrow = new JobEscrow(
            IEscrowToken(address(token)),
            vm.envAddress("RENDER_OWNER"),
            vm.envAddress("RENDER_SETTLER"),
            vm.envAddress("RENDER_GUARDIAN"),
            vm.envAddress("RENDER_TREASURY"),
            IJobEscrow.Terms(uint16(vm.envUint("RENDER_BURN_BP")), uint16(vm.envUint("RENDER_TREASURY_BP")), uint24(vm.envUint("RENDER_WINDOW")))
        );
        registry = new NodeRegistry(
            token, vm.envAddress("RENDER_OWNER"), INodeOperators.Terms(uint96(vm.envUint("RENDER_ARBITER_STAKE")), uint32(vm.envUint("RENDER_UNBONDING")))
        );
        vm.stopBroadcast();
        pool = escrow.POOL();
    }

    function _emission(RenderToken token) private view returns (IBurnMint.Config memory config) {
        uint256[] memory epochs = vm.envUint("RENDER_PERIODS", ",");
        uint256[] memory amounts = vm.envUint("RENDER_PER_EPOCH", ",");
        config.schedule.periods = new EmissionSchedule.Period[](epochs.length);
        for (uint256 i; i < epochs.length; ++i) {
            config.schedule.periods[i] = EmissionSchedule.Period(uint32(epochs[i]), uint128(amounts[i]));
        }
        config.schedule.epochsPerYear = uint32(vm.envUint("RENDER_EPOCHS_PER_YEAR"));
        config.schedule.dampingPpm = uint32(vm.envUint("RENDER_DAMPING_PPM"));
        config.token = token;
        config.start = uint64(block.timestamp);
        config.epochSeconds = uint32(vm.envUint("RENDER_EPOCH_SECONDS"));
        config.windowSeconds = uint32(vm.envUint("RENDER_WINDOW"));
        config.lostPerWorkUnit = uint128(vm.envUint("RENDER_LOST_PER_WORK_UNIT"));
        config.terms = IBurnMint.Terms({
            capPerWorkUnit: uint128(vm.envUint("RENDER_CAP_PER_WORK_UNIT")),
            availabilityBp: uint16(vm.envUint("RENDER_AVAILABILITY_BP")),
            recycledFromEpoch: uint32(vm.envUint("RENDER_RECYCLED_FROM_EPOCH")),
            recycledPerEpoch: uint128(vm.envUint("RENDER_RECYCLED_PER_EPOCH"))
        });
        config.owner = vm.envAddress("RENDER_OWNER");
        config.settler = vm.envAddress("RENDER_SETTLER");
        config.guardian = vm.envAddress("RENDER_GUARDIAN");
    }
}
