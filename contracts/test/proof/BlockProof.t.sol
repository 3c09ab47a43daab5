// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {BlockProof} from "../../src/BlockProof.sol";
import {IBlockProof} from "../../src/interfaces/IBlockProof.sol";
import {Challenge} from "../../src/libraries/Challenge.sol";
import {DomainTags} from "../../src/libraries/DomainTags.sol";
import {HashStream, HashStreams} from "../../src/libraries/HashStream.sol";
import {IReceiptProof} from "../../src/interfaces/IReceiptProof.sol";
import {MerkleSum, MerkleSums} from "../../src/libraries/MerkleSum.sol";
import {ReceiptCodec} from "../../src/libraries/ReceiptCodec.sol";
import {TaskCodec} from "../../src/libraries/TaskCodec.sol";
import {forgetP256} from "../support/EvmRules.sol";
import {SumTree} from "../support/SumTree.sol";
import {ReceiptTest} from "./ReceiptTest.sol";

contract BlockProofTest is ReceiptTest {
    using SumTree for MerkleSum[][];

    BlockProof internal checker = new BlockProof();
    IBlockProof.Block internal proof;

    function setUp() public {
        proof = blockOf("node", treeOf(13, 0, 0), 5);
    }

    function test_CheckBlock_OfAnHonestReceipt() public view {
        (bytes32 digest, uint256 blocks) = checker.checkBlock(proof);
        assertEq(digest, sha256(proof.receipt));
        assertEq(blocks, 13);
    }

    function testFuzz_CheckBlock_AtAnyPlaceOfAnyTree(uint256 blocks, uint256 index, uint256 other) public {
        blocks = bound(blocks, 1, 70);
        index = bound(index, 0, blocks - 1);
        MerkleSum[][] memory tree = treeOf(blocks, 0, 0);
        IBlockProof.Block memory fit = blockOf("node", tree, uint32(index));
        checker.checkBlock(fit);

        // The same path proves no other place.
        other = bound(other, 0, blocks + 3);
        if (other == index) return;
        fit.place = placeOf(rowOf(blocks), other);
        vm.expectPartialRevert(IBlockProof.NotInTree.selector);
        checker.checkBlock(fit);
    }

    function testFuzz_CheckBlock_WithAByteChanged(uint256 at, uint8 change) public {
        at = bound(at, 0, proof.path.length - 1);
        vm.assume(change != 0);
        proof.path[at] ^= bytes1(change);
        vm.expectRevert(abi.encodeWithSelector(IBlockProof.NotInTree.selector, sha256(proof.receipt), 5));
        checker.checkBlock(proof);
    }

    function testFuzz_CheckBlock_WithAByteOfTheReceiptChanged(uint256 at, uint8 change) public {
        at = bound(at, 0, proof.receipt.length - 1);
        vm.assume(change != 0);
        proof.receipt[at] ^= bytes1(change);
        if (at < 16) vm.expectRevert(ReceiptCodec.NotAReceipt.selector);
        else if (at >= 128 && at < 160) vm.expectPartialRevert(IReceiptProof.WrongKey.selector);
        else vm.expectRevert(abi.encodeWithSelector(IReceiptProof.NotSigned.selector, sha256(proof.receipt)));
        checker.checkBlock(proof);
    }

    function test_CheckBlock_OfNoReceipt() public {
        bytes memory whole = proof.receipt;
        proof.receipt = bytes.concat(whole, hex"00");
        vm.expectRevert(ReceiptCodec.NotAReceipt.selector);
        checker.checkBlock(proof);
        assembly ("memory-safe") {
            mstore(whole, 391)
        }
        proof.receipt = whole;
        vm.expectRevert(ReceiptCodec.NotAReceipt.selector);
        checker.checkBlock(proof);
        proof.receipt = "";
        vm.expectRevert(ReceiptCodec.NotAReceipt.selector);
        checker.checkBlock(proof);
    }

    function test_CheckBlock_WithAnotherKey() public {
        (proof.x, proof.y) = pointOf("another");
        vm.expectRevert(abi.encodeWithSelector(IReceiptProof.WrongKey.selector, idOf("another"), idOf("node")));
        checker.checkBlock(proof);
    }

    function test_CheckBlock_SignedByAnother() public {
        (proof.r, proof.s) = signAs("another", sha256(proof.receipt));
        expectNotSigned();
    }

    function test_CheckBlock_WithTheHighTwinOfS() public {
        proof.s = bytes32(GROUP_ORDER - uint256(proof.s));
        expectNotSigned();
        forgetP256(vm);
        expectNotSigned();
    }

    function test_CheckBlock_WithNoSignature() public {
        (proof.r, proof.s) = (0, 0);
        expectNotSigned();
        (proof.r, proof.s) = (bytes32(GROUP_ORDER), bytes32(uint256(1)));
        expectNotSigned();
    }

    function test_CheckBlock_OfAnotherTask() public {
        proof.order = sha256("another");
        vm.expectPartialRevert(TaskCodec.WrongTask.selector);
        checker.checkBlock(proof);
        proof.order = ORDER;
        // The last leaf of 13 moves up alone twice; under 12 blocks its path would prove another place.
        proof.place = placeOf(rowOf(12), 5);
        vm.expectRevert(abi.encodeWithSelector(TaskCodec.WrongTask.selector, taskOf(rowOf(12)), taskOf(rowOf(13))));
        checker.checkBlock(proof);
    }

    function test_CheckBlock_OfNoRegion() public {
        expectNoRegion(0, 8, 0);
        expectNoRegion(8, 0, 0);
        expectNoRegion(0x80000000, 1, 0x10000000);
        expectNoRegion(1, 0xffffffff, 0x20000000);
        expectNoRegion(0x80000, 0x80000, 0x100000000);
        expectNoRegion(0x80000, 0x40000, 0x80000000);
    }

    /// Blocks at the border are blocks too.
    function test_CheckBlock_OfARegionThatBlocksDoNotFill() public {
        MerkleSum[][] memory tree = treeOf(6, 0, 0);
        proof = blockOf("node", tree, 5);
        proof.place = placeOf(cutOf(17, 9), 5);
        proof.receipt = receiptOf("node", cutOf(17, 9), tree.root(), 1_700_000_009_456);
        (proof.r, proof.s) = signAs("node", sha256(proof.receipt));
        (, uint256 blocks) = checker.checkBlock(proof);
        assertEq(blocks, 6);
    }

    function test_CheckBlock_WithASiblingTooManyOrTooFew() public {
        bytes memory path = proof.path;
        proof.path = bytes.concat(path, new bytes(48));
        expectNotInTree();
        proof.path = bytes.concat(path, hex"00");
        expectNotInTree();
        assembly ("memory-safe") {
            mstore(path, sub(mload(path), 48))
        }
        proof.path = path;
        expectNotInTree();
        proof.path = new bytes(47);
        expectNotInTree();
        proof.path = "";
        expectNotInTree();
    }

    function test_CheckBlock_WhoseSumsOverflow() public {
        MerkleSum[] memory leaves = new MerkleSum[](2);
        for (uint256 kind = 0; kind < 2; ++kind) {
            // The sums that 64 bits would show, were the carry lost.
            uint64 half = 1 << 63;
            leaves[0] = MerkleSum(sha256("a"), kind == 0 ? half : 1, kind == 0 ? 1 : half);
            leaves[1] = leaves[0];
            bytes32 hash = sha256(bytes.concat("render.node.v1\x00\x00", SumTree.encode(leaves[0]), SumTree.encode(leaves[1])));
            MerkleSum memory root = MerkleSum(hash, kind == 0 ? 0 : 2, kind == 0 ? 2 : 0);
            proof.receipt = receiptOf("node", rowOf(2), root, 1_700_000_009_456);
            (proof.r, proof.s) = signAs("node", sha256(proof.receipt));
            proof.place = placeOf(rowOf(2), 0);
            proof.path = bytes.concat(SumTree.encode(leaves[0]), SumTree.encode(leaves[1]));
            expectNotInTree();
            // And with the carry kept in the other half.
            if (kind == 1) {
                root.rays = 3;
                proof.receipt = receiptOf("node", rowOf(2), root, 1_700_000_009_456);
                (proof.r, proof.s) = signAs("node", sha256(proof.receipt));
                expectNotInTree();
            }
        }
    }

    function test_CheckDrawn_TellsWhatWasDrawn() public {
        MerkleSum[][] memory tree = treeOf(200, 0, 0);
        proof = blockOf("node", tree, 0);
        IBlockProof.Draw memory draw = IBlockProof.Draw(sha256("reveal"), sha256("salt"), 20_000);
        bytes32 seed = Challenge.seedOf(draw.reveal, draw.creatorSalt, sha256(proof.receipt));
        uint256 drawn;
        uint32 one;
        for (uint32 index = 0; index < 200; ++index) {
            proof.place = placeOf(rowOf(200), index);
            proof.path = tree.path(index);
            if (Challenge.isDrawn(seed, 200, index, 20_000)) {
                (bytes32 digest, uint256 blocks) = checker.checkDrawn(proof, draw);
                assertEq(digest, sha256(proof.receipt));
                assertEq(blocks, 200);
                ++drawn;
                one = index;
            } else {
                vm.expectRevert(abi.encodeWithSelector(IBlockProof.NotDrawn.selector, sha256(proof.receipt), index));
                checker.checkDrawn(proof, draw);
            }
        }
        assertEq(drawn, 4);

        // Another reveal or another salt draws other blocks; every block is drawn where all are.
        proof.place = placeOf(rowOf(200), one);
        proof.path = tree.path(one);
        draw.reveal = sha256("another");
        vm.expectPartialRevert(IBlockProof.NotDrawn.selector);
        checker.checkDrawn(proof, draw);
        draw.ratePpm = 1_000_000;
        checker.checkDrawn(proof, draw);
        draw.ratePpm = 1_000_001;
        vm.expectRevert(abi.encodeWithSelector(IBlockProof.RateOutOfRange.selector, 1_000_001));
        checker.checkDrawn(proof, draw);
        (draw.reveal, draw.creatorSalt, draw.ratePpm) = (sha256("reveal"), sha256("another"), 20_000);
        vm.expectPartialRevert(IBlockProof.NotDrawn.selector);
        checker.checkDrawn(proof, draw);
    }

    /// Following one block tells the same as the shuffle of a whole array, for any number of steps.
    function testFuzz_StepOf_IsTheShuffle(bytes32 seed, uint256 blocks, uint256 draws) public view {
        blocks = bound(blocks, 1, 40);
        draws = bound(draws, 1, blocks);
        uint256[] memory places = new uint256[](blocks);
        for (uint256 i = 0; i < blocks; ++i) {
            places[i] = i;
        }
        HashStream memory stream = HashStreams.open(DomainTags.DRAW_BLOCKS, seed);
        for (uint256 i = 0; i < draws; ++i) {
            uint256 at = i + HashStreams.below(stream, blocks - i);
            (places[i], places[at]) = (places[at], places[i]);
        }
        for (uint256 i = 0; i < blocks; ++i) {
            assertEq(Challenge.stepOf(seed, blocks, places[i], draws), i < draws ? i : draws);
        }
    }

    function testFuzz_Combine_IsWhatTheTreeProves(MerkleSum memory left, MerkleSum memory right) public {
        bool fits = uint256(left.rays) + right.rays <= type(uint64).max && uint256(left.invalid) + right.invalid <= type(uint64).max;
        if (!fits) vm.expectRevert(MerkleSums.SumOverflow.selector);
        MerkleSum memory parent = this.combine(left, right);
        if (!fits) return;
        assertTrue(this.proves(bytes.concat(SumTree.encode(left), SumTree.encode(right)), 0, 2, parent));
        assertTrue(this.proves(bytes.concat(SumTree.encode(right), SumTree.encode(left)), 1, 2, parent));
        parent.invalid ^= 1;
        assertFalse(this.proves(bytes.concat(SumTree.encode(left), SumTree.encode(right)), 0, 2, parent));
    }

    /// The precompile and OpenZeppelin's Solidity agree.
    function testFuzz_Signature_WithAndWithoutPrecompile(bytes32 digest, bool flip) public view {
        (bytes32 x, bytes32 y) = pointOf("node");
        (bytes32 r, bytes32 s) = signAs("node", digest);
        if (flip) digest ^= bytes32(uint256(1));
        assertEq(P256.verify(digest, r, s, x, y), !flip);
        assertEq(P256.verifySolidity(digest, r, s, x, y), !flip);
    }

    function combine(MerkleSum memory left, MerkleSum memory right) external pure returns (MerkleSum memory) {
        return MerkleSums.combine(left, right);
    }

    function proves(bytes calldata path, uint256 index, uint256 leaves, MerkleSum memory root) external view returns (bool) {
        return MerkleSums.proves(path, index, leaves, root);
    }

    function expectNotSigned() private {
        vm.expectRevert(abi.encodeWithSelector(IReceiptProof.NotSigned.selector, sha256(proof.receipt)));
        checker.checkBlock(proof);
    }

    function expectNotInTree() private {
        vm.expectRevert(abi.encodeWithSelector(IBlockProof.NotInTree.selector, sha256(proof.receipt), uint32(uint256(proof.place))));
        checker.checkBlock(proof);
    }

    function expectNoRegion(uint256 width, uint256 height, uint256 blocks) private {
        bytes28 cut = cutOf(width, height);
        proof.place = placeOf(cut, 5);
        proof.receipt = receiptOf("node", cut, leafOf(0, 0), 1_700_000_009_456);
        (proof.r, proof.s) = signAs("node", sha256(proof.receipt));
        vm.expectRevert(abi.encodeWithSelector(TaskCodec.NoRegion.selector, blocks));
        checker.checkBlock(proof);
    }
}
