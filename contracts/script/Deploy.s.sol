// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Script} from "forge-std/Script.sol";
import {IBurnMint} from "../src/interfaces/IBurnMint.sol";
import {IJobEscrow} from "../src/interfaces/IJobEscrow.sol";
import {IOperatorPool} from "../src/interfaces/IOperatorPool.sol";
import {INodeOperators} from "../src/interfaces/INodeOperators.sol";
import {IPolicy} from "../src/interfaces/IPolicy.sol";
import {IProofOfRender} from "../src/interfaces/IProofOfRender.sol";
import {EmergencyGovernor} from "../src/governance/EmergencyGovernor.sol";
import {GovernorBounds} from "../src/governance/GovernorBounds.sol";
import {Policy} from "../src/governance/Policy.sol";
import {PolicyBindings} from "../src/governance/PolicyBindings.sol";
import {PolicyGovernor} from "../src/governance/PolicyGovernor.sol";
import {EmissionSchedule} from "../src/libraries/EmissionSchedule.sol";
import {BurnMint} from "../src/BurnMint.sol";
import {NodeRegistry} from "../src/NodeRegistry.sol";
import {ReceiptProof} from "../src/ReceiptProof.sol";
import {RenderToken} from "../src/RenderToken.sol";

/// @dev Where an escrow has its pool.
interface IPooled {
    function POOL() external view returns (address);
}

/// @title Deployment of a network
/// @notice Deploys every contract, gives each its terms from the policy, which owns them, and hands the policy to the votes of the token's holders. What it is
/// told comes from variables of the environment, so that the contracts begin with the very policy of the network's book: `RENDER_DEPLOYER` (who
/// broadcasts), `RENDER_SETTLER`, `RENDER_GUARDIAN`, `RENDER_TREASURY`, `RENDER_REFERENCE`, `RENDER_FAUCET` (addresses), `RENDER_GRANT` (units, to the
/// faucet), `RENDER_NETWORK` (32 bytes, of receipts), `RENDER_POLICY_PATHS` and `RENDER_POLICY_VALUES` (what differs from the defaults, by commas),
/// `RENDER_EPOCH_SECONDS`, `RENDER_PERIODS` (epochs, by commas), `RENDER_PER_EPOCH` (units, by commas), `RENDER_EPOCHS_PER_YEAR`, `RENDER_DAMPING_PPM` and
/// `RENDER_LOST_PER_WORK_UNIT` (units).
contract Deploy is Script {
    Policy private policy;

    /// @notice Deploys. What it returns by name is what the network is told.
    function run()
        external
        returns (
            RenderToken token,
            IJobEscrow escrow,
            IOperatorPool pool,
            BurnMint burnMint,
            NodeRegistry registry,
            IProofOfRender proof,
            Policy rules,
            PolicyGovernor governor,
            EmergencyGovernor emergency
        )
    {
        vm.startBroadcast();
        rules = policy = new Policy(vm.envAddress("RENDER_DEPLOYER"), _changes());
        token = new RenderToken(vm.envAddress("RENDER_FAUCET"), vm.envUint("RENDER_GRANT"));
        burnMint = new BurnMint(_emission(token));
        token.setMinter(address(burnMint));
        escrow = IJobEscrow(_escrow(address(token)));
        pool = IOperatorPool(IPooled(address(escrow)).POOL());
        registry =
            new NodeRegistry(token, address(policy), INodeOperators.Terms(uint96(_value("chain.arbiterStake")), uint32(_value("chain.unbondingSeconds"))));
        proof = IProofOfRender(_proof(address(token), address(registry)));
        _bind(address(escrow), address(burnMint), address(registry), address(proof));
        policy.forward(address(registry), abi.encodeCall(registry.setSlasher, (address(proof))));
        governor = new PolicyGovernor(token, policy, GovernorBounds.compound());
        emergency = new EmergencyGovernor(governor, 1 days);
        policy.setEmergency(address(emergency));
        policy.transferOwnership(governor.timelock());
        vm.stopBroadcast();
    }

    function _bind(address escrow, address burnMint, address registry, address proof) private {
        policy.bind(0, PolicyBindings.jobEscrow(escrow));
        policy.bind(1, PolicyBindings.burnMint(burnMint));
        policy.bind(2, PolicyBindings.nodeRegistry(registry));
        policy.bind(3, PolicyBindings.proofOfRender(proof));
    }

    function _escrow(address token) private returns (address) {
        IJobEscrow.Terms memory terms =
            IJobEscrow.Terms(uint16(_value("split.burnBp")), uint16(_value("split.treasuryBp")), uint24(_value("chain.windowSeconds")));
        return _create(
            "JobEscrow.sol:JobEscrow",
            abi.encode(token, address(policy), vm.envAddress("RENDER_SETTLER"), vm.envAddress("RENDER_GUARDIAN"), vm.envAddress("RENDER_TREASURY"), terms)
        );
    }

    // The terms are the least that is valid, until it is bound.
    function _proof(address token, address registry) private returns (address) {
        IProofOfRender.Terms memory least = IProofOfRender.Terms(1, 60, 3, 5, 5, 60, 60, 0, 0, 0, 0, 0, 0, 0);
        return _create(
            "ProofOfRender.sol:ProofOfRender",
            abi.encode(token, registry, new ReceiptProof(), vm.envBytes32("RENDER_NETWORK"), address(policy), vm.envAddress("RENDER_REFERENCE"), least)
        );
    }

    // By its artifact, for what is compiled in a way of its own: through the IR everything that is imported beside it would take minutes.
    function _create(string memory artifact, bytes memory arguments) private returns (address deployed) {
        bytes memory code = abi.encodePacked(vm.getCode(artifact), arguments);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 32), mload(code))
        }
        require(deployed != address(0), artifact);
    }

    function _emission(RenderToken token) private view returns (IBurnMint.Config memory config) {
        uint256[] memory epochs = vm.envUint("RENDER_PERIODS", ",");
        uint256[] memory amounts = vm.envUint("RENDER_PER_EPOCH", ",");
        config.schedule.periods = new EmissionSchedule.Period[](epochs.length);
        for (uint256 i = 0; i < epochs.length; ++i) {
            config.schedule.periods[i] = EmissionSchedule.Period(uint32(epochs[i]), uint128(amounts[i]));
        }
        config.schedule.epochsPerYear = uint32(vm.envUint("RENDER_EPOCHS_PER_YEAR"));
        config.schedule.dampingPpm = uint32(vm.envUint("RENDER_DAMPING_PPM"));
        config.token = token;
        config.start = uint64(block.timestamp);
        config.epochSeconds = uint32(vm.envUint("RENDER_EPOCH_SECONDS"));
        config.windowSeconds = uint32(_value("chain.windowSeconds"));
        config.lostPerWorkUnit = uint128(vm.envUint("RENDER_LOST_PER_WORK_UNIT"));
        config.terms = IBurnMint.Terms({
            capPerWorkUnit: uint128(_value("emission.capPerWorkUnit")),
            availabilityBp: uint16(_value("emission.availabilityBp")),
            recycledFromEpoch: uint32(_value("emission.recycledFromEpoch")),
            recycledPerEpoch: uint128(_value("emission.recycledPerEpoch"))
        });
        config.owner = address(policy);
        config.settler = vm.envAddress("RENDER_SETTLER");
        config.guardian = vm.envAddress("RENDER_GUARDIAN");
    }

    function _value(string memory path) private view returns (uint256) {
        return policy.value(keccak256(bytes(path)));
    }

    // In ascending order of ids, as the policy takes them.
    function _changes() private view returns (IPolicy.Change[] memory diff) {
        string[] memory paths = vm.envString("RENDER_POLICY_PATHS", ",");
        uint256[] memory values = vm.envUint("RENDER_POLICY_VALUES", ",");
        diff = new IPolicy.Change[](paths.length);
        for (uint256 i = 0; i < paths.length; ++i) {
            diff[i] = IPolicy.Change(keccak256(bytes(paths[i])), values[i]);
            for (uint256 j = i; j > 0 && diff[j - 1].id > diff[j].id; --j) {
                (diff[j - 1], diff[j]) = (diff[j], diff[j - 1]);
            }
        }
    }
}
