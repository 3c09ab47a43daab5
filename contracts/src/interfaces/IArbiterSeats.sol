// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title The list of arbiters, from its nodes' side
/// @notice A node of enough stake takes a seat, and leaves it when it says so, or when less than the minimum is bonded: by unbonding, by a slash, or because the minimum
/// rose, which anybody may then point out. A seat that was left is never taken again: the node takes a new one at the end, once the unbonding delay has passed.
///
/// So every seat costs its minimum for a delay: whoever has the stake for k seats fills the list with at most k dead seats a delay. A draw passes over the dead.
interface IArbiterSeats {
    /// @notice A node took a seat.
    event SeatTaken(uint256 indexed seat, bytes32 indexed id, address indexed operator);

    /// @notice A node left its seat, for ever.
    event SeatLeft(uint256 indexed seat, bytes32 indexed id);

    /// @notice The node sits already.
    error AlreadySeated(bytes32 id, uint256 seat);

    /// @notice The node has no seat.
    error NotSeated(bytes32 id);

    /// @notice Less is bonded than a seat takes.
    error StakeTooSmall(bytes32 id, uint256 bonded, uint256 minimum);

    /// @notice As much is bonded as a seat takes.
    error StakeSuffices(bytes32 id, uint256 bonded, uint256 minimum);

    /// @notice The node left the list not long ago.
    error RejoinsTooEarly(bytes32 id, uint256 until);

    /// @notice The list of a time that has not come is not known.
    error NotYet(uint256 at, uint256 now_);

    /// @notice The seat that a node sits in; false where it sits in none.
    function seatOf(bytes32 id) external view returns (uint256 seat, bool seated);

    /// @notice Takes a seat. For the node's operator.
    /// @return seat Its index.
    function join(bytes32 id) external returns (uint256 seat);

    /// @notice Leaves the seat. For the node's operator.
    function leave(bytes32 id) external;

    /// @notice Ends the seat of a node that has less bonded than a seat takes, since the minimum rose. Anyone may call; it holds from now on and changes no panel before.
    function evict(bytes32 id) external;
}
