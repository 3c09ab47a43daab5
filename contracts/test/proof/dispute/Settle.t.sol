// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IProofOfRender} from "../../../src/interfaces/IProofOfRender.sol";
import {ArbiterVote} from "../../../src/libraries/ArbiterVote.sol";
import {DisputeSplit} from "../../../src/libraries/DisputeSplit.sol";
import {MerkleSum} from "../../../src/libraries/MerkleSum.sol";
import {StandInRegistry} from "../../support/StandInRegistry.sol";
import {DisputeTest} from "./DisputeTest.sol";

contract SettleTest is DisputeTest {
    function test_Settle_TheNodeIsRight_AtOnce() public {
        bytes32 id = drawn();
        vote(id, "nnnc-");
        IProofOfRender.Seat[] memory seats = proof.panel(id);
        uint256 stakes = allStakes();
        uint256 supply = token.totalSupply();
        uint256 pot = BOND + ceil(registry.stakeOf(seats[3].node), 50_000) + ceil(registry.stakeOf(seats[4].node), 10_000);
        (uint256 toWinner, uint256 toArbiters, uint256 burned) = DisputeSplit.split(pot, 500_000, 400_000);
        vm.expectEmit();
        emit IProofOfRender.Settled(id, IProofOfRender.Winner.Node, ArbiterVote.voteFor(nodeLeaf()), false, pot, toWinner, toArbiters, burned);
        proof.settle(id);

        assertPhase(id, IProofOfRender.Phase.Closed);
        assertEq(stakes - allStakes(), pot - BOND);
        assertEq(registry.stakeOf(idOf("node")), STAKE);
        assertEq(proof.owed(operator), toWinner);
        assertEq(proof.owed(claimant), 0);
        assertEq(supply - token.totalSupply(), burned);
        assertArbitersShare(seats, toArbiters);
        assertFalse(proof.isConvicted(proof.dispute(id).receipt));
        vm.expectRevert(wrongPhase(id, IProofOfRender.Phase.Closed));
        proof.settle(id);
    }

    function test_Settle_TheClaimantIsRight_OnceTheReferenceHadItsTime() public {
        bytes32 id = drawn();
        vote(id, "ccccn");
        uint256 deadline = proof.dispute(id).deadline;
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.TooEarly.selector, id, deadline));
        proof.settle(id);
        vm.warp(deadline);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.TooEarly.selector, id, deadline));
        proof.settle(id);
        vm.warp(deadline + 1);
        uint256 pot = ceil(STAKE, 200_000) + ceil(registry.stakeOf(proof.panel(id)[4].node), 50_000);
        proof.settle(id);
        (uint256 toWinner,,) = DisputeSplit.split(pot, 500_000, 400_000);
        assertEq(proof.owed(claimant), BOND + toWinner);
        assertEq(STAKE - registry.stakeOf(idOf("node")), ceil(STAKE, 200_000));
        assertTrue(proof.isConvicted(proof.dispute(id).receipt));
    }

    function test_Settle_NobodyIsRight() public {
        bytes32 id = drawn();
        vote(id, "ooonc");
        passDeadline(id);
        proof.settle(id);
        assertEq(proof.owed(claimant), BOND);
        assertEq(proof.owed(operator), 0);
        assertEq(STAKE - registry.stakeOf(idOf("node")), ceil(STAKE, 200_000));
        // Arbiters have two fifths, and the winner's half is burned with the rest.
        IProofOfRender.Seat[] memory seats = proof.panel(id);
        uint256 sum = proof.owed(seats[0].operator) + proof.owed(seats[1].operator) + proof.owed(seats[2].operator);
        uint256 pot = ceil(STAKE, 200_000) + ceil(registry.stakeOf(seats[3].node) * 1_000_000 / 950_000, 50_000)
            + ceil(registry.stakeOf(seats[4].node) * 1_000_000 / 950_000, 50_000);
        assertApproxEqAbs(sum, pot * 4 / 10, 3);
    }

    /// Exactly half of the seats, or a plurality, is no majority.
    function test_Settle_WithoutAMajority_IsVoid() public {
        bytes32 id = drawn();
        vote(id, "nnc--");
        passDeadline(id);
        IProofOfRender.Seat[] memory seats = proof.panel(id);
        uint256 silent = ceil(registry.stakeOf(seats[3].node), 10_000) + ceil(registry.stakeOf(seats[4].node), 10_000);
        uint256 stakes = allStakes();
        uint256 supply = token.totalSupply();
        vm.expectEmit();
        emit IProofOfRender.Settled(id, IProofOfRender.Winner.Nobody, 0, false, silent, 0, 0, silent);
        proof.settle(id);
        assertEq(proof.owed(claimant), BOND);
        assertEq(stakes - allStakes(), silent);
        assertEq(supply - token.totalSupply(), silent);
        assertFalse(proof.isConvicted(proof.dispute(id).receipt));
    }

    function test_Settle_WithoutAPanel_IsVoid() public {
        bytes32 id = opened();
        vm.roll(proof.dispute(id).seedBlock + 300);
        proof.draw(id);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.TooEarly.selector, id, proof.dispute(id).deadline));
        proof.settle(id);
        passDeadline(id);
        uint256 stakes = allStakes();
        proof.settle(id);
        assertEq(proof.owed(claimant), BOND);
        assertEq(stakes, allStakes());
    }

    function test_Settle_BeforeVotesAreClosed() public {
        bytes32 id = opened();
        vm.expectRevert(wrongPhase(id, IProofOfRender.Phase.Drawing));
        proof.settle(id);
        draw(id);
        for (uint256 i = 0; i < 5; ++i) {
            commit(id, i, nodeLeaf());
        }
        for (uint256 i = 0; i < 4; ++i) {
            reveal(id, i, nodeLeaf());
        }
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.TooEarly.selector, id, proof.dispute(id).revealEnd));
        proof.settle(id);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.TooEarly.selector, id, proof.dispute(id).revealEnd));
        rule(id, nodeLeaf(), false);
        vm.warp(proof.dispute(id).revealEnd + 1);
        proof.settle(id);
        // The one that committed and did not reveal was silent.
        assertLt(registry.stakeOf(proof.panel(id)[4].node), 500e18);
    }

    /// To commit to the vote itself and show nothing is to be silent: no part of the majority, nor of the pay.
    function test_Settle_ACommitmentIsNoVote() public {
        bytes32 id = drawn();
        IProofOfRender.Seat[] memory seats = proof.panel(id);
        bytes32 silent = ArbiterVote.voteFor(nodeLeaf());
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(seats[i].operator);
            proof.commit(id, i, silent);
        }
        commit(id, 3, nodeLeaf());
        commit(id, 4, nodeLeaf());
        reveal(id, 3, nodeLeaf());
        reveal(id, 4, nodeLeaf());
        vm.warp(proof.dispute(id).revealEnd + 1);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.TooEarly.selector, id, proof.dispute(id).deadline));
        proof.settle(id);
        rule(id, nodeLeaf(), false);
        for (uint256 i = 0; i < 3; ++i) {
            assertEq(proof.owed(seats[i].operator), 0);
            assertLt(registry.stakeOf(seats[i].node), 500e18);
        }
        assertGt(proof.owed(seats[3].operator), 0);
    }

    function test_Rule_OnlyByTheReferenceInTime() public {
        bytes32 id = drawn();
        vote(id, "ccc--");
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.NotAllowed.selector, owner, cpu));
        vm.prank(owner);
        proof.rule(id, nodeLeaf(), true);
        uint256 deadline = proof.dispute(id).deadline;
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.TooLate.selector, id, deadline));
        rule(id, nodeLeaf(), true);
        vm.warp(deadline);
        rule(id, nodeLeaf(), true);
        assertPhase(id, IProofOfRender.Phase.Closed);
        vm.expectRevert(wrongPhase(id, IProofOfRender.Phase.Closed));
        rule(id, nodeLeaf(), true);
    }

    /// The panel has decided, but rounding is no forgery.
    function test_Rule_AcquitsOfAnEngineFault() public {
        bytes32 id = drawn();
        vote(id, "ccccn");
        uint256 pot = ceil(registry.stakeOf(proof.panel(id)[4].node), 50_000);
        rule(id, claimLeaf(), true);
        (uint256 toWinner,,) = DisputeSplit.split(pot, 500_000, 400_000);
        assertEq(proof.owed(claimant), BOND + toWinner);
        assertEq(registry.stakeOf(idOf("node")), STAKE);
        assertFalse(proof.isConvicted(proof.dispute(id).receipt));
    }

    /// And where it is silent on that, the panel's word stands.
    function test_Rule_DoesNotOverruleThePanelForTheClaimant() public {
        bytes32 id = drawn();
        vote(id, "ooooc");
        rule(id, claimLeaf(), false);
        assertLt(registry.stakeOf(idOf("node")), STAKE);
        assertEq(proof.owed(claimant), BOND);
    }

    /// A majority that lied alike takes nothing of a node that the reference finds right, and pays for it.
    function test_Rule_OverrulesThePanelForTheNode() public {
        bytes32 id = drawn();
        vote(id, "ccccn");
        rule(id, nodeLeaf(), false);
        IProofOfRender.Seat[] memory seats = proof.panel(id);
        assertEq(registry.stakeOf(idOf("node")), STAKE);
        assertEq(proof.owed(claimant), 0);
        assertGt(proof.owed(operator), 0);
        assertGt(proof.owed(seats[4].operator), 0);
        assertEq(proof.owed(seats[0].operator), 0);
        assertFalse(proof.isConvicted(proof.dispute(id).receipt));
    }

    function test_Rule_NeverAgainstAMajorityForTheNode() public {
        bytes32 id = drawn();
        vote(id, "nnnnn");
        rule(id, claimLeaf(), false);
        assertEq(registry.stakeOf(idOf("node")), STAKE);
        assertGt(proof.owed(operator), 0);
        assertEq(proof.owed(claimant), 0);
    }

    function test_Rule_DecidesWhereThePanelDoesNot() public {
        bytes32 id = drawn();
        vote(id, "nncco");
        IProofOfRender.Seat[] memory seats = proof.panel(id);
        rule(id, claimLeaf(), false);
        assertGt(proof.owed(claimant), BOND);
        assertLt(registry.stakeOf(idOf("node")), STAKE);
        assertEq(proof.owed(seats[0].operator) + proof.owed(seats[1].operator) + proof.owed(seats[4].operator), 0);
        assertGt(proof.owed(seats[2].operator), 0);
        assertGt(proof.owed(seats[3].operator), 0);
    }

    /// An engine fault that the node's own leaf is true of is none: the bond is lost.
    function test_Rule_ForTheNode() public {
        bytes32 id = drawn();
        vote(id, "-----");
        vm.warp(proof.dispute(id).revealEnd + 1);
        uint256 pot = BOND;
        for (uint256 i = 0; i < 5; ++i) {
            pot += ceil(registry.stakeOf(proof.panel(id)[i].node), 10_000);
        }
        (uint256 toWinner,, uint256 burned) = DisputeSplit.split(pot, 500_000, 0);
        vm.expectEmit();
        emit IProofOfRender.Settled(id, IProofOfRender.Winner.Node, ArbiterVote.voteFor(nodeLeaf()), false, pot, toWinner, 0, burned);
        rule(id, nodeLeaf(), true);
        assertEq(proof.owed(claimant), 0);
        assertGt(proof.owed(operator), 0);
    }

    function test_Conviction_OncePerReceipt() public {
        bytes32 first = drawn();
        address one = claimant;
        claimant = stranger;
        fund(stranger);
        bytes32 second = openedAt();
        claimant = one;
        draw(second);
        vote(first, "ccccc");
        rule(first, claimLeaf(), false);
        uint256 left = registry.stakeOf(idOf("node"));
        assertLt(left, STAKE);

        vote(second, "cccc-");
        vm.warp(proof.dispute(second).revealEnd + 1);
        rule(second, claimLeaf(), false);
        assertEq(registry.stakeOf(idOf("node")), left);
        // Of what the silent arbiter pays, half is the claimant's.
        assertGt(proof.owed(stranger), BOND);
    }

    function test_Abandon_WhatNobodyEnded() public {
        bytes32 id = open("");
        uint256 until = uint256(proof.dispute(id).deadline) + 3 days;
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.TooEarly.selector, id, until));
        proof.abandon(id);
        vm.warp(until + 1);
        vm.expectEmit();
        emit IProofOfRender.Abandoned(id);
        proof.abandon(id);
        assertEq(proof.owed(claimant), BOND);
        assertPhase(id, IProofOfRender.Phase.Closed);
        vm.expectRevert(wrongPhase(id, IProofOfRender.Phase.Closed));
        proof.abandon(id);
        vm.expectRevert(wrongPhase("none", IProofOfRender.Phase.None));
        proof.abandon("none");
    }

    /// Every role is lost, and the registry takes no orders: time alone returns the bond.
    function test_Abandon_WithoutAnyRole() public {
        bytes32 id = drawn();
        vote(id, "ccc--");
        vm.startPrank(owner);
        proof.setReference(address(0));
        proof.renounceOwnership();
        vm.stopPrank();
        registry.setSlasher(address(0));
        passDeadline(id);
        vm.expectRevert(StandInRegistry.NotSlasher.selector);
        proof.settle(id);
        vm.warp(block.timestamp + 3 days);
        proof.abandon(id);
        proof.withdraw(claimant);
        assertEq(token.balanceOf(claimant), 1_000_000e18);
        assertEq(token.balanceOf(address(proof)), 0);
    }

    function test_Withdraw_PaysOnceWhoeverCalls() public {
        bytes32 id = open("");
        passDeadline(id);
        proof.expire(id);
        vm.expectEmit();
        emit IProofOfRender.Withdrawn(operator, 5e18);
        vm.prank(stranger);
        assertEq(proof.withdraw(operator), 5e18);
        assertEq(token.balanceOf(operator), 5e18);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.NothingOwed.selector, operator));
        proof.withdraw(operator);
    }

    /// A dispute keeps the terms that it was opened under.
    function test_Terms_OfAnOpenDisputeStay() public {
        bytes32 id = open("");
        IProofOfRender.Terms memory terms = defaults();
        (terms.bond, terms.winnerPpm, terms.arbitersPpm, terms.answerSeconds) = (1_000e18, 1_000_000, 0, 60);
        setTerms(terms);
        vm.warp(block.timestamp + 3_601);
        proof.expire(id);
        assertEq(proof.owed(operator), 5e18);
        assertEq(token.balanceOf(address(proof)), 5e18);
    }

    function testFuzz_Split_IsTheLargestRemainder(uint256 paid, uint256 winnerPpm, uint256 arbitersPpm) public pure {
        paid = bound(paid, 0, type(uint128).max);
        winnerPpm = bound(winnerPpm, 0, 1_000_000);
        arbitersPpm = bound(arbitersPpm, 0, 1_000_000 - winnerPpm);
        (uint256 winner, uint256 arbiters, uint256 burned) = DisputeSplit.split(paid, winnerPpm, arbitersPpm);
        assertEq(winner + arbiters + burned, paid);
        assertLe(winner - paid * winnerPpm / 1_000_000, winnerPpm == 0 ? 0 : 1);
        assertLe(arbiters - paid * arbitersPpm / 1_000_000, arbitersPpm == 0 ? 0 : 1);
        assertLe(burned - paid * (1_000_000 - winnerPpm - arbitersPpm) / 1_000_000, winnerPpm + arbitersPpm == 1_000_000 ? 0 : 1);
    }

    /// Arbiters before burn before winner.
    function test_Split_TiesByName() public pure {
        assertSplit(1, 500_000, 500_000, 0, 1, 0);
        assertSplit(1, 500_000, 0, 0, 0, 1);
        assertSplit(1, 0, 500_000, 0, 1, 0);
        assertSplit(2, 250_000, 250_000, 0, 1, 1);
        assertSplit(2, 250_000, 500_000, 0, 1, 1);
        assertSplit(3, 500_000, 250_000, 1, 1, 1);
    }

    function assertSplit(uint256 paid, uint256 winnerPpm, uint256 arbitersPpm, uint256 winner, uint256 arbiters, uint256 burned) private pure {
        (uint256 a, uint256 b, uint256 c) = DisputeSplit.split(paid, winnerPpm, arbitersPpm);
        assertEq(abi.encode(a, b, c), abi.encode(winner, arbiters, burned));
    }

    function testFuzz_Share_IsEqualAndExact(uint256 amount, uint8 count) public pure {
        amount = bound(amount, 0, type(uint128).max);
        bytes32[] memory ids = new bytes32[](bound(count, 1, 15));
        for (uint256 i = 0; i < ids.length; ++i) {
            ids[i] = keccak256(abi.encode(amount, i));
        }
        uint256[] memory parts = DisputeSplit.share(amount, ids);
        uint256 sum;
        for (uint256 i = 0; i < ids.length; ++i) {
            sum += parts[i];
            for (uint256 j = 0; j < ids.length; ++j) {
                // Who has more has the lesser id.
                if (parts[i] > parts[j]) assertTrue(ids[i] < ids[j] && parts[i] == parts[j] + 1);
            }
        }
        assertEq(sum, amount);
    }

    // The first three, and they alone.
    function assertArbitersShare(IProofOfRender.Seat[] memory seats, uint256 amount) private view {
        uint256 sum;
        for (uint256 i = 0; i < 3; ++i) {
            sum += proof.owed(seats[i].operator);
            assertApproxEqAbs(proof.owed(seats[i].operator), amount / 3, 1);
        }
        assertEq(sum, amount);
        assertEq(proof.owed(seats[3].operator) + proof.owed(seats[4].operator), 0);
    }

    function ceil(uint256 stake, uint256 ppm) private pure returns (uint256) {
        return (stake * ppm + 999_999) / 1_000_000;
    }

    function allStakes() private view returns (uint256 sum) {
        sum = registry.stakeOf(idOf("node"));
        for (uint256 i = 0; i < ARBITERS; ++i) {
            sum += registry.stakeOf(arbiterId(i));
        }
    }
}
