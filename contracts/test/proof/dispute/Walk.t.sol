// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IProofOfRender} from "../../../src/interfaces/IProofOfRender.sol";
import {MerkleSum, MerkleSums} from "../../../src/libraries/MerkleSum.sol";
import {SumTree} from "../../support/SumTree.sol";
import {DisputeTest} from "./DisputeTest.sol";

contract WalkTest is DisputeTest {
    using SumTree for MerkleSum[][];

    /// Side by side, level by level, by whoever likes, in parts of any size: always the first block that differs.
    function testFuzz_Walk_ToTheFirstDifference(uint256 blocks_, uint256 differs_, uint256 seed) public {
        blocks = bound(blocks_, 1, 40);
        differs = bound(differs_, 0, blocks - 1);
        bytes32 id = open("");
        MerkleSum[][] memory ofNode = nodeTree();
        MerkleSum[][] memory ofClaim = claimTree();
        while (phase(id) == IProofOfRender.Phase.Walking) {
            IProofOfRender.Dispute memory books = proof.dispute(id);
            (MerkleSum memory nodeLeft, MerkleSum memory nodeRight) = childrenOf(ofNode, books);
            (MerkleSum memory claimLeft, MerkleSum memory claimRight) = childrenOf(ofClaim, books);
            vm.prank(address(uint160(seed)));
            if (seed % 3 == 0) {
                proof.walk(id, bytes.concat(SumTree.encode(nodeLeft), SumTree.encode(nodeRight), SumTree.encode(claimLeft), SumTree.encode(claimRight)));
            } else if (books.nodesTurn) {
                proof.disclose(id, nodeLeft, nodeRight);
            } else {
                proof.disclose(id, claimLeft, claimRight);
            }
            seed = uint256(keccak256(abi.encode(seed)));
            vm.warp(block.timestamp + 3_600);
        }
        IProofOfRender.Dispute memory end = proof.dispute(id);
        assertEq(end.index, differs);
        assertEq(end.level, 0);
        assertTrue(MerkleSums.equals(end.nodeSum, ofNode[0][differs]));
        assertTrue(MerkleSums.equals(end.claimSum, ofClaim[0][differs]));
    }

    function testFuzz_Walk_AllLevelsAtOnce(uint256 blocks_, uint256 differs_) public {
        blocks = bound(blocks_, 1, 70);
        differs = bound(differs_, 0, blocks - 1);
        bytes32 id = opened();
        assertEq(proof.dispute(id).index, differs);
        assertPhase(id, IProofOfRender.Phase.Drawing);
    }

    /// The ledger's vectors: the same block.
    function test_Walk_FindsWhatTheLedgerFinds() public {
        string memory json = vm.readFile("../tests/vectors/first-difference.json");
        string memory sum = "MerkleSum(bytes32 hash,uint64 rays,uint64 invalid)";
        uint256 count;
        for (; vm.keyExistsJson(json, string.concat("$[", vm.toString(count), "]")); ++count) {
            string memory at = string.concat("$[", vm.toString(count), "].");
            MerkleSum[] memory left = abi.decode(vm.parseJsonTypeArray(json, string.concat(at, "left"), sum), (MerkleSum[]));
            MerkleSum[] memory right = abi.decode(vm.parseJsonTypeArray(json, string.concat(at, "right"), sum), (MerkleSum[]));
            MerkleSum[][] memory ofNode = SumTree.build(left);
            MerkleSum[][] memory ofClaim = SumTree.build(right);
            blocks = left.length;
            (bytes memory levels,) = ofNode.walk(ofClaim);
            IProofOfRender.Claim memory claim = claimOf(ofNode.root(), ofClaim.root());
            vm.prank(claimant);
            bytes32 id = proof.open(claim, levels);
            assertEq(proof.dispute(id).index, vm.parseJsonUint(json, string.concat(at, "block")));
            assertPhase(id, IProofOfRender.Phase.Drawing);
        }
        assertGt(count, 0);
    }

    function test_Disclose_TakesTurns() public {
        bytes32 id = open("");
        IProofOfRender.Dispute memory books = proof.dispute(id);
        (MerkleSum memory left, MerkleSum memory right) = childrenOf(claimTree(), books);
        vm.warp(block.timestamp + 1_000);
        vm.expectEmit();
        emit IProofOfRender.Disclosed(id, 4, 0, left, right);
        proof.disclose(id, left, right);
        assertTrue(proof.dispute(id).nodesTurn);
        assertEq(proof.dispute(id).deadline, block.timestamp + 3_600);

        // The same again is not the node's.
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.NotChildren.selector, id, 4, true));
        proof.disclose(id, left, right);

        (left, right) = childrenOf(nodeTree(), books);
        vm.warp(block.timestamp + 2_000);
        vm.expectEmit();
        emit IProofOfRender.Walked(id, 3, 0);
        proof.disclose(id, left, right);
        assertFalse(proof.dispute(id).nodesTurn);
        assertEq(proof.dispute(id).deadline, block.timestamp + 3_600);
        assertEq(registry.heldUntil(idOf("node")), block.timestamp + 3_600 + 1 days + 1_200 + 1 days + 3 days);

        // Nor are the node's the claimant's.
        (left, right) = childrenOf(nodeTree(), proof.dispute(id));
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.NotChildren.selector, id, 3, false));
        proof.disclose(id, left, right);
    }

    /// A side whose turn it is not may be shown too, with the other.
    function test_Walk_InTheNodesTurn() public {
        bytes32 id = open("");
        (MerkleSum memory left, MerkleSum memory right) = childrenOf(claimTree(), proof.dispute(id));
        proof.disclose(id, left, right);
        (bytes memory levels,) = nodeTree().walk(claimTree());
        proof.walk(id, levels);
        assertPhase(id, IProofOfRender.Phase.Drawing);
        assertFalse(proof.dispute(id).nodesTurn);
    }

    /// An empty walk would be time for nothing.
    function test_Walk_OfNoLevel() public {
        bytes32 id = open("");
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.WrongLevels.selector, id, 0));
        proof.walk(id, "");
    }

    function test_Walk_OfNoWholeLevels() public {
        bytes32 id = open("");
        (bytes memory levels,) = nodeTree().walk(claimTree());
        for (uint256 cut = 1; cut < 192; cut += 47) {
            bytes memory less = slice(levels, levels.length - cut);
            vm.expectRevert(abi.encodeWithSelector(IProofOfRender.WrongLevels.selector, id, less.length));
            proof.walk(id, less);
        }
    }

    function test_Walk_BeyondTheLeaves() public {
        bytes32 id = open("");
        (bytes memory levels,) = nodeTree().walk(claimTree());
        bytes memory more = bytes.concat(levels, slice(levels, 192));
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.WrongLevels.selector, id, more.length));
        proof.walk(id, more);
    }

    /// On the last level too, where no other check would follow.
    function test_Walk_WithAnotherTreesChildren() public {
        bytes32 id = open("");
        (bytes memory levels,) = nodeTree().walk(claimTree());
        for (uint256 level = 4; level > 0; --level) {
            for (uint256 part = 0; part < 4; ++part) {
                bytes memory wrong = bytes.concat(levels);
                wrong[(4 - level) * 192 + part * 48 + 31] ^= 0x01;
                vm.expectRevert(abi.encodeWithSelector(IProofOfRender.NotChildren.selector, id, level, part < 2));
                proof.walk(id, wrong);
            }
        }
    }

    function testFuzz_Walk_WithAByteChanged(uint256 at, uint8 change) public {
        bytes32 id = open("");
        (bytes memory levels,) = nodeTree().walk(claimTree());
        at = bound(at, 0, levels.length - 1);
        vm.assume(change != 0);
        levels[at] ^= bytes1(change);
        vm.expectRevert();
        proof.walk(id, levels);
    }

    function test_Walk_TooLateOrInAnotherPhase() public {
        bytes32 id = open("");
        (bytes memory levels,) = nodeTree().walk(claimTree());
        (MerkleSum memory left, MerkleSum memory right) = childrenOf(claimTree(), proof.dispute(id));
        uint256 deadline = proof.dispute(id).deadline;
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.TooLate.selector, id, deadline));
        proof.walk(id, levels);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.TooLate.selector, id, deadline));
        proof.disclose(id, left, right);

        vm.warp(deadline);
        proof.walk(id, levels);
        vm.expectRevert(wrongPhase(id, IProofOfRender.Phase.Drawing));
        proof.walk(id, levels);
        vm.expectRevert(wrongPhase(id, IProofOfRender.Phase.Drawing));
        proof.disclose(id, left, right);
        vm.expectRevert(wrongPhase(id, IProofOfRender.Phase.Drawing));
        proof.expire(id);
        vm.expectRevert(wrongPhase("none", IProofOfRender.Phase.None));
        proof.walk("none", levels);
    }

    /// A claimant without a tree loses its bond: 5 to the node's operator, 5 burned.
    function test_Expire_TheClaimantWasSilent() public {
        bytes32 id = open("");
        uint256 deadline = proof.dispute(id).deadline;
        vm.warp(deadline);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.TooEarly.selector, id, deadline));
        proof.expire(id);
        vm.warp(deadline + 1);
        uint256 supply = token.totalSupply();
        proof.expire(id);
        assertEq(proof.owed(operator), 5e18);
        assertEq(proof.owed(claimant), 0);
        assertEq(supply - token.totalSupply(), 5e18);
        assertEq(registry.stakeOf(idOf("node")), STAKE);
        assertPhase(id, IProofOfRender.Phase.Closed);
    }

    /// A node that withholds its data pays a fifth of its stake, rounded up: half to the claimant, who gets the bond back too.
    function test_Expire_TheNodeWasSilent() public {
        bytes32 id = open("");
        (MerkleSum memory left, MerkleSum memory right) = childrenOf(claimTree(), proof.dispute(id));
        proof.disclose(id, left, right);
        passDeadline(id);
        uint256 supply = token.totalSupply();
        proof.expire(id);
        uint256 paid = 200e18 + 2;
        assertEq(STAKE - registry.stakeOf(idOf("node")), paid);
        assertEq(proof.owed(claimant), BOND + paid / 2);
        assertEq(proof.owed(operator), 0);
        assertEq(supply - token.totalSupply(), paid / 2);
        assertTrue(proof.isConvicted(proof.dispute(id).receipt));
        assertPhase(id, IProofOfRender.Phase.Closed);
        vm.expectRevert(wrongPhase(id, IProofOfRender.Phase.Closed));
        proof.expire(id);
    }

    /// Sums that a claimant made up cannot be shown.
    function test_Disclose_OfARootWithFalseSums() public {
        MerkleSum memory root = nodeTree().root();
        root.rays += 1;
        IProofOfRender.Claim memory claim = claimOf(nodeTree().root(), root);
        vm.prank(claimant);
        bytes32 id = proof.open(claim, "");
        (MerkleSum memory left, MerkleSum memory right) = childrenOf(nodeTree(), proof.dispute(id));
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.NotChildren.selector, id, 4, false));
        proof.disclose(id, left, right);
    }

    function childrenOf(MerkleSum[][] memory tree, IProofOfRender.Dispute memory books) private pure returns (MerkleSum memory, MerkleSum memory) {
        MerkleSum[] memory below = tree[books.level - 1];
        return (below[2 * books.index], below[2 * books.index + 1]);
    }

    function slice(bytes memory all, uint256 length) private pure returns (bytes memory some) {
        some = bytes.concat(all);
        assembly ("memory-safe") {
            mstore(some, length)
        }
    }
}
