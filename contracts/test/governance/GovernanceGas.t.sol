// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPolicy} from "../../src/interfaces/IPolicy.sol";
import {GovernorTest} from "./GovernorTest.sol";

/// Gas of whole transactions: every call runs as a transaction of its own, from cold storage, with its calldata.
/// forge-config: default.isolate = true
contract GovernanceGasTest is GovernorTest {
    function test_Life() public {
        IPolicy.Change[] memory diff = two("split.burnBp", 4_000, "split.operatorsBp", 5_500);
        (targets[0], calls[0]) = (address(policy), abi.encodeCall(policy.applyDiff, (diff)));
        vm.prank(bob);
        proposal = governor.proposePolicy(diff, description);
        vm.snapshotGasLastCall("Governance", "propose, 2 values");
        pass(2 days + 1);
        vm.prank(alice);
        governor.castVote(proposal, FOR);
        vm.snapshotGasLastCall("Governance", "vote, first");
        vm.prank(bob);
        governor.castVote(proposal, FOR);
        vm.snapshotGasLastCall("Governance", "vote, later");
        pass(3 days);
        queue();
        vm.snapshotGasLastCall("Governance", "queue");
        pass(2 days);
        execute();
        vm.snapshotGasLastCall("Governance", "execute, 2 values, 1 bound contract");
    }

    function test_Policy() public {
        vm.prank(address(timelock));
        policy.applyDiff(one("auditRepeatPpm", 5));
        vm.snapshotGasLastCall("Governance", "apply, 1 value");
    }
}
