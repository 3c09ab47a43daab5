// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IReceiptProof} from "./IReceiptProof.sol";

/// @title Proof of one block of a result
/// @notice Whether a node's signed receipt commits to a leaf at a block, and whether the beacon drew that block for audit: `Receipt`, `MerklePath` and `Challenge`
/// of Render.Network on chain, byte for byte. It needs no registry: a receipt names its node by the hash of its key.
///
/// What it does not say: whether the pixels behind the leaf are right, which no contract can, since none renders; and whether `reveal` is what the beacon revealed
/// first after the receipt and `creatorSalt` what the creator committed to, which the ledger says. Whoever relies on the draw compares them with the ledger.
interface IBlockProof is IReceiptProof {
    /// @notice A block of a result with all that proves it.
    /// @param receipt The receipt's 392 bytes.
    /// @param r Of the node's signature.
    /// @param s Of the node's signature, at most half the group's order.
    /// @param x Of the node's public key.
    /// @param y Of the node's public key.
    /// @param order The hash of the order that the task is of.
    /// @param place frame ‖ x ‖ y ‖ width ‖ height ‖ first sample ‖ samples of the task, i32 each, with which the order proves how many blocks there are; then the
    /// block's number, u32. One word, since a second would be 32 bytes of zeros more.
    /// @param path The block's leaf, then its siblings from there up, 48 bytes each.
    struct Block {
        bytes receipt;
        bytes32 r;
        bytes32 s;
        bytes32 x;
        bytes32 y;
        bytes32 order;
        bytes32 place;
        bytes path;
    }

    /// @notice How the beacon drew a block.
    /// @param reveal What the beacon revealed first after the receipt.
    /// @param creatorSalt What the job's creator mixed in.
    /// @param ratePpm The audit rate, in parts per million, 0 to 1,000,000.
    struct Draw {
        bytes32 reveal;
        bytes32 creatorSalt;
        uint256 ratePpm;
    }

    /// @notice The receipt's tree does not have that leaf at that block.
    error NotInTree(bytes32 receipt, uint256 index);

    /// @notice More than every block.
    error RateOutOfRange(uint256 ratePpm);

    /// @notice The beacon did not draw that block.
    error NotDrawn(bytes32 receipt, uint256 index);

    /// @notice Proves a leaf, or reverts with what is wrong.
    /// @return digest The receipt's digest.
    /// @return blocks How many blocks its task has.
    function checkBlock(Block calldata proof) external view returns (bytes32 digest, uint256 blocks);

    /// @notice Proves a leaf and that the beacon drew its block, or reverts with what is wrong.
    /// @return digest The receipt's digest.
    /// @return blocks How many blocks its task has.
    function checkDrawn(Block calldata proof, Draw calldata draw) external view returns (bytes32 digest, uint256 blocks);
}
