// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IProofOfRender} from "../../../src/interfaces/IProofOfRender.sol";
import {MerkleSum} from "../../../src/libraries/MerkleSum.sol";
import {ReentrantToken} from "../../support/ReentrantToken.sol";
import {StandInRegistry} from "../../support/StandInRegistry.sol";
import {SumTree} from "../../support/SumTree.sol";
import {DisputeTest} from "./DisputeTest.sol";

/// A token that calls back in the middle of every movement finds finished books, whatever it calls.
contract DisputeReentrancyTest is DisputeTest {
    using SumTree for MerkleSum[][];

    ReentrantToken private hostile;

    function setUp() public override {
        super.setUp();
        hostile = new ReentrantToken();
        token = hostile;
        registry = new StandInRegistry(token);
        deploy();
        registry.put(idOf("node"), operator, STAKE);
        for (uint256 i = 0; i < ARBITERS; ++i) {
            registry.put(arbiterId(i), arbiterOf(i), 500e18);
            registry.join(arbiterId(i));
        }
        vm.warp(block.timestamp + 1);
        fund(claimant);
    }

    function test_Withdraw_CallingBack() public {
        bytes32 id = open("");
        passDeadline(id);
        proof.expire(id);
        // More than is owed, so that a second payment would be possible.
        token.mint(address(proof), BOND);
        arm(abi.encodeCall(proof.withdraw, (operator)));
        proof.withdraw(operator);
        assertEq(hostile.succeeded(), 0);
        assertEq(token.balanceOf(operator), 5e18);
    }

    function test_Settle_CallingBack() public {
        bytes32 id = drawn();
        vote(id, "ccccn");
        passDeadline(id);
        bytes[] memory calls = new bytes[](3);
        calls[0] = abi.encodeCall(proof.settle, (id));
        calls[1] = abi.encodeCall(proof.abandon, (id));
        calls[2] = abi.encodeCall(proof.expire, (id));
        hostile.arm(address(proof), calls);
        proof.settle(id);
        assertEq(hostile.succeeded(), 0);
        assertEq(proof.owed(claimant) + proof.owed(operator) + arbiters(id), token.balanceOf(address(proof)));
    }

    function test_Open_CallingBack() public {
        (bytes memory levels,) = nodeTree().walk(claimTree());
        IProofOfRender.Claim memory claim = claimOf(nodeTree().root(), claimTree().root());
        bytes32 id = proof.disputeId(sha256(claim.receipt), claimant);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(proof.open, (claim, levels));
        calls[1] = abi.encodeCall(proof.abandon, (id));
        hostile.arm(address(proof), calls);
        vm.prank(claimant);
        proof.open(claim, levels);
        assertEq(hostile.succeeded(), 0);
        assertEq(token.balanceOf(address(proof)), BOND);
    }

    function arm(bytes memory call_) private {
        bytes[] memory calls = new bytes[](1);
        calls[0] = call_;
        hostile.arm(address(proof), calls);
    }

    function arbiters(bytes32 id) private view returns (uint256 sum) {
        IProofOfRender.Seat[] memory seats = proof.panel(id);
        for (uint256 i = 0; i < seats.length; ++i) {
            sum += proof.owed(seats[i].operator);
        }
    }
}
