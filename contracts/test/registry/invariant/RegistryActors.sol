// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {INodeOperators} from "../../../src/interfaces/INodeOperators.sol";
import {NodeRegistry} from "../../../src/NodeRegistry.sol";
import {PlainToken} from "../../support/PlainToken.sol";

/// Everybody who can move a registry: operators, slasher, governance, strangers, givers, time; with a plain account of what each node should have and of every answer
/// about the past that was ever given.
contract RegistryActors is Test {
    uint256 public constant NODES = 4;

    // What a node should have, kept as the ledger keeps it; and when its unbonding part may leave at the earliest and must at the latest.
    struct Books {
        bytes32 id;
        address operator;
        uint256 stake;
        uint256 unbonding;
        uint256 releaseAt;
        uint256 number;
    }

    struct Answer {
        uint256 seat;
        uint256 at;
        bytes32 given;
    }

    PlainToken public immutable token;
    NodeRegistry public immutable registry;
    address public immutable owner = makeAddr("owner");
    address public immutable slasher = makeAddr("slasher");

    Books[NODES] public books;
    Answer[] public answers;
    uint256 public given;
    uint256 public slashed;
    uint256 public staked;
    uint256 public withdrawn;
    mapping(bytes32 call => uint256) public did;

    constructor() {
        vm.warp(1_800_000_000);
        token = new PlainToken();
        registry = new NodeRegistry(token, owner, INodeOperators.Terms(1_000e18, 7 days));
        vm.prank(owner);
        registry.setSlasher(slasher);
        for (uint256 i = 0; i < NODES; ++i) {
            _register(i, vm.addr(10 + i % 2));
        }
    }

    function stake(uint8 who, uint96 amount) external {
        Books storage node = books[who % NODES];
        if (node.operator == address(0)) return;
        amount = uint96(bound(amount, 1, 4_000e18));
        token.mint(node.operator, amount);
        vm.startPrank(node.operator);
        token.approve(address(registry), amount);
        registry.stake(node.id, amount);
        vm.stopPrank();
        node.stake += amount;
        staked += amount;
        ++did["stake"];
    }

    function unbond(uint8 who, uint96 amount) external {
        Books storage node = books[who % NODES];
        if (node.stake == node.unbonding) return;
        amount = uint96(bound(amount, 1, node.stake - node.unbonding));
        uint256 delay = registry.terms().unbondingSeconds;
        vm.prank(node.operator);
        registry.unbond(node.id, amount);
        node.unbonding += amount;
        node.releaseAt = block.timestamp + delay;
        ++did["unbond"];
    }

    function cancelUnbonding(uint8 who, uint96 amount) external {
        Books storage node = books[who % NODES];
        if (node.unbonding == 0) return;
        amount = uint96(bound(amount, 1, node.unbonding));
        vm.prank(node.operator);
        registry.cancelUnbonding(node.id, amount);
        node.unbonding -= amount;
    }

    function withdraw(uint8 who, address anyone) external {
        Books storage node = books[who % NODES];
        uint256 before = token.balanceOf(node.operator);
        bool due = node.unbonding != 0 && block.timestamp >= node.releaseAt && block.timestamp >= registry.heldUntil(node.id);
        bool overdue = node.unbonding != 0 && block.timestamp >= node.releaseAt + registry.MAX_HELD();
        vm.prank(anyone);
        try registry.withdraw(node.id) returns (uint256 amount) {
            assertTrue(due || overdue, "a withdrawal that is not due");
            assertEq(amount, node.unbonding);
            assertEq(token.balanceOf(node.operator), before + amount, "paid to the operator");
            node.stake -= amount;
            node.unbonding = 0;
            withdrawn += amount;
            ++did["withdraw"];
        } catch {
            assertFalse(due || overdue, "a withdrawal that is due");
        }
    }

    function slash(uint8 who, uint256 ppm) external {
        Books storage node = books[who % NODES];
        ppm = ppm % 4 == 0 ? 1_000_000 : bound(ppm, 0, 1_000_000);
        vm.prank(slasher);
        uint256 amount = registry.slash(node.id, ppm, "fault");
        assertEq(amount, (node.stake * ppm + 999_999) / 1_000_000);
        node.stake -= amount;
        if (node.unbonding > node.stake) node.unbonding = node.stake;
        slashed += amount;
        ++did["slash"];
    }

    function hold(uint8 who, uint256 ahead) external {
        vm.prank(slasher);
        registry.hold(books[who % NODES].id, uint32(block.timestamp + bound(ahead, 0, 30 days)));
    }

    function join(uint8 who) external {
        Books storage node = books[who % NODES];
        vm.prank(node.operator);
        try registry.join(node.id) {
            ++did["join"];
        } catch {}
    }

    function leave(uint8 who) external {
        Books storage node = books[who % NODES];
        vm.prank(who % 2 == 0 ? node.operator : address(this));
        if (who % 2 == 0) try registry.leave(node.id) {} catch {} else try registry.evict(node.id) {} catch {}
    }

    function handOver(uint8 who) external {
        Books storage node = books[who % NODES];
        vm.prank(node.operator);
        try registry.deregister(node.id) {
            assertEq(node.stake, 0, "given up with stake");
            _register(who % NODES, vm.addr(10 + (node.number + who) % 3));
            ++did["handOver"];
        } catch {
            assertTrue(node.stake != 0 || block.timestamp < registry.heldUntil(node.id), "not given up");
        }
    }

    function setTerms(uint96 minimum, uint32 delay) external {
        vm.prank(owner);
        registry.setTerms(INodeOperators.Terms(uint96(bound(minimum, 1e18, 2_000e18)), uint32(bound(delay, 1 hours, 20 days))));
    }

    /// Asks about a seat and a time, and remembers the answer.
    function ask(uint256 seat, uint256 back) external {
        uint256 count = registry.arbiters();
        if (count == 0 || answers.length >= 12) return;
        seat %= count;
        uint256 at = block.timestamp - bound(back, 0, back % 2 == 0 ? 0 : 10 days);
        answers.push(Answer(seat, at, answer(seat, at)));
    }

    function give(uint64 dust) external {
        token.mint(address(registry), dust);
        given += dust;
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1, 5 days));
    }

    function answer(uint256 seat, uint256 at) public view returns (bytes32) {
        (bytes32 node, address operator, bool eligible) = registry.arbiter(seat, at);
        return keccak256(abi.encode(node, operator, eligible));
    }

    function answered() external view returns (uint256) {
        return answers.length;
    }

    function _register(uint256 who, address operator) private {
        uint256 key = who + 1;
        (uint256 x, uint256 y) = vm.publicKeyP256(key);
        Books storage node = books[who];
        (node.id, node.operator) = (registry.idOf(bytes32(x), bytes32(y)), operator);
        (bytes32 r, bytes32 s) = vm.signP256(key, registry.registrationDigest(operator, ++node.number));
        if (uint256(s) > P256.N / 2) s = bytes32(P256.N - uint256(s));
        vm.prank(operator);
        registry.register(bytes32(x), bytes32(y), r, s);
    }
}
