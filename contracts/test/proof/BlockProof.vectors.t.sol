// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";
import {Challenge} from "../../src/libraries/Challenge.sol";
import {MerkleSum, MerkleSums} from "../../src/libraries/MerkleSum.sol";
import {ReceiptCodec} from "../../src/libraries/ReceiptCodec.sol";
import {SumTree} from "../support/SumTree.sol";
import {forgetP256} from "../support/EvmRules.sol";

/// The vectors that `Render.Network` computes and its tests freeze: the same bytes, hashes and draws on both sides.
contract BlockProofVectorsTest is Test {
    using ReceiptCodec for bytes;
    using SumTree for MerkleSum[][];

    struct Path {
        uint256 index;
        bytes path;
    }

    struct Tree {
        MerkleSum[] leaves;
        MerkleSum root;
        Path[] paths;
    }

    struct DrawnBlocks {
        uint256 blocks;
        uint256 ratePpm;
        uint256[] drawn;
    }

    string private constant TREE = "Tree(MerkleSum[] leaves,MerkleSum root,Path[] paths)MerkleSum(bytes32 hash,uint64 rays,uint64 invalid)"
        "Path(uint256 index,bytes path)";
    string private constant DRAW = "DrawnBlocks(uint256 blocks,uint256 ratePpm,uint256[] drawn)";

    function test_Trees_AreTheNodes() external view {
        Tree[] memory cases = abi.decode(vm.parseJsonTypeArray(vm.readFile("../tests/vectors/merkle-sum.json"), "$", TREE), (Tree[]));
        assertGt(cases.length, 0);
        for (uint256 i = 0; i < cases.length; ++i) {
            MerkleSum[][] memory tree = SumTree.build(cases[i].leaves);
            assertTrue(MerkleSums.equals(tree.root(), cases[i].root));
            for (uint256 j = 0; j < cases[i].paths.length; ++j) {
                // The vector's path begins with index and leaves, ours with the leaf.
                uint256 index = cases[i].paths[j].index;
                bytes memory ours = tree.path(index);
                bytes memory siblings = this.from(ours, 48);
                assertEq(abi.encodePacked(uint32(index), uint32(cases[i].leaves.length), siblings), cases[i].paths[j].path);
                assertTrue(this.proves(ours, index, cases[i].leaves.length, cases[i].root));
            }
        }
    }

    function test_Receipt_IsReadAsWritten() external view {
        string memory json = vm.readFile("../tests/vectors/receipt.json");
        bytes memory receipt = hexAt(json, ".encoding");
        (bytes32 digest, bytes32 network, bytes32 task, bytes16 lease, bytes32 node, MerkleSum memory root, uint256 finished) = this.read(receipt);
        assertEq(digest, wordAt(json, ".digest"));
        assertEq(network, wordAt(json, ".fields.network"));
        assertEq(task, wordAt(json, ".fields.task"));
        assertEq(lease, bytes16(hexAt(json, ".fields.lease")));
        assertEq(node, wordAt(json, ".fields.node"));
        assertEq(root.hash, wordAt(json, ".fields.root"));
        assertEq(root.rays, vm.parseJsonUint(json, ".fields.rays"));
        assertEq(root.invalid, vm.parseJsonUint(json, ".fields.invalid"));
        assertEq(finished, vm.parseJsonUint(json, ".fields.finishedUnixMs"));
    }

    function test_Signature_HoldsAndItsTwinDoesNot() external {
        string memory json = vm.readFile("../tests/vectors/receipt.json");
        bytes32 digest = wordAt(json, ".digest");
        bytes memory key = hexAt(json, ".publicKey");
        (bytes32 x, bytes32 y) = abi.decode(this.from(key, 27), (bytes32, bytes32));
        assertEq(ReceiptCodec.nodeOf(x, y), wordAt(json, ".fields.node"));
        (bytes32 r, bytes32 s) = abi.decode(hexAt(json, ".signature"), (bytes32, bytes32));
        (bytes32 twinR, bytes32 twinS) = abi.decode(hexAt(json, ".highS"), (bytes32, bytes32));
        for (uint256 i = 0; i < 2; ++i) {
            assertTrue(ReceiptCodec.isSigned(digest, r, s, x, y));
            assertFalse(ReceiptCodec.isSigned(digest, twinR, twinS, x, y));
            assertFalse(ReceiptCodec.isSigned(digest ^ bytes32(uint256(1)), r, s, x, y));
            forgetP256(vm);
        }
    }

    function test_Draws_AreTheBeacons() external view {
        string memory json = vm.readFile("../tests/vectors/draw.json");
        bytes32 seed = Challenge.seedOf(wordAt(json, ".reveal"), wordAt(json, ".creatorSalt"), wordAt(json, ".receipt"));
        assertEq(seed, wordAt(json, ".seed"));
        DrawnBlocks[] memory cases = abi.decode(vm.parseJsonTypeArray(json, ".draws", DRAW), (DrawnBlocks[]));
        assertGt(cases.length, 0);
        for (uint256 i = 0; i < cases.length; ++i) {
            uint256 next = 0;
            for (uint256 index = 0; index < cases[i].blocks; ++index) {
                bool expected = next < cases[i].drawn.length && cases[i].drawn[next] == index;
                if (expected) ++next;
                assertEq(Challenge.isDrawn(seed, cases[i].blocks, index, cases[i].ratePpm), expected);
            }
            assertEq(next, cases[i].drawn.length);
        }
    }

    function from(bytes calldata all, uint256 offset) external pure returns (bytes memory) {
        return all[offset:];
    }

    function proves(bytes calldata path, uint256 index, uint256 leaves, MerkleSum memory root) external view returns (bool) {
        return MerkleSums.proves(path, index, leaves, root);
    }

    function read(bytes calldata receipt)
        external
        view
        returns (bytes32 digest, bytes32 network, bytes32 task, bytes16 lease, bytes32 node, MerkleSum memory root, uint256 finished)
    {
        digest = receipt.digest();
        (network, task, lease, node) = (receipt.network(), receipt.task(), receipt.lease(), receipt.node());
        (root, finished) = (receipt.commitment(), receipt.finishedUnixMs());
    }

    function hexAt(string memory json, string memory key) private pure returns (bytes memory) {
        return vm.parseBytes(vm.parseJsonString(json, key));
    }

    function wordAt(string memory json, string memory key) private pure returns (bytes32) {
        return bytes32(hexAt(json, key));
    }
}
