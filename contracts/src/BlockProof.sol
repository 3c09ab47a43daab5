// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IBlockProof} from "./interfaces/IBlockProof.sol";
import {Challenge} from "./libraries/Challenge.sol";
import {MerkleSums} from "./libraries/MerkleSum.sol";
import {ReceiptCodec} from "./libraries/ReceiptCodec.sol";
import {TaskCodec} from "./libraries/TaskCodec.sol";

/// @title Proof of one block of a result
/// @notice See {IBlockProof}. It holds nothing and nobody owns it.
contract BlockProof is IBlockProof {
    using MerkleSums for bytes;
    using ReceiptCodec for bytes;
    using TaskCodec for bytes;

    /// @inheritdoc IBlockProof
    function checkBlock(Block calldata proof) public view returns (bytes32 digest, uint256 blocks) {
        bytes calldata receipt = proof.receipt;
        digest = receipt.digest();
        bytes32 node = ReceiptCodec.nodeOf(proof.x, proof.y);
        if (node != receipt.node()) revert WrongKey(node, receipt.node());
        if (!ReceiptCodec.isSigned(digest, proof.r, proof.s, proof.x, proof.y)) revert NotSigned(digest);
        blocks = receipt.blocks(proof.order, proof.cut);
        if (!proof.path.proves(proof.index, blocks, receipt.commitment())) revert NotInTree(digest, proof.index);
    }

    /// @inheritdoc IBlockProof
    function checkDrawn(Block calldata proof, Draw calldata draw) external view returns (bytes32 digest, uint256 blocks) {
        (digest, blocks) = checkBlock(proof);
        if (draw.ratePpm > Challenge.ALL) revert RateOutOfRange(draw.ratePpm);
        bytes32 seed = Challenge.seedOf(draw.reveal, draw.creatorSalt, digest);
        if (!Challenge.isDrawn(seed, blocks, proof.index, draw.ratePpm)) revert NotDrawn(digest, proof.index);
    }
}
