// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

/// Roots and proofs over leaves with pairs hashed in sorted order; a node without a sibling moves up as it is.
library MerkleTree {
    function root(bytes32[] memory leaves) internal pure returns (bytes32) {
        while (leaves.length > 1) leaves = _up(leaves);
        return leaves[0];
    }

    function proof(bytes32[] memory leaves, uint256 index) internal pure returns (bytes32[] memory path) {
        path = new bytes32[](_depth(leaves.length));
        uint256 n;
        for (; leaves.length > 1; (leaves, index) = (_up(leaves), index / 2)) {
            if (index ^ 1 < leaves.length) path[n++] = leaves[index ^ 1];
        }
        assembly ("memory-safe") {
            mstore(path, n)
        }
    }

    function _up(bytes32[] memory leaves) private pure returns (bytes32[] memory above) {
        above = new bytes32[]((leaves.length + 1) / 2);
        for (uint256 i = 0; i < leaves.length; i += 2) {
            above[i / 2] = i + 1 < leaves.length ? Hashes.commutativeKeccak256(leaves[i], leaves[i + 1]) : leaves[i];
        }
    }

    function _depth(uint256 count) private pure returns (uint256 depth) {
        while (1 << depth < count) ++depth;
    }
}
