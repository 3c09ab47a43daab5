// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DomainTags} from "./DomainTags.sol";

/// @notice A node of a Merkle-sum tree: a hash, and the sums of everything below it.
/// @param hash The hash of the leaf or inner node, SHA-256.
/// @param rays Rays traced below.
/// @param invalid Samples below that were not finite.
struct MerkleSum {
    bytes32 hash;
    uint64 rays;
    uint64 invalid;
}

/// @title Merkle-sum trees
/// @notice `MerkleSum`, `MerklePath` and `MerkleSumTree` of Render.Network: levels pair from the left, a node without a sibling moves up unchanged, and the
/// sums of both children are hashed, so that none can be shifted between them. Encoded, a node has 48 bytes: hash ‖ u64 rays ‖ u64 invalid, big-endian.
library MerkleSums {
    /// @notice Length of an encoded node in bytes.
    uint256 internal constant SIZE = 48;

    /// @notice A sum does not fit 64 bits.
    error SumOverflow();

    /// @notice Whether two nodes are the same, sums included.
    function equals(MerkleSum memory a, MerkleSum memory b) internal pure returns (bool) {
        return a.hash == b.hash && a.rays == b.rays && a.invalid == b.invalid;
    }

    /// @notice The parent of two nodes.
    function combine(MerkleSum memory left, MerkleSum memory right) internal pure returns (MerkleSum memory) {
        unchecked {
            (uint64 rays, uint64 invalid) = (left.rays + right.rays, left.invalid + right.invalid);
            if (rays < left.rays || invalid < left.invalid) revert SumOverflow();
            bytes32 hash = sha256(abi.encodePacked(DomainTags.NODE, left.hash, left.rays, left.invalid, right.hash, right.rays, right.invalid));
            return MerkleSum(hash, rays, invalid);
        }
    }

    /// @notice The node encoded at an offset; the caller has checked that it lies within.
    function at(bytes calldata nodes, uint256 offset) internal pure returns (MerkleSum memory) {
        return MerkleSum(bytes32(nodes[offset:]), uint64(bytes8(nodes[offset + 32:])), uint64(bytes8(nodes[offset + 40:])));
    }

    /// @notice Whether the first node of `path` stands at `index` of the tree with `root`; the rest are the siblings from there up. Sums that overflow, and a
    /// sibling too many or too few, are false.
    /// @dev The loop of a dispute's check, so in assembly. 112 bytes past the end of allocated memory hold tag ‖ left ‖ right; each level writes its own side,
    /// whose last word reaches 16 bytes beyond it, and then copies the sibling to the other. Sums are added as encoded, and the lower half once more alone:
    /// both are whole numbers that only grow, so a carry anywhere shows at the root. Siblings are read before it is known that the path has them: what
    /// lies beyond proves nothing, since the path must end where the root is.
    /// @param path The encoded nodes.
    /// @param index The leaf's number, from 0.
    /// @param leaves Leaves of the tree; with `index` it says which side each sibling is on, and where the node moves up alone.
    /// @param root The tree's root.
    function proves(bytes calldata path, uint256 index, uint256 leaves, MerkleSum memory root) internal view returns (bool proven) {
        if (index >= leaves || path.length < SIZE) return false;
        bytes16 tag = DomainTags.NODE;
        assembly ("memory-safe") {
            let input := mload(0x40)
            let left := add(input, 16)
            let right := add(input, 64)
            mstore(input, tag)
            let next := path.offset
            let hash := calldataload(next)
            let sums := shr(128, calldataload(add(next, 32)))
            let spoiled := and(sums, 0xffffffffffffffff)
            next := add(next, 48)
            for { let width := leaves } gt(width, 1) {
                index := shr(1, index)
                width := shr(1, add(width, 1))
            } {
                if lt(xor(index, 1), width) {
                    let side := mul(48, and(index, 1))
                    let own := add(left, side)
                    mstore(own, hash)
                    mstore(add(own, 32), shl(128, sums))
                    calldatacopy(sub(right, side), next, 48)
                    let sibling := shr(128, calldataload(add(next, 32)))
                    sums := add(sums, sibling)
                    spoiled := add(spoiled, and(sibling, 0xffffffffffffffff))
                    next := add(next, 48)
                    // SHA-256 fails only where gas runs out, and then nothing is left to go on with.
                    hash := mload(staticcall(gas(), 2, input, 112, 1, 32))
                }
            }
            proven := and(eq(next, add(path.offset, path.length)), eq(hash, mload(root)))
            proven := and(proven, eq(sums, or(shl(64, mload(add(root, 32))), mload(add(root, 64)))))
            proven := and(proven, eq(spoiled, mload(add(root, 64))))
        }
    }
}
