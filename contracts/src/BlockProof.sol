// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IBlockProof} from "./interfaces/IBlockProof.sol";
import {Challenge} from "./libraries/Challenge.sol";
import {MerkleSums} from "./libraries/MerkleSum.sol";
import {ReceiptCodec} from "./libraries/ReceiptCodec.sol";
import {TaskCodec} from "./libraries/TaskCodec.sol";
import {ReceiptProof} from "./ReceiptProof.sol";

/// @title Proof of one block of a result
/// @notice See {IBlockProof}. It holds nothing and nobody owns it.
contract BlockProof is IBlockProof, ReceiptProof {
    using MerkleSums for bytes;
    using ReceiptCodec for bytes;
    using TaskCodec for bytes;

    /// @inheritdoc IBlockProof
    function checkBlock(Block calldata proof) public view returns (bytes32 digest, uint256 blocks) {
        bytes calldata receipt = proof.receipt;
        digest = checkReceipt(receipt, proof.r, proof.s, proof.x, proof.y);
        blocks = receipt.blocks(proof.order, bytes28(proof.place));
        if (!proof.path.proves(_indexOf(proof), blocks, receipt.commitment())) revert NotInTree(digest, _indexOf(proof));
    }

    /// @inheritdoc IBlockProof
    function checkDrawn(Block calldata proof, Draw calldata draw) external view returns (bytes32 digest, uint256 blocks) {
        (digest, blocks) = checkBlock(proof);
        if (draw.ratePpm > Challenge.ALL) revert RateOutOfRange(draw.ratePpm);
        bytes32 seed = Challenge.seedOf(draw.reveal, draw.creatorSalt, digest);
        if (!Challenge.isDrawn(seed, blocks, _indexOf(proof), draw.ratePpm)) revert NotDrawn(digest, _indexOf(proof));
    }

    function _indexOf(Block calldata proof) private pure returns (uint256) {
        return uint32(uint256(proof.place));
    }
}
