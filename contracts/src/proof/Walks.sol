// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IProofOfRender} from "../interfaces/IProofOfRender.sol";
import {MerkleSum, MerkleSums} from "../libraries/MerkleSum.sol";
import {DisputeBook} from "./DisputeBook.sol";

/// @title Walks to the first block on which two results differ
/// @notice See {IProofOfRender}. `FirstDifference` of Render.Network, level by level: all to the left of the way down is the same in both trees.
abstract contract Walks is DisputeBook {
    using MerkleSums for MerkleSum;
    using MerkleSums for bytes;

    // Two nodes of the trees, side by side.
    struct Children {
        MerkleSum left;
        MerkleSum right;
    }

    /// @inheritdoc IProofOfRender
    uint256 public constant SEED_DELAY = 8;

    uint256 private constant LEVEL = 4 * MerkleSums.SIZE;

    mapping(bytes32 id => Children) private _disclosed;

    /// @inheritdoc IProofOfRender
    function walk(bytes32 id, bytes calldata levels) external {
        Dispute storage books = _in(id, Phase.Walking);
        _until(id, books.deadline);
        if (levels.length == 0) revert WrongLevels(id, 0);
        _walk(id, books, levels);
    }

    /// @inheritdoc IProofOfRender
    function disclose(bytes32 id, MerkleSum calldata left, MerkleSum calldata right) external {
        // Check
        Dispute storage books = _in(id, Phase.Walking);
        _until(id, books.deadline);
        Children memory shown = Children(left, right);
        bool ofNode = books.nodesTurn;
        _check(id, books.level, shown, ofNode ? books.nodeSum : books.claimSum, ofNode);

        // Effect
        if (ofNode) {
            _descend(id, books, shown, _disclosed[id]);
            _advance(id, books);
        } else {
            _disclosed[id] = shown;
            books.nodesTurn = true;
            books.deadline = uint32(block.timestamp + _terms[books.terms].answerSeconds);
            emit Disclosed(id, books.level, books.index, left, right);
        }
    }

    /// Begins at the roots, or at a leaf where they are one, and goes down what levels are given.
    function _begin(bytes32 id, Dispute storage books, bytes calldata levels) internal {
        while (1 << books.level < books.blocks) ++books.level;
        _walk(id, books, levels);
    }

    /// The block is known, and with it both leaves.
    function _reach(bytes32 id, Dispute storage books) internal {
        books.phase = Phase.Drawing;
        books.seedBlock = uint48(block.number + SEED_DELAY);
        books.deadline = uint32(block.timestamp + DRAW_SECONDS);
        emit LeafReached(id, books.index, books.nodeSum, books.claimSum, books.seedBlock);
        _hold(books, books.node);
    }

    function _walk(bytes32 id, Dispute storage books, bytes calldata levels) private {
        if (levels.length % LEVEL != 0) revert WrongLevels(id, levels.length);
        for (uint256 at = 0; at < levels.length; at += LEVEL) {
            if (books.level == 0) revert WrongLevels(id, levels.length);
            Children memory ofNode = Children(levels.at(at), levels.at(at + MerkleSums.SIZE));
            Children memory ofClaim = Children(levels.at(at + 2 * MerkleSums.SIZE), levels.at(at + 3 * MerkleSums.SIZE));
            _check(id, books.level, ofNode, books.nodeSum, true);
            _check(id, books.level, ofClaim, books.claimSum, false);
            _descend(id, books, ofNode, ofClaim);
        }
        _advance(id, books);
    }

    /// Down to the first child that differs; parents that differ have one.
    function _descend(bytes32 id, Dispute storage books, Children memory ofNode, Children memory ofClaim) private {
        bool same = ofNode.left.equals(ofClaim.left);
        books.nodeSum = same ? ofNode.right : ofNode.left;
        books.claimSum = same ? ofClaim.right : ofClaim.left;
        --books.level;
        books.index = 2 * books.index + (same ? 1 : 0);
        _sink(books);
        emit Walked(id, books.level, books.index);
    }

    /// A node without a sibling below moves down unchanged.
    function _sink(Dispute storage books) private {
        (uint256 level, uint256 index) = (books.level, books.index);
        while (level != 0 && 2 * index + 1 >= (books.blocks + (1 << (level - 1)) - 1) >> (level - 1)) {
            --level;
            index *= 2;
        }
        (books.level, books.index) = (uint8(level), uint32(index));
    }

    function _advance(bytes32 id, Dispute storage books) private {
        books.nodesTurn = false;
        if (books.level == 0) return _reach(id, books);
        books.deadline = uint32(block.timestamp + _terms[books.terms].answerSeconds);
        _hold(books, books.node);
    }

    function _check(bytes32 id, uint256 level, Children memory shown, MerkleSum memory parent, bool ofNode) private pure {
        if (!shown.left.combine(shown.right).equals(parent)) revert NotChildren(id, level, ofNode);
    }
}
