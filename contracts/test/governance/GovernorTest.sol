// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {IPolicy} from "../../src/interfaces/IPolicy.sol";
import {EmergencyGovernor} from "../../src/governance/EmergencyGovernor.sol";
import {GovernorBounds} from "../../src/governance/GovernorBounds.sol";
import {PolicyGovernor} from "../../src/governance/PolicyGovernor.sol";
import {RenderToken} from "../../src/RenderToken.sol";
import {PolicyTest} from "./PolicyTest.sol";

/// The whole of governance over a policy with one bound contract: a million tokens, of which voters have delegated what each test needs.
abstract contract GovernorTest is PolicyTest {
    uint256 internal constant SUPPLY = 1_000_000e18;
    uint8 internal constant AGAINST = 0;
    uint8 internal constant FOR = 1;
    uint8 internal constant ABSTAIN = 2;

    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    address internal holder = makeAddr("holder");

    RenderToken internal token;
    PolicyGovernor internal governor;
    EmergencyGovernor internal inEmergency;
    TimelockController internal timelock;

    // The proposal that the steps below speak of.
    address[] internal targets = new address[](1);
    uint256[] internal values = new uint256[](1);
    bytes[] internal calls = new bytes[](1);
    string internal description = "a proposal";
    uint256 internal proposal;

    function setUp() public virtual override {
        super.setUp();
        token = new RenderToken(holder, SUPPLY);
        governor = new PolicyGovernor(token, policy, GovernorBounds.compound());
        inEmergency = new EmergencyGovernor(governor, 1 days);
        timelock = TimelockController(payable(governor.timelock()));
        vm.startPrank(owner);
        policy.setEmergency(address(inEmergency));
        policy.transferOwnership(address(timelock));
        vm.stopPrank();
        // Alice can carry any vote, Bob can propose and nothing more.
        give(alice, 100_000e18);
        give(bob, 2_500e18);
        pass(1);
    }

    function give(address who, uint256 amount) internal {
        vm.prank(holder);
        token.transfer(who, amount);
        vm.prank(who);
        token.delegate(who);
    }

    function pass(uint256 seconds_) internal {
        vm.warp(vm.getBlockTimestamp() + seconds_);
        vm.roll(vm.getBlockNumber() + 1);
    }

    function propose(address by, address target_, bytes memory call) internal {
        (targets[0], calls[0]) = (target_, call);
        vm.prank(by);
        proposal = governor.propose(targets, values, calls, description);
    }

    function proposeDiff(address by, IPolicy.Change[] memory diff) internal {
        (targets[0], calls[0]) = (address(policy), abi.encodeCall(policy.applyDiff, (diff)));
        vm.prank(by);
        proposal = governor.proposePolicy(diff, description);
    }

    function vote(address who, uint8 support) internal {
        vm.prank(who);
        governor.castVote(proposal, support);
    }

    /// From proposed to passed.
    function carry() internal {
        pass(2 days + 1);
        vote(alice, FOR);
        pass(3 days);
    }

    function hashed() internal view returns (bytes32) {
        return keccak256(bytes(description));
    }

    function queue() internal {
        governor.queue(targets, values, calls, hashed());
    }

    function execute() internal {
        governor.execute(targets, values, calls, hashed());
    }

    function carryAndExecute() internal {
        carry();
        queue();
        pass(2 days);
        execute();
    }
}
