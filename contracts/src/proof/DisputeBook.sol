// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {INodeRegistry} from "../interfaces/INodeRegistry.sol";
import {IProofOfRender} from "../interfaces/IProofOfRender.sol";
import {ProofTerms} from "./ProofTerms.sol";

/// @title Books of disputes
/// @notice What all phases of a dispute share: its record, its times, and the hold on stake that must outlast it.
abstract contract DisputeBook is ProofTerms {
    /// @inheritdoc IProofOfRender
    uint256 public constant DRAW_SECONDS = 1 days;

    /// @inheritdoc IProofOfRender
    uint256 public constant GRACE_SECONDS = 3 days;

    /// @notice Who owns nodes, and whose stake answers for them.
    INodeRegistry public immutable REGISTRY;

    mapping(bytes32 id => Dispute) internal _disputes;

    constructor(INodeRegistry registry) {
        REGISTRY = registry;
    }

    /// @inheritdoc IProofOfRender
    function dispute(bytes32 id) external view returns (Dispute memory) {
        return _disputes[id];
    }

    function _in(bytes32 id, Phase phase) internal view returns (Dispute storage books) {
        books = _disputes[id];
        if (books.phase != phase) revert WrongPhase(id, books.phase);
    }

    function _until(bytes32 id, uint256 deadline) internal view {
        if (block.timestamp > deadline) revert TooLate(id, deadline);
    }

    function _after(bytes32 id, uint256 time) internal view {
        if (block.timestamp <= time) revert TooEarly(id, time);
    }

    /// Keeps a node's stake in place until the dispute is over, whatever is still to come after its present deadline: 13 days at most, so within what a registry
    /// that holds for 30 days allows.
    function _hold(Dispute storage books, bytes32 node) internal {
        Terms storage set = _terms[books.terms];
        uint256 rest = books.phase == Phase.Walking ? DRAW_SECONDS : 0;
        if (books.phase != Phase.Committing) rest += uint256(set.commitSeconds) + set.revealSeconds + set.referenceSeconds;
        REGISTRY.hold(node, uint32(books.deadline + rest + GRACE_SECONDS));
    }
}
