// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";
import {INodeOperators} from "../../../src/interfaces/INodeOperators.sol";
import {RegistryActors} from "./RegistryActors.sol";

/// The invariants that test/INVARIANTS.md lists, after any sequence of what the registry's actors can do.
contract RegistryInvariantTest is Test {
    RegistryActors private actors;

    function setUp() public {
        actors = new RegistryActors();
        bytes4[] memory calls = new bytes4[](13);
        calls[0] = actors.stake.selector;
        calls[1] = actors.unbond.selector;
        calls[2] = actors.cancelUnbonding.selector;
        calls[3] = actors.withdraw.selector;
        calls[4] = actors.slash.selector;
        calls[5] = actors.hold.selector;
        calls[6] = actors.join.selector;
        calls[7] = actors.leave.selector;
        calls[8] = actors.handOver.selector;
        calls[9] = actors.setTerms.selector;
        calls[10] = actors.ask.selector;
        calls[11] = actors.give.selector;
        calls[12] = actors.pass.selector;
        targetSelector(FuzzSelector(address(actors), calls));
        targetContract(address(actors));
    }

    /// One walk asks all, since three would take three times as long.
    function invariant_AllHold() public {
        _booksAreTheLedgers();
        _answersAboutThePastNeverChange();
        _whoSitsIsEligibleFromTheNextSecond();
    }

    function _booksAreTheLedgers() private view {
        uint256 sum;
        for (uint256 i = 0; i < actors.NODES(); ++i) {
            (bytes32 id, address operator, uint256 stake, uint256 unbonding,,) = actors.books(i);
            INodeOperators.Node memory node = actors.registry().node(id);
            require(node.operator == operator, "operator");
            require(node.stake == stake && node.unbonding == unbonding && unbonding <= stake, "stake");
            sum += stake;
        }
        assertEq(actors.token().balanceOf(address(actors.registry())), sum + actors.given());
        assertEq(actors.token().balanceOf(actors.slasher()), actors.slashed());
        assertEq(actors.staked(), sum + actors.slashed() + actors.withdrawn());
    }

    function _whoSitsIsEligibleFromTheNextSecond() private {
        uint256 now_ = vm.getBlockTimestamp();
        vm.warp(now_ + 1);
        uint256 seats = actors.registry().arbiters();
        uint256 live;
        for (uint256 i = 0; i < seats; ++i) {
            (bytes32 node,, bool eligible) = actors.registry().arbiter(i, now_ + 1);
            if (!eligible) continue;
            ++live;
            (uint256 seat, bool seated) = actors.registry().seatOf(node);
            require(seated && seat == i, "eligible in the seat it sits in");
        }
        uint256 sitting;
        for (uint256 i = 0; i < actors.NODES(); ++i) {
            (bytes32 id,,,,,) = actors.books(i);
            (, bool seated) = actors.registry().seatOf(id);
            if (seated) ++sitting;
        }
        assertEq(live, sitting, "one seat a node");
        vm.warp(now_);
    }

    function _answersAboutThePastNeverChange() private view {
        for (uint256 i = 0; i < actors.answered(); ++i) {
            (uint256 seat, uint256 at, bytes32 given) = actors.answers(i);
            require(actors.answer(seat, at) == given, "an answer about the past");
        }
    }

    /// With every role lost and every node held as long as can be, time alone returns every unit to its operator.
    function afterInvariant() public {
        for (uint8 i = 0; i < actors.NODES(); ++i) {
            actors.hold(i, type(uint256).max);
        }
        vm.startPrank(actors.owner());
        actors.registry().setSlasher(address(0));
        actors.registry().renounceOwnership();
        vm.stopPrank();
        for (uint8 i = 0; i < actors.NODES(); ++i) {
            actors.unbond(i, type(uint96).max);
            (bytes32 id, address operator,, uint256 unbonding,,) = actors.books(i);
            if (unbonding == 0) continue;
            vm.startPrank(operator);
            uint256 bonded = actors.registry().node(id).stake - unbonding;
            if (bonded != 0) actors.registry().unbond(id, uint96(bonded));
            vm.stopPrank();
        }
        vm.warp(block.timestamp + 90 days + 60 days);
        for (uint256 i = 0; i < actors.NODES(); ++i) {
            (bytes32 id,,, uint256 unbonding,,) = actors.books(i);
            if (unbonding != 0) actors.registry().withdraw(id);
        }
        assertEq(actors.token().balanceOf(address(actors.registry())), actors.given());
    }
}
