// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IReceiptProof} from "./interfaces/IReceiptProof.sol";
import {ReceiptCodec} from "./libraries/ReceiptCodec.sol";

/// @title Proof of a receipt
/// @notice See {IReceiptProof}. It holds nothing and nobody owns it. Apart from {ProofOfRender} since P-256 in Solidity, for chains without the precompile, is 7 KB.
contract ReceiptProof is IReceiptProof {
    using ReceiptCodec for bytes;

    /// @inheritdoc IReceiptProof
    function checkReceipt(bytes calldata receipt, bytes32 r, bytes32 s, bytes32 x, bytes32 y) public view returns (bytes32 digest) {
        digest = receipt.digest();
        bytes32 node = ReceiptCodec.nodeOf(x, y);
        if (node != receipt.node()) revert WrongKey(node, receipt.node());
        if (!ReceiptCodec.isSigned(digest, r, s, x, y)) revert NotSigned(digest);
    }
}
