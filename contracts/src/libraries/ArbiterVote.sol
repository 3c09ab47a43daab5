// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DomainTags} from "./DomainTags.sol";
import {MerkleSum} from "./MerkleSum.sol";

/// @title What arbiters say
/// @notice `ArbiterVote` and `ReplicaCommitment` of Render.Network: a vote is the hash of a leaf, and is committed to before anybody shows one.
library ArbiterVote {
    /// @notice The vote for a leaf.
    function voteFor(MerkleSum memory leaf) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(DomainTags.VOTE, leaf.hash, leaf.rays, leaf.invalid));
    }

    /// @notice An arbiter's commitment. The salt hides the vote, and node and dispute bind it: what one arbiter has said is of no use to another, nor elsewhere.
    /// @param vote The vote.
    /// @param node The arbiter: SHA-256 of its public key.
    /// @param dispute The dispute's id, whose first 16 bytes stand where a lease does in a replica's commitment.
    /// @param salt 32 bytes that only the arbiter knows until it reveals.
    function commitment(bytes32 vote, bytes32 node, bytes32 dispute, bytes32 salt) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(DomainTags.REPLICA_COMMITMENT, vote, node, bytes16(dispute), salt));
    }
}
