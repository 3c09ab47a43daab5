// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BlockProof} from "../../src/BlockProof.sol";
import {IBlockProof} from "../../src/interfaces/IBlockProof.sol";
import {Challenge} from "../../src/libraries/Challenge.sol";
import {MerkleSum} from "../../src/libraries/MerkleSum.sol";
import {forgetP256} from "../support/EvmRules.sol";
import {SumTree} from "../support/SumTree.sol";
import {ReceiptTest} from "./ReceiptTest.sol";

/// Gas of a whole transaction that checks one block of 4,096 (12 levels): the signature over the receipt, the task's cut, the path, and the last of the 81 blocks
/// that the beacon draws at 1.98 %, which is the dearest to prove.
/// forge-config: default.isolate = true
contract BlockProofGasTest is ReceiptTest {
    using SumTree for MerkleSum[][];

    uint32 private constant BLOCKS = 4_096;
    uint32 private constant RATE = 19_800;

    BlockProof private checker = new BlockProof();
    IBlockProof.Block private proof;
    IBlockProof.Draw private draw;

    function setUp() public {
        MerkleSum[][] memory tree = treeOf(BLOCKS, 0, 0);
        IBlockProof.Block memory made = blockOf("node", tree, 0);
        draw = IBlockProof.Draw(sha256("reveal"), sha256("salt"), RATE);
        bytes32 seed = Challenge.seedOf(draw.reveal, draw.creatorSalt, sha256(made.receipt));
        uint32 index = 0;
        while (Challenge.stepOf(seed, BLOCKS, index, 81) != 80) ++index;
        made.place = placeOf(rowOf(BLOCKS), index);
        made.path = tree.path(index);
        proof = made;
    }

    function test_CheckDrawn_WithThePrecompile() public {
        transact(abi.encodeCall(checker.checkDrawn, (proof, draw)));
        assertLe(vm.snapshotGasLastCall("BlockProof", "check a drawn block, precompile"), 70_000);
        transact(abi.encodeCall(checker.checkBlock, (proof)));
        vm.snapshotGasLastCall("BlockProof", "check a block, precompile");
    }

    /// The rules before osaka have none.
    function test_CheckDrawn_WithoutThePrecompile() public {
        forgetP256(vm);
        transact(abi.encodeCall(checker.checkDrawn, (proof, draw)));
        assertLe(vm.snapshotGasLastCall("BlockProof", "check a drawn block, no precompile"), 340_000);
    }

    // A view called as such would be no transaction of its own.
    function transact(bytes memory input) private {
        (bool ok,) = address(checker).call(input);
        assertTrue(ok);
    }
}
