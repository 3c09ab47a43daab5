// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Domain tags
/// @notice The 16 ASCII bytes, padded with zeros, that open everything hashed or signed, so that bytes made for one purpose never mean anything for another.
/// Those that contracts read; `Render.Network.Proof.DomainTags` has them all.
library DomainTags {
    /// @notice An inner node of a commitment.
    bytes16 internal constant NODE = "render.node.v1";

    /// @notice A task's identity.
    bytes16 internal constant TASK = "render.task.v1";

    /// @notice A node's key's word for its registration on a chain.
    bytes16 internal constant NODE_REGISTRATION = "render.nreg.v1";

    /// @notice A node's receipt.
    bytes16 internal constant RECEIPT = "render.rcpt.v1";

    /// @notice A commitment to what is opened later.
    bytes16 internal constant REPLICA_COMMITMENT = "render.comt.v1";

    /// @notice The seed of a receipt's challenge.
    bytes16 internal constant CHALLENGE = "render.chal.v1";

    /// @notice The stream that decides whether a challenge draws a block more than its rate gives whole.
    bytes16 internal constant DRAW_COUNT = "render.dcnt.v1";

    /// @notice The stream that draws a challenge's blocks.
    bytes16 internal constant DRAW_BLOCKS = "render.dblk.v1";

    /// @notice The seed and the stream that draw a dispute's panel.
    bytes16 internal constant DRAW_PANEL = "render.dpnl.v1";

    /// @notice An arbiter's vote on a leaf.
    bytes16 internal constant VOTE = "render.vote.v1";
}
