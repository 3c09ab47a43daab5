// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {DomainTags} from "./DomainTags.sol";
import {MerkleSum} from "./MerkleSum.sol";

/// @title Receipts
/// @notice Reads a node's receipt: the 392 bytes that `Receipt.Encode` of Render.Network writes and the node signs, big-endian, in this order: tag 16 ‖ network ‖
/// job ‖ task ‖ lease 16 ‖ node ‖ package ‖ settings ‖ root ‖ rays u64 ‖ invalid u64 ‖ result ‖ log ‖ engine build u32 ‖ engine ‖ device class u32 ‖ started u64 ‖
/// finished u64; what has no length here has 32.
/// @dev Fields are read as words from calldata without looking at the length again: {digest} comes first and has checked it. Hashes are made past the end of
/// allocated memory, by the precompile alone, which costs half of what the language's own does; it fails only where gas runs out, and then nothing is left to
/// go on with.
library ReceiptCodec {
    /// @notice Length of a receipt in bytes.
    uint256 internal constant SIZE = 392;

    // SubjectPublicKeyInfo of an uncompressed P-256 point, up to its coordinates.
    bytes27 private constant SPKI = hex"3059301306072a8648ce3d020106082a8648ce3d03010703420004";

    // ⌊n / 2⌋ of the group's order n, SEC 2.
    uint256 private constant HALF_ORDER = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8;

    /// @notice Those bytes are no receipt: their length or their tag is wrong.
    error NotAReceipt();

    /// @notice SHA-256 of a receipt: what is signed, and the receipt's id.
    function digest(bytes calldata receipt) internal view returns (bytes32 hash) {
        if (receipt.length != SIZE || bytes16(_word(receipt, 0)) != DomainTags.RECEIPT) revert NotAReceipt();
        assembly ("memory-safe") {
            let input := mload(0x40)
            calldatacopy(input, receipt.offset, 392)
            hash := mload(staticcall(gas(), 2, input, 392, 1, 32))
        }
    }

    /// @notice The network: SHA-256 of its name.
    function network(bytes calldata receipt) internal pure returns (bytes32) {
        return bytes32(_word(receipt, 16));
    }

    /// @notice The task's digest.
    function task(bytes calldata receipt) internal pure returns (bytes32) {
        return bytes32(_word(receipt, 80));
    }

    /// @notice The lease under which the task was held.
    function lease(bytes calldata receipt) internal pure returns (bytes16) {
        return bytes16(_word(receipt, 112));
    }

    /// @notice The node: SHA-256 of its public key.
    function node(bytes calldata receipt) internal pure returns (bytes32) {
        return bytes32(_word(receipt, 128));
    }

    /// @notice Root of the Merkle-sum tree over the blocks, with its sums.
    function commitment(bytes calldata receipt) internal pure returns (MerkleSum memory) {
        return MerkleSum(_word(receipt, 224), uint64(bytes8(_word(receipt, 256))), uint64(bytes8(_word(receipt, 264))));
    }

    /// @notice When rendering ended by the node's clock, in milliseconds since 1970 UTC.
    function finishedUnixMs(bytes calldata receipt) internal pure returns (uint256) {
        return uint64(bytes8(_word(receipt, 384)));
    }

    /// @notice The node whose key that is: SHA-256 of its SubjectPublicKeyInfo in DER.
    /// @param x The point's affine coordinates.
    /// @param y The point's affine coordinates.
    function nodeOf(bytes32 x, bytes32 y) internal view returns (bytes32 hash) {
        bytes27 head = SPKI;
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, head)
            mstore(add(input, 27), x)
            mstore(add(input, 59), y)
            hash := mload(staticcall(gas(), 2, input, 91, 1, 32))
        }
    }

    /// @notice Whether a key signed that digest: ECDSA over P-256 with s at most half the group's order, by the precompile at 0x100 where the chain has it.
    /// @dev The precompile (EIP-7951) looks at r, s and the point itself, so where it says yes, only the height of s is left to look at. What else it says, or that
    /// there is none, is OpenZeppelin's to tell apart.
    function isSigned(bytes32 signed, bytes32 r, bytes32 s, bytes32 x, bytes32 y) internal view returns (bool valid) {
        if (uint256(s) > HALF_ORDER) return false;
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, signed)
            mstore(add(input, 0x20), r)
            mstore(add(input, 0x40), s)
            mstore(add(input, 0x60), x)
            mstore(add(input, 0x80), y)
            mstore(0, 0)
            valid := and(eq(mload(0), 1), staticcall(gas(), 0x100, input, 0xa0, 0, 0x20))
        }
        return valid || P256.verify(signed, r, s, x, y);
    }

    function _word(bytes calldata receipt, uint256 offset) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := calldataload(add(receipt.offset, offset))
        }
    }
}
