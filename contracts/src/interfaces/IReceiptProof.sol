// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Proof of a receipt
/// @notice Whether a node signed a receipt. It needs no registry: a receipt names its node by the hash of its key.
interface IReceiptProof {
    /// @notice The key is not that of the receipt's node.
    error WrongKey(bytes32 given, bytes32 expected);

    /// @notice The node did not sign the receipt, or with a high s.
    error NotSigned(bytes32 receipt);

    /// @notice Proves that the receipt's node signed it, by the key with those coordinates, or reverts with what is wrong.
    /// @param receipt The receipt's 392 bytes.
    /// @param r Of the node's signature.
    /// @param s Of the node's signature, at most half the group's order.
    /// @param x Of the node's public key.
    /// @param y Of the node's public key.
    /// @return digest The receipt's digest.
    function checkReceipt(bytes calldata receipt, bytes32 r, bytes32 s, bytes32 x, bytes32 y) external view returns (bytes32 digest);
}
