// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IArbiterSeats} from "../interfaces/IArbiterSeats.sol";

/// @title Seats of arbiters
/// @notice See {IArbiterSeats}.
/// @dev A seat's two times are each written once, so that an answer about the past never changes: what happens within the second that is asked about counts for later ones.
abstract contract ArbiterSeats is IArbiterSeats {
    // Who owned the node when it took the seat; later owners have nothing to do with it.
    struct Seat {
        bytes32 node;
        address operator;
        uint32 joinedAt;
        uint32 leftAt;
    }

    // The seat a node sits in, plus one; and when it last left one.
    struct Sitting {
        uint32 seat;
        uint32 leftAt;
    }

    Seat[] private _seats;
    mapping(bytes32 id => Sitting) private _sittings;

    /// @inheritdoc IArbiterSeats
    function seatOf(bytes32 id) external view returns (uint256 seat, bool seated) {
        seat = _sittings[id].seat;
        return seat == 0 ? (0, false) : (seat - 1, true);
    }

    function _count() internal view returns (uint256) {
        return _seats.length;
    }

    function _at(uint256 index, uint256 at) internal view returns (bytes32, address, bool) {
        if (at > block.timestamp) revert NotYet(at, block.timestamp);
        Seat memory seat = _seats[index];
        return (seat.node, seat.operator, seat.joinedAt < at && (seat.leftAt == 0 || seat.leftAt >= at));
    }

    function _take(bytes32 id, address operator, uint256 bonded, uint256 minimum, uint256 pause) internal returns (uint256 index) {
        // Check
        Sitting storage sitting = _sittings[id];
        if (sitting.seat != 0) revert AlreadySeated(id, sitting.seat - 1);
        if (bonded < minimum) revert StakeTooSmall(id, bonded, minimum);
        uint256 until = sitting.leftAt + pause;
        if (sitting.leftAt != 0 && block.timestamp < until) revert RejoinsTooEarly(id, until);

        // Effect
        index = _seats.length;
        _seats.push(Seat(id, operator, uint32(block.timestamp), 0));
        sitting.seat = uint32(index + 1);
        emit SeatTaken(index, id, operator);
    }

    function _leave(bytes32 id) internal {
        // Check
        uint256 seat = _sittings[id].seat;
        if (seat == 0) revert NotSeated(id);

        // Effect
        _seats[seat - 1].leftAt = uint32(block.timestamp);
        _sittings[id] = Sitting(0, uint32(block.timestamp));
        emit SeatLeft(seat - 1, id);
    }

    function _leaveBelow(bytes32 id, uint256 bonded, uint256 minimum) internal {
        if (bonded < minimum && _sittings[id].seat != 0) _leave(id);
    }
}
