// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DomainTags} from "./DomainTags.sol";
import {ReceiptCodec} from "./ReceiptCodec.sol";

/// @title Tasks
/// @notice How many blocks a receipt's tree has. The receipt does not say, and a false number would move a leaf to another block's place; but its task digest is
/// SHA-256 of tag ‖ network ‖ order ‖ package ‖ settings ‖ frame ‖ x ‖ y ‖ width ‖ height ‖ first sample ‖ samples (i32 each), `TaskDigest` of Render.Network. The
/// receipt holds all of that but the order and the cut.
library TaskCodec {
    using ReceiptCodec for bytes;

    // Side of a block in pixels.
    uint256 private constant BLOCK = 8;

    /// @notice That is not the task of the receipt.
    error WrongTask(bytes32 given, bytes32 expected);

    /// @notice The region has no blocks, or more than 2³¹ − 1.
    error NoRegion(uint256 blocks);

    /// @notice The number of blocks of a receipt's task, 1 to 2³¹ − 1.
    /// @param receipt The receipt; its length and tag are checked already.
    /// @param order The hash of the order that the task is of.
    /// @param cut frame ‖ x ‖ y ‖ width ‖ height ‖ first sample ‖ samples.
    function blocks(bytes calldata receipt, bytes32 order, bytes28 cut) internal view returns (uint256 count) {
        bytes16 tag = DomainTags.TASK;
        bytes32 given;
        assembly ("memory-safe") {
            // 172 bytes past the end of allocated memory; package and settings stand side by side in the receipt too.
            let input := mload(0x40)
            mstore(input, tag)
            calldatacopy(add(input, 16), add(receipt.offset, 16), 32)
            mstore(add(input, 48), order)
            calldatacopy(add(input, 80), add(receipt.offset, 160), 64)
            mstore(add(input, 144), cut)
            given := mload(staticcall(gas(), 2, input, 172, 1, 32))
        }
        if (given != receipt.task()) revert WrongTask(given, receipt.task());
        unchecked {
            uint256 width = uint32(bytes4(cut << 96));
            uint256 height = uint32(bytes4(cut << 128));
            count = (width + BLOCK - 1) / BLOCK * ((height + BLOCK - 1) / BLOCK);
            // All are i32: a negative length reads as one beyond the greatest.
            if (count == 0 || (count | width | height) > uint32(type(int32).max)) revert NoRegion(count);
        }
    }
}
