// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IProofOfRender} from "../../../src/interfaces/IProofOfRender.sol";
import {IReceiptProof} from "../../../src/interfaces/IReceiptProof.sol";
import {MerkleSum, MerkleSums} from "../../../src/libraries/MerkleSum.sol";
import {ReceiptCodec} from "../../../src/libraries/ReceiptCodec.sol";
import {TaskCodec} from "../../../src/libraries/TaskCodec.sol";
import {SumTree} from "../../support/SumTree.sol";
import {DisputeTest} from "./DisputeTest.sol";

contract OpenTest is DisputeTest {
    using SumTree for MerkleSum[][];

    function test_Open_TakesBondAndHoldsStake() public {
        uint256 before = token.balanceOf(claimant);
        IProofOfRender.Claim memory claim = claimOf(nodeTree().root(), claimTree().root());
        bytes32 id = proof.disputeId(sha256(claim.receipt), claimant);
        vm.expectEmit();
        emit IProofOfRender.Opened(id, sha256(claim.receipt), idOf("node"), claimant, claimTree().root());
        vm.prank(claimant);
        assertEq(proof.open(claim, ""), id);

        assertEq(before - token.balanceOf(claimant), BOND);
        assertEq(token.balanceOf(address(proof)), BOND);
        IProofOfRender.Dispute memory books = proof.dispute(id);
        assertEq(books.claimant, claimant);
        assertEq(books.operator, operator);
        assertEq(books.node, idOf("node"));
        assertEq(books.receipt, sha256(claim.receipt));
        assertEq(books.openedAt, block.timestamp);
        assertEq(books.deadline, block.timestamp + 3_600);
        assertEq(books.blocks, BLOCKS);
        assertEq(books.level, 4);
        assertEq(books.index, 0);
        assertEq(books.listed, ARBITERS);
        assertTrue(MerkleSums.equals(books.nodeSum, nodeTree().root()));
        assertTrue(MerkleSums.equals(books.claimSum, claimTree().root()));
        assertPhase(id, IProofOfRender.Phase.Walking);
        // Until the walk's deadline, and all that can follow it.
        assertEq(registry.heldUntil(idOf("node")), block.timestamp + 3_600 + 1 days + 600 + 600 + 1 days + 3 days);
    }

    function test_Open_WithAllLevels_IsAtTheLeaf() public {
        bytes32 id = opened();
        IProofOfRender.Dispute memory books = proof.dispute(id);
        assertPhase(id, IProofOfRender.Phase.Drawing);
        assertEq(books.index, DIFFERS);
        assertEq(books.level, 0);
        assertEq(books.seedBlock, block.number + 8);
        assertEq(books.deadline, block.timestamp + 1 days);
        assertTrue(MerkleSums.equals(books.nodeSum, nodeLeaf()));
        assertTrue(MerkleSums.equals(books.claimSum, claimLeaf()));
        assertEq(registry.heldUntil(idOf("node")), block.timestamp + 1 days + 600 + 600 + 1 days + 3 days);
    }

    function test_Open_OfOneBlock_IsAtTheLeaf() public {
        (blocks, differs) = (1, 0);
        assertPhase(open(""), IProofOfRender.Phase.Drawing);
    }

    function test_Open_TheSameResult() public {
        IProofOfRender.Claim memory claim = claimOf(nodeTree().root(), nodeTree().root());
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.SameResult.selector, sha256(claim.receipt)));
        vm.prank(claimant);
        proof.open(claim, "");
    }

    function test_Open_OfAnotherNetwork() public {
        IProofOfRender.Claim memory claim = claimOf(nodeTree().root(), claimTree().root());
        claim.receipt = receiptOf(sha256("another"), "node", "lease", claim.cut, nodeTree().root(), block.timestamp * 1_000);
        (claim.r, claim.s) = signAs("node", sha256(claim.receipt));
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.WrongNetwork.selector, sha256("another"), NETWORK));
        vm.prank(claimant);
        proof.open(claim, "");
    }

    function test_Open_OfANodeThatIsNotRegistered() public {
        registry.giveUp(idOf("node"));
        IProofOfRender.Claim memory claim = claimOf(nodeTree().root(), claimTree().root());
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.UnknownNode.selector, idOf("node")));
        vm.prank(claimant);
        proof.open(claim, "");
    }

    function test_Open_UntilTheWindowHasPassed() public {
        IProofOfRender.Claim memory claim = claimOf(nodeTree().root(), claimTree().root());
        bytes32 id = proof.disputeId(sha256(claim.receipt), claimant);
        uint256 last = block.timestamp - 60 + 7 days;
        vm.warp(last + 1);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.TooLate.selector, id, last));
        vm.prank(claimant);
        proof.open(claim, "");
        vm.warp(last);
        vm.prank(claimant);
        proof.open(claim, "");
    }

    function test_Open_OnceForAClaimant() public {
        bytes32 id = open("");
        IProofOfRender.Claim memory claim = claimOf(nodeTree().root(), claimTree().root());
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.AlreadyDisputed.selector, id));
        vm.prank(claimant);
        proof.open(claim, "");

        fund(stranger);
        vm.prank(stranger);
        assertNotEq(proof.open(claim, ""), id);
        assertEq(token.balanceOf(address(proof)), 2 * BOND);

        // Nor when the first is over.
        passDeadline(id);
        proof.expire(id);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.AlreadyDisputed.selector, id));
        vm.prank(claimant);
        proof.open(claim, "");
    }

    function test_Open_WithoutTokens() public {
        IProofOfRender.Claim memory claim = claimOf(nodeTree().root(), claimTree().root());
        vm.expectRevert();
        vm.prank(stranger);
        proof.open(claim, "");
    }

    function test_Open_OfWhatNobodySigned() public {
        IProofOfRender.Claim memory claim = claimOf(nodeTree().root(), claimTree().root());
        claim.r ^= bytes32(uint256(1));
        vm.expectRevert(abi.encodeWithSelector(IReceiptProof.NotSigned.selector, sha256(claim.receipt)));
        vm.prank(claimant);
        proof.open(claim, "");

        claim = claimOf(nodeTree().root(), claimTree().root());
        (claim.x, claim.y) = pointOf("another");
        vm.expectRevert(abi.encodeWithSelector(IReceiptProof.WrongKey.selector, idOf("another"), idOf("node")));
        vm.prank(claimant);
        proof.open(claim, "");

        claim.receipt = "";
        vm.expectRevert(ReceiptCodec.NotAReceipt.selector);
        vm.prank(claimant);
        proof.open(claim, "");
    }

    /// With another number of blocks, an honest node could not show what it is asked for.
    function test_Open_WithAnotherNumberOfBlocks() public {
        IProofOfRender.Claim memory claim = claimOf(nodeTree().root(), claimTree().root());
        claim.cut = rowOf(BLOCKS + 1);
        vm.expectRevert(abi.encodeWithSelector(TaskCodec.WrongTask.selector, taskOf(claim.cut), taskOf(rowOf(BLOCKS))));
        vm.prank(claimant);
        proof.open(claim, "");
    }

    function test_OpenAt_IsAtTheLeaf() public {
        bytes32 id = openedAt();
        IProofOfRender.Dispute memory books = proof.dispute(id);
        assertPhase(id, IProofOfRender.Phase.Drawing);
        assertEq(books.index, DIFFERS);
        assertEq(books.seedBlock, block.number + 8);
        assertTrue(MerkleSums.equals(books.nodeSum, nodeLeaf()));
        assertTrue(MerkleSums.equals(books.claimSum, claimLeaf()));
        assertEq(token.balanceOf(address(proof)), BOND);
    }

    function test_OpenAt_WithAFalsePath() public {
        IProofOfRender.Claim memory claim = claimOf(nodeTree().root(), claimLeaf());
        bytes memory path = claimTree().path(DIFFERS);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.NotInTree.selector, sha256(claim.receipt), DIFFERS));
        vm.prank(claimant);
        proof.openAt(claim, uint32(DIFFERS), path);

        path = nodeTree().path(DIFFERS);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.NotInTree.selector, sha256(claim.receipt), DIFFERS + 1));
        vm.prank(claimant);
        proof.openAt(claim, uint32(DIFFERS + 1), path);
    }

    function test_OpenAt_TheSameLeaf() public {
        IProofOfRender.Claim memory claim = claimOf(nodeTree().root(), nodeLeaf());
        bytes memory path = nodeTree().path(DIFFERS);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.SameResult.selector, sha256(claim.receipt)));
        vm.prank(claimant);
        proof.openAt(claim, uint32(DIFFERS), path);
    }
}
