// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IProofOfRender} from "../../../src/interfaces/IProofOfRender.sol";
import {MerkleSum} from "../../../src/libraries/MerkleSum.sol";
import {SumTree} from "../../support/SumTree.sol";
import {DisputeTest} from "./DisputeTest.sol";

/// Gas of whole transactions over a dispute about one block of 4,096 (12 levels), with a panel of five drawn from a list of nine, all of whom fit. The registry is a
/// stand-in; what the network's own costs is in its own figures.
/// forge-config: default.isolate = true
contract DisputeGasTest is DisputeTest {
    using SumTree for MerkleSum[][];

    function setUp() public override {
        super.setUp();
        (blocks, differs) = (4_096, 2_730);
    }

    /// EIP-170. Here, since only what is optimised must fit.
    function test_Code_Fits() public view {
        assertLe(address(proof).code.length, 24_576);
    }

    function test_Open_ByTheBlocksPath() public {
        openedAt();
        vm.snapshotGasLastCall("ProofOfRender", "open at a block, 12 levels");
    }

    function test_Open_ByBothTrees() public {
        MerkleSum[][] memory ofNode = nodeTree();
        MerkleSum[][] memory ofClaim = claimTree();
        (bytes memory levels,) = ofNode.walk(ofClaim);
        IProofOfRender.Claim memory claim = claimOf(ofNode.root(), ofClaim.root());
        vm.prank(claimant);
        proof.open(claim, levels);
        vm.snapshotGasLastCall("ProofOfRender", "open and walk 12 levels");
    }

    function test_Disclose_OneLevel() public {
        MerkleSum[][] memory ofNode = nodeTree();
        MerkleSum[][] memory ofClaim = claimTree();
        IProofOfRender.Claim memory claim = claimOf(ofNode.root(), ofClaim.root());
        vm.prank(claimant);
        bytes32 id = proof.open(claim, "");
        vm.snapshotGasLastCall("ProofOfRender", "open");
        for (uint256 level = 12; level > 10; --level) {
            uint256 index = proof.dispute(id).index;
            proof.disclose(id, ofClaim[level - 1][2 * index], ofClaim[level - 1][2 * index + 1]);
            if (level == 11) vm.snapshotGasLastCall("ProofOfRender", "disclose, claimant, later");
            proof.disclose(id, ofNode[level - 1][2 * index], ofNode[level - 1][2 * index + 1]);
            if (level == 11) vm.snapshotGasLastCall("ProofOfRender", "disclose, node, later");
        }
    }

    function test_Panel_OfFive() public {
        bytes32 id = openedAt();
        draw(id);
        vm.snapshotGasLastCall("ProofOfRender", "draw 5 of 9");
        for (uint256 i = 0; i < 5; ++i) {
            commit(id, i, leafFor(id, i == 4 ? bytes1("n") : bytes1("c")));
        }
        vm.snapshotGasLastCall("ProofOfRender", "commit");
        for (uint256 i = 0; i < 5; ++i) {
            reveal(id, i, leafFor(id, i == 4 ? bytes1("n") : bytes1("c")));
        }
        vm.snapshotGasLastCall("ProofOfRender", "reveal");
        passDeadline(id);
        proof.settle(id);
        vm.snapshotGasLastCall("ProofOfRender", "settle, a panel of 5");
        proof.withdraw(claimant);
        vm.snapshotGasLastCall("ProofOfRender", "withdraw");
    }

    function test_Report_Equivocation() public {
        IProofOfRender.SignedReceipt memory a;
        IProofOfRender.SignedReceipt memory b;
        a.receipt = receiptOf("node", rowOf(13), leafOf(0, 0), 1_800_000_000_000);
        b.receipt = receiptOf("node", rowOf(13), leafOf(0, 1), 1_800_000_000_000);
        (a.r, a.s) = signAs("node", sha256(a.receipt));
        (b.r, b.s) = signAs("node", sha256(b.receipt));
        (bytes32 x, bytes32 y) = pointOf("node");
        proof.reportEquivocation(a, b, x, y);
        vm.snapshotGasLastCall("ProofOfRender", "report an equivocation");
    }
}
