// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Blockhash} from "@openzeppelin/contracts/utils/Blockhash.sol";
import {IProofOfRender} from "../interfaces/IProofOfRender.sol";
import {ArbiterVote} from "../libraries/ArbiterVote.sol";
import {DomainTags} from "../libraries/DomainTags.sol";
import {HashStream, HashStreams} from "../libraries/HashStream.sol";
import {MerkleSum} from "../libraries/MerkleSum.sol";
import {DisputeBook} from "./DisputeBook.sol";

/// @title Panels of arbiters
/// @notice See {IProofOfRender}. `ArbiterDraw` and `ArbiterVote` of Render.Network, except that a chain keeps no sorted list of candidates: a seat is drawn from all of
/// the registry's list, and drawn again where that one does not fit. Each seat is then uniform among those that fit, as it is in the ledger.
abstract contract Panels is DisputeBook {
    using HashStreams for HashStream;

    // Fewer arbiters than this are no panel.
    uint256 private constant LEAST = 3;

    // Draws for each seat wanted, which bounds the gas of a list that few fit. Where half of the list fits, 5 seats of 80 draws stay empty once in 10¹⁶ panels.
    uint256 private constant DRAWS = 16;

    mapping(bytes32 id => Seat[]) internal _panels;

    /// @inheritdoc IProofOfRender
    function draw(bytes32 id) external {
        // Check
        Dispute storage books = _in(id, Phase.Drawing);
        if (block.number <= books.seedBlock) revert SeedAhead(id, books.seedBlock);

        // Effect
        Terms storage set = _terms[books.terms];
        bytes32 hash = block.timestamp > books.deadline ? bytes32(0) : Blockhash.blockHash(books.seedBlock);
        // The dispute stands where the ledger has the creator's salt: nobody chooses either once the receipt is final and the claimant known.
        bytes32 seed = sha256(abi.encodePacked(DomainTags.DRAW_PANEL, hash, id, books.receipt));
        Seat[] memory seats = hash == 0 ? new Seat[](0) : _drawSeats(seed, books, set.arbiters);
        bool any = seats.length != 0;
        books.phase = Phase.Committing;
        books.commitEnd = uint32(block.timestamp + (any ? set.commitSeconds : 0));
        books.revealEnd = uint32(books.commitEnd + (any ? set.revealSeconds : 0));
        books.deadline = books.revealEnd + set.referenceSeconds;
        bytes32[] memory nodes = new bytes32[](seats.length);
        for (uint256 i = 0; i < seats.length; ++i) {
            _panels[id].push(seats[i]);
            nodes[i] = seats[i].node;
        }
        emit PanelDrawn(id, seed, nodes);

        // Interaction
        _hold(books, books.node);
        for (uint256 i = 0; i < nodes.length; ++i) {
            _hold(books, nodes[i]);
        }
    }

    /// @inheritdoc IProofOfRender
    function commit(bytes32 id, uint256 seat, bytes32 commitment) external {
        // Check
        Dispute storage books = _in(id, Phase.Committing);
        _until(id, books.commitEnd);
        Seat storage arbiter = _seat(id, seat);
        if (msg.sender != arbiter.operator) revert NotAllowed(msg.sender, arbiter.operator);
        if (arbiter.vote != Vote.None || commitment == 0) revert WrongVote(id, seat);

        // Effect
        (arbiter.vote, arbiter.word) = (Vote.Committed, commitment);
        ++books.committed;
        emit VoteCommitted(id, seat, commitment);
    }

    /// @inheritdoc IProofOfRender
    function reveal(bytes32 id, uint256 seat, MerkleSum calldata leaf, bytes32 salt) external {
        // Check
        Dispute storage books = _in(id, Phase.Committing);
        if (!_allCommitted(id, books)) revert TooEarly(id, books.commitEnd);
        _until(id, books.revealEnd);
        Seat storage arbiter = _seat(id, seat);
        bytes32 vote = ArbiterVote.voteFor(leaf);
        if (arbiter.vote != Vote.Committed || ArbiterVote.commitment(vote, arbiter.node, id, salt) != arbiter.word) revert WrongVote(id, seat);

        // Effect
        (arbiter.vote, arbiter.word) = (Vote.Revealed, vote);
        ++books.revealed;
        emit VoteRevealed(id, seat, leaf);
    }

    /// @inheritdoc IProofOfRender
    function phaseOf(bytes32 id) external view returns (Phase) {
        Dispute storage books = _disputes[id];
        if (books.phase != Phase.Committing || !_allCommitted(id, books)) return books.phase;
        return _allRevealed(id, books) ? Phase.Ruling : Phase.Revealing;
    }

    /// @inheritdoc IProofOfRender
    function panel(bytes32 id) external view returns (Seat[] memory) {
        return _panels[id];
    }

    /// Whether nobody can vote any more.
    function _allRevealed(bytes32 id, Dispute storage books) internal view returns (bool) {
        return block.timestamp > books.revealEnd || (_allCommitted(id, books) && books.revealed == books.committed);
    }

    /// The vote of more than half of the seats; zero where there is none.
    function _majority(bytes32 id) internal view returns (bytes32) {
        Seat[] memory seats = _panels[id];
        for (uint256 i = 0; i < seats.length; ++i) {
            uint256 same = 0;
            for (uint256 j = 0; j < seats.length; ++j) {
                if (seats[j].vote == Vote.Revealed && seats[j].word == seats[i].word) ++same;
            }
            if (2 * same > seats.length) return seats[i].word;
        }
        return 0;
    }

    function _allCommitted(bytes32 id, Dispute storage books) private view returns (bool) {
        return block.timestamp > books.commitEnd || books.committed == _panels[id].length;
    }

    function _drawSeats(bytes32 seed, Dispute storage books, uint256 wanted) private view returns (Seat[] memory seats) {
        seats = new Seat[](wanted);
        uint256 count = 0;
        uint256 listed = books.listed;
        HashStream memory stream = HashStreams.open(DomainTags.DRAW_PANEL, seed);
        for (uint256 left = listed == 0 ? 0 : DRAWS * wanted; left != 0 && count != wanted; --left) {
            (bytes32 node, address operator, bool eligible) = REGISTRY.arbiter(stream.below(listed), books.openedAt);
            if (!eligible || operator == books.operator || operator == books.claimant || _sits(operator, seats, count)) continue;
            seats[count++] = Seat(node, operator, Vote.None, 0);
        }

        // An even number would let votes for one of two leaves tie.
        if (count % 2 == 0 && count != 0) --count;
        if (count < LEAST) count = 0;
        assembly ("memory-safe") {
            mstore(seats, count)
        }
    }

    function _sits(address operator, Seat[] memory seats, uint256 count) private pure returns (bool) {
        for (uint256 i = 0; i < count; ++i) {
            if (seats[i].operator == operator) return true;
        }
        return false;
    }

    function _seat(bytes32 id, uint256 seat) private view returns (Seat storage) {
        if (seat >= _panels[id].length) revert UnknownSeat(id, seat);
        return _panels[id][seat];
    }
}
