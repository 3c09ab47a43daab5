// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";
import {IBlockProof} from "../../src/interfaces/IBlockProof.sol";
import {DomainTags} from "../../src/libraries/DomainTags.sol";
import {MerkleSum} from "../../src/libraries/MerkleSum.sol";
import {ReceiptCodec} from "../../src/libraries/ReceiptCodec.sol";
import {SumTree} from "../support/SumTree.sol";

/// Nodes with keys, trees of made-up leaves, and receipts that nodes sign over them.
abstract contract ReceiptTest is Test {
    using SumTree for MerkleSum[][];

    bytes32 internal constant NETWORK = sha256("render-test");
    bytes32 internal constant ORDER = sha256("order");
    bytes32 internal constant PACKAGE = sha256("package");
    bytes32 internal constant SETTINGS = sha256("settings");
    uint256 internal constant HALF_ORDER = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8;
    uint256 internal constant GROUP_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551;

    /// A leaf as a block of a usual scene has it; `salt` makes another tree.
    function leafOf(uint256 index, uint256 salt) internal pure returns (MerkleSum memory) {
        return MerkleSum(keccak256(abi.encode("leaf", index, salt)), uint64(40_000 + (index * 7_919) % 9_001), uint64(index % 401 == 7 ? 1 : 0));
    }

    /// A tree that differs from that of salt 0 from block `from` on, in every third block.
    function treeOf(uint256 blocks, uint256 salt, uint256 from) internal pure returns (MerkleSum[][] memory) {
        MerkleSum[] memory leaves = new MerkleSum[](blocks);
        for (uint256 i = 0; i < blocks; ++i) {
            leaves[i] = leafOf(i, i >= from && (i - from) % 3 == 0 ? salt : 0);
        }
        return SumTree.build(leaves);
    }

    function cutOf(uint256 width, uint256 height) internal pure returns (bytes28) {
        return bytes28(abi.encodePacked(uint32(1), uint32(0), uint32(0), uint32(width), uint32(height), uint32(0), uint32(64)));
    }

    function placeOf(bytes28 cut, uint256 index) internal pure returns (bytes32) {
        return bytes32(cut) | bytes32(uint256(uint32(index)));
    }

    /// The cut of a task of that many blocks side by side.
    function rowOf(uint256 blocks) internal pure returns (bytes28) {
        return cutOf(blocks * 8, 8);
    }

    function taskOf(bytes28 cut) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(DomainTags.TASK, NETWORK, ORDER, PACKAGE, SETTINGS, cut));
    }

    function keyOf(string memory name) internal pure returns (uint256) {
        return uint256(sha256(bytes(name))) >> 1;
    }

    function pointOf(string memory name) internal pure returns (bytes32 x, bytes32 y) {
        (uint256 px, uint256 py) = vm.publicKeyP256(keyOf(name));
        return (bytes32(px), bytes32(py));
    }

    function idOf(string memory name) internal view returns (bytes32) {
        (bytes32 x, bytes32 y) = pointOf(name);
        return ReceiptCodec.nodeOf(x, y);
    }

    function signAs(string memory name, bytes32 digest) internal pure returns (bytes32 r, bytes32 s) {
        (r, s) = vm.signP256(keyOf(name), digest);
        if (uint256(s) > HALF_ORDER) s = bytes32(GROUP_ORDER - uint256(s));
    }

    function receiptOf(string memory name, bytes28 cut, MerkleSum memory root, uint256 finishedUnixMs) internal view returns (bytes memory) {
        return receiptOf(NETWORK, name, "lease", cut, root, finishedUnixMs);
    }

    function receiptOf(bytes32 network, string memory name, bytes16 lease, bytes28 cut, MerkleSum memory root, uint256 finishedUnixMs)
        internal
        view
        returns (bytes memory)
    {
        return bytes.concat(
            abi.encodePacked(DomainTags.RECEIPT, network, sha256("job"), taskOf(cut), lease, idOf(name), PACKAGE, SETTINGS),
            abi.encodePacked(root.hash, root.rays, root.invalid, sha256("result"), sha256("log"), uint32(3), sha256("engine")),
            abi.encodePacked(uint32(5), uint64(finishedUnixMs - 9_333), uint64(finishedUnixMs))
        );
    }

    function blockOf(string memory name, MerkleSum[][] memory tree, uint32 index) internal view returns (IBlockProof.Block memory proof) {
        bytes28 cut = rowOf(tree[0].length);
        proof.order = ORDER;
        proof.receipt = receiptOf(name, cut, tree.root(), 1_700_000_009_456);
        (proof.r, proof.s) = signAs(name, sha256(proof.receipt));
        (proof.x, proof.y) = pointOf(name);
        proof.place = placeOf(cut, index);
        proof.path = tree.path(index);
    }
}
