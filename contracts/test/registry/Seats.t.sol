// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IArbiterSeats} from "../../src/interfaces/IArbiterSeats.sol";
import {INodeOperators} from "../../src/interfaces/INodeOperators.sol";
import {RegistryTest} from "./RegistryTest.sol";

contract SeatsTest is RegistryTest {
    function setUp() public override {
        super.setUp();
        stake(2 * MINIMUM);
    }

    function test_Join_TakesASeatAtTheEnd() public {
        register(other, OTHER_KEY);
        bytes32 another = idOf(OTHER_KEY);
        vm.startPrank(other);
        registry.stake(another, MINIMUM);
        assertEq(registry.join(another), 0);
        vm.stopPrank();
        vm.expectEmit(address(registry));
        emit IArbiterSeats.SeatTaken(1, id, operator);
        assertEq(join(), 1);
        assertEq(registry.arbiters(), 2);
        (uint256 seat, bool seated) = registry.seatOf(id);
        assertEq(seat, 1);
        assertTrue(seated);
        _skip(1);
        _assertSeat(0, another, other, block.timestamp, true);
        _assertSeat(1, id, operator, block.timestamp, true);
    }

    function test_Join_NotAllowedOrTooSmallOrTwice_Reverts() public {
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.NotAllowed.selector, address(this), operator));
        registry.join(id);
        unbond(MINIMUM + 1);
        vm.startPrank(operator);
        vm.expectRevert(abi.encodeWithSelector(IArbiterSeats.StakeTooSmall.selector, id, MINIMUM - 1, MINIMUM));
        registry.join(id);
        registry.cancelUnbonding(id, 1);
        registry.join(id);
        vm.expectRevert(abi.encodeWithSelector(IArbiterSeats.AlreadySeated.selector, id, 0));
        registry.join(id);
        assertEq(registry.arbiters(), 1);
    }

    function test_Leave_ByItself() public {
        join();
        _skip(10);
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.NotAllowed.selector, address(this), operator));
        registry.leave(id);
        vm.startPrank(operator);
        vm.expectEmit(address(registry));
        emit IArbiterSeats.SeatLeft(0, id);
        registry.leave(id);
        _assertLeft();
        vm.expectRevert(abi.encodeWithSelector(IArbiterSeats.NotSeated.selector, id));
        registry.leave(id);
    }

    function test_Leave_ByUnbondingBelowTheMinimum() public {
        join();
        _skip(10);
        unbond(MINIMUM);
        (, bool seated) = registry.seatOf(id);
        assertTrue(seated, "the minimum is left");
        unbond(1);
        _assertLeft();
        // Unbonding more is no second leaving.
        unbond(1);
    }

    function test_Leave_BySlashBelowTheMinimum() public {
        join();
        _skip(10);
        slash(500_000);
        (, bool seated) = registry.seatOf(id);
        assertTrue(seated, "the minimum is left");
        slash(1);
        _assertLeft();
        slash(1);
    }

    function test_Leave_BySlashOfWhatUnbondsToo() public {
        join();
        unbond(MINIMUM);
        _skip(10);
        slash(1);
        _assertLeft();
    }

    function test_Evict_OnceTheMinimumRose() public {
        join();
        _skip(10);
        vm.expectRevert(abi.encodeWithSelector(IArbiterSeats.StakeSuffices.selector, id, 2 * MINIMUM, MINIMUM));
        registry.evict(id);
        vm.prank(owner);
        registry.setTerms(INodeOperators.Terms(2 * MINIMUM, DELAY));
        vm.expectRevert(abi.encodeWithSelector(IArbiterSeats.StakeSuffices.selector, id, 2 * MINIMUM, 2 * MINIMUM));
        registry.evict(id);
        vm.prank(owner);
        registry.setTerms(INodeOperators.Terms(2 * MINIMUM + 1, DELAY));
        (, bool seated) = registry.seatOf(id);
        assertTrue(seated, "nobody has pointed it out");
        vm.prank(stranger);
        registry.evict(id);
        _assertLeft();
        vm.expectRevert(abi.encodeWithSelector(IArbiterSeats.NotSeated.selector, id));
        registry.evict(id);
    }

    function test_Rejoin_AfterTheDelay_TakesANewSeat() public {
        join();
        _skip(10);
        vm.prank(operator);
        registry.leave(id);
        uint256 left = vm.getBlockTimestamp();
        _skip(DELAY - 1);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IArbiterSeats.RejoinsTooEarly.selector, id, left + DELAY));
        registry.join(id);
        _skip(1);
        assertEq(join(), 1);
        _skip(1);
        _assertSeat(0, id, operator, block.timestamp, false);
        _assertSeat(1, id, operator, block.timestamp, true);
        _assertSeat(0, id, operator, left, true);
    }

    function test_Arbiter_AtTheEdges() public {
        uint256 joined = vm.getBlockTimestamp();
        join();
        vm.expectRevert(abi.encodeWithSelector(IArbiterSeats.NotYet.selector, joined + 1, joined));
        registry.arbiter(0, joined + 1);
        _assertSeat(0, id, operator, joined - 1, false);
        _assertSeat(0, id, operator, joined, false);
        _skip(10);
        _assertSeat(0, id, operator, joined + 1, true);
        vm.prank(operator);
        registry.leave(id);
        // The second of leaving has already been answered for: it still counts.
        _assertSeat(0, id, operator, block.timestamp, true);
        _skip(1);
        _assertSeat(0, id, operator, block.timestamp, false);
        _assertSeat(0, id, operator, block.timestamp - 1, true);
    }

    function test_Arbiter_JoinedAndLeftWithinASecond_NeverIsEligible() public {
        join();
        vm.prank(operator);
        registry.leave(id);
        _assertSeat(0, id, operator, block.timestamp, false);
        _skip(1);
        _assertSeat(0, id, operator, block.timestamp, false);
    }

    /// Whoever has the stake for one seat fills the list with one seat a delay, with whatever nodes.
    function test_SeatSpam_CostsTheMinimumForADelay() public {
        join();
        unbond(2 * MINIMUM);
        bytes32 next = register(operator, OTHER_KEY);
        vm.startPrank(operator);
        token.transfer(stranger, token.balanceOf(operator));
        vm.expectRevert(abi.encodeWithSelector(IArbiterSeats.StakeTooSmall.selector, next, 0, MINIMUM));
        registry.join(next);
        _skip(DELAY - 1);
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.TooEarly.selector, id, block.timestamp + 1));
        registry.withdraw(id);
        _skip(1);
        registry.withdraw(id);
        registry.stake(next, MINIMUM);
        assertEq(registry.join(next), 1);
    }

    function _skip(uint256 seconds_) private {
        vm.warp(vm.getBlockTimestamp() + seconds_);
    }

    function _assertLeft() private {
        (uint256 seat, bool seated) = registry.seatOf(id);
        assertEq(seat, 0);
        assertFalse(seated, "seated");
        _assertSeat(0, id, operator, vm.getBlockTimestamp(), true);
        _skip(1);
        _assertSeat(0, id, operator, vm.getBlockTimestamp(), false);
    }

    function _assertSeat(uint256 index, bytes32 node, address owned, uint256 at, bool eligible) private view {
        (bytes32 node_, address owned_, bool eligible_) = registry.arbiter(index, at);
        assertEq(node_, node, "node");
        assertEq(owned_, owned, "operator");
        assertEq(eligible_, eligible, "eligible");
    }
}
