// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {INodeRegistry} from "../../src/interfaces/INodeRegistry.sol";
import {PlainToken} from "./PlainToken.sol";

/// A registry whose nodes, stakes and list tests set as they like. It takes and holds stake by the border's rules, and only for the slasher.
contract StandInRegistry is INodeRegistry {
    struct Entry {
        bytes32 id;
        uint256 since;
        uint256 left;
    }

    PlainToken private immutable token;
    address public slasher;
    mapping(bytes32 id => Node) private nodes;
    mapping(bytes32 id => uint256) public heldUntil;
    Entry[] private list;

    error NotSlasher();
    error Unknown(bytes32 id);
    error HeldTooLong(uint256 until);

    constructor(PlainToken token_) {
        token = token_;
    }

    function setSlasher(address slasher_) external {
        slasher = slasher_;
    }

    function put(bytes32 id, address operator, uint96 stake) external {
        token.mint(address(this), stake);
        nodes[id] = Node(operator, nodes[id].stake + stake, 0, 0, 0, 0);
    }

    function giveUp(bytes32 id) external {
        nodes[id].operator = address(0);
    }

    function join(bytes32 id) external {
        list.push(Entry(id, block.timestamp, type(uint256).max));
    }

    function leave(uint256 index) external {
        list[index].left = block.timestamp;
    }

    function stakeOf(bytes32 id) external view returns (uint256) {
        return nodes[id].stake;
    }

    function node(bytes32 id) external view returns (Node memory) {
        return nodes[id];
    }

    function arbiters() external view returns (uint256) {
        return list.length;
    }

    function arbiter(uint256 index, uint256 at) external view returns (bytes32 id, address operator, bool eligible) {
        Entry storage entry = list[index];
        return (entry.id, nodes[entry.id].operator, entry.since < at && entry.left >= at);
    }

    function slash(bytes32 id, uint256 ppm, bytes32) external returns (uint256 amount) {
        if (msg.sender != slasher) revert NotSlasher();
        amount = (nodes[id].stake * ppm + 999_999) / 1_000_000;
        nodes[id].stake -= uint96(amount);
        token.transfer(msg.sender, amount);
    }

    function hold(bytes32 id, uint32 until) external {
        if (msg.sender != slasher) revert NotSlasher();
        if (nodes[id].operator == address(0)) revert Unknown(id);
        if (until > block.timestamp + 30 days) revert HeldTooLong(until);
        if (until > heldUntil[id]) heldUntil[id] = until;
    }
}
