// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {MerkleSum, MerkleSums} from "../../src/libraries/MerkleSum.sol";

/// Merkle-sum trees as a node builds them: plain and whole, to compare the contracts with.
library SumTree {
    /// All levels, the leaves first.
    function build(MerkleSum[] memory leaves) internal pure returns (MerkleSum[][] memory levels) {
        levels = new MerkleSum[][](height(leaves.length) + 1);
        levels[0] = leaves;
        for (uint256 l = 1; l < levels.length; ++l) {
            MerkleSum[] memory below = levels[l - 1];
            levels[l] = new MerkleSum[]((below.length + 1) / 2);
            for (uint256 i = 0; i < levels[l].length; ++i) {
                levels[l][i] = 2 * i + 1 < below.length ? MerkleSums.combine(below[2 * i], below[2 * i + 1]) : below[2 * i];
            }
        }
    }

    function root(MerkleSum[][] memory levels) internal pure returns (MerkleSum memory) {
        return levels[levels.length - 1][0];
    }

    /// The leaf and its siblings, encoded.
    function path(MerkleSum[][] memory levels, uint256 index) internal pure returns (bytes memory out) {
        out = encode(levels[0][index]);
        for (uint256 l = 0; l + 1 < levels.length; ++l) {
            if (index ^ 1 < levels[l].length) out = bytes.concat(out, encode(levels[l][index ^ 1]));
            index /= 2;
        }
    }

    /// Both trees' children on the way from the roots to the first leaf on which they differ, encoded as a walk takes them; and that leaf.
    function walk(MerkleSum[][] memory left, MerkleSum[][] memory right) internal pure returns (bytes memory out, uint256 at) {
        for (uint256 l = left.length - 1; l > 0; --l) {
            at *= 2;
            if (at + 1 == left[l - 1].length) continue;
            out = bytes.concat(out, children(left, l - 1, at), children(right, l - 1, at));
            if (MerkleSums.equals(left[l - 1][at], right[l - 1][at])) ++at;
        }
    }

    function children(MerkleSum[][] memory levels, uint256 level, uint256 first) internal pure returns (bytes memory) {
        return bytes.concat(encode(levels[level][first]), encode(levels[level][first + 1]));
    }

    function encode(MerkleSum memory sum) internal pure returns (bytes memory) {
        return abi.encodePacked(sum.hash, sum.rays, sum.invalid);
    }

    function height(uint256 leaves) internal pure returns (uint256 levels) {
        while (1 << levels < leaves) ++levels;
    }
}
