// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {INodeOperators} from "../../src/interfaces/INodeOperators.sol";
import {RegistryTest} from "./RegistryTest.sol";

contract StakeTest is RegistryTest {
    function test_Stake_NotItsOperator_Reverts() public {
        vm.startPrank(other);
        vm.expectRevert(_notAllowed(other));
        registry.stake(id, 1);
        vm.expectRevert(_notAllowed(other));
        registry.unbond(id, 1);
        vm.expectRevert(_notAllowed(other));
        registry.cancelUnbonding(id, 1);
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.UnknownNode.selector, bytes32("unknown")));
        registry.stake("unknown", 1);
    }

    function test_Stake_NothingOrTooMuch_Reverts() public {
        stake(1);
        vm.startPrank(operator);
        vm.expectRevert(_nothing());
        registry.stake(id, 0);
        vm.expectRevert(_tooMuch(type(uint96).max, type(uint96).max - 1));
        registry.stake(id, type(uint96).max);
    }

    function test_Stake_NoAllowance_RevertsAndStakesNothing() public {
        vm.startPrank(operator);
        token.approve(address(registry), 4);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(registry), 4, 5));
        registry.stake(id, 5);
        assertStake(0, 0);
    }

    function test_Stake_Twice_AddsUp() public {
        stake(5);
        vm.expectEmit(address(registry));
        emit INodeOperators.Staked(id, 7, 12);
        stake(7);
        assertStake(12, 0);
    }

    function test_StakeWithPermit_AlsoSubmittedBefore_Stakes() public {
        (address signer, uint256 key) = makeAddrAndKey("signer");
        token.mint(signer, 20);
        id = register(signer, OTHER_KEY);
        INodeOperators.Permit memory permit = _permitOf(signer, key, 10);
        vm.prank(signer);
        registry.stakeWithPermit(id, 10, permit);
        permit = _permitOf(signer, key, 10);
        token.permit(signer, address(registry), 10, permit.deadline, permit.v, permit.r, permit.s);
        vm.prank(signer);
        registry.stakeWithPermit(id, 10, permit);
        assertStake(20, 0);
    }

    function test_StakeWithPermit_AnothersOrForAnotherAmount_Reverts() public {
        (address signer, uint256 key) = makeAddrAndKey("signer");
        token.mint(signer, 20);
        id = register(signer, OTHER_KEY);
        INodeOperators.Permit memory permit = _permitOf(signer, key + 1, 10);
        vm.startPrank(signer);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(registry), 0, 10));
        registry.stakeWithPermit(id, 10, permit);
        permit = _permitOf(signer, key, 10);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(registry), 0, 11));
        registry.stakeWithPermit(id, 11, permit);
    }

    function test_Unbond_NothingOrTooMuch_Reverts() public {
        stake(10);
        unbond(4);
        vm.startPrank(operator);
        vm.expectRevert(_nothing());
        registry.unbond(id, 0);
        vm.expectRevert(_tooMuch(7, 6));
        registry.unbond(id, 7);
        registry.unbond(id, 6);
    }

    function test_Unbond_Again_BeginsTheDelayOfAllAgain() public {
        stake(10);
        unbond(4);
        vm.warp(block.timestamp + DELAY - 1);
        vm.expectEmit(address(registry));
        emit INodeOperators.Unbonding(id, 6, block.timestamp + DELAY);
        unbond(2);
        vm.warp(block.timestamp + 1);
        vm.expectRevert(_tooEarly(block.timestamp + DELAY - 1));
        registry.withdraw(id);
        assertStake(10, 6);
    }

    function test_Unbond_TermsChange_KeepsTheDelayItBeganWith() public {
        stake(10);
        unbond(4);
        uint256 due = block.timestamp + DELAY;
        vm.prank(owner);
        registry.setTerms(INodeOperators.Terms(MINIMUM, 2 * DELAY));
        assertEq(registry.withdrawableAt(id), due);
    }

    function test_CancelUnbonding_BondsAgain() public {
        stake(10);
        unbond(4);
        uint256 due = books().releaseAt;
        vm.startPrank(operator);
        vm.expectRevert(_nothing());
        registry.cancelUnbonding(id, 0);
        vm.expectRevert(_tooMuch(5, 4));
        registry.cancelUnbonding(id, 5);
        vm.expectEmit(address(registry));
        emit INodeOperators.Unbonding(id, 1, due);
        registry.cancelUnbonding(id, 3);
        assertStake(10, 1);
        vm.warp(due);
        registry.withdraw(id);
        assertStake(9, 0);
    }

    function test_Withdraw_PaysTheOperatorWhoeverCalls() public {
        stake(10);
        uint256 before = token.balanceOf(operator);
        vm.expectRevert(_nothing());
        registry.withdraw(id);
        unbond(4);
        vm.warp(books().releaseAt - 1);
        vm.expectRevert(_tooEarly(block.timestamp + 1));
        registry.withdraw(id);
        vm.warp(books().releaseAt);
        vm.expectEmit(address(registry));
        emit INodeOperators.Withdrawn(id, operator, 4);
        vm.prank(stranger);
        assertEq(registry.withdraw(id), 4);
        assertEq(token.balanceOf(operator), before + 4);
        assertStake(6, 0);
        vm.expectRevert(_nothing());
        registry.withdraw(id);
    }

    function test_Slash_OnlyTheSlasher() public {
        stake(10);
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.NotAllowed.selector, address(this), slasher));
        registry.slash(id, 1, "");
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.NotAllowed.selector, address(this), slasher));
        registry.hold(id, 0);
        vm.prank(owner);
        registry.setSlasher(address(0));
        vm.prank(slasher);
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.NotAllowed.selector, slasher, address(0)));
        registry.slash(id, 1, "");
    }

    function test_Slash_OutOfRangeOrUnknown_Reverts() public {
        vm.startPrank(slasher);
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.OutOfRange.selector, 1_000_001, 0, 1_000_000));
        registry.slash(id, 1_000_001, "");
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.UnknownNode.selector, bytes32("unknown")));
        registry.slash("unknown", 1, "");
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.UnknownNode.selector, bytes32("unknown")));
        registry.hold("unknown", 1);
    }

    function test_Slash_GivenUpNode_TakesNothing() public {
        vm.prank(operator);
        registry.deregister(id);
        assertEq(slash(1_000_000), 0);
        vm.prank(slasher);
        registry.hold(id, uint32(block.timestamp + 1));
        assertEq(registry.heldUntil(id), block.timestamp + 1);
    }

    function test_Slash_RoundsUpAndPaysTheSlasher() public {
        stake(1_000_001);
        vm.expectEmit(address(registry));
        emit INodeOperators.Slashed(id, "evidence", 1, 2);
        assertEq(slash(1), 2);
        assertEq(token.balanceOf(slasher), 2);
        assertStake(999_999, 0);
        assertEq(slash(0), 0);
        assertEq(slash(1_000_000), 999_999);
        assertStake(0, 0);
    }

    function test_Slash_TakesTheUnbondingPartLast() public {
        stake(100);
        unbond(40);
        assertEq(slash(600_000), 60);
        assertStake(40, 40);
        assertEq(slash(1), 1);
        assertStake(39, 39);
        assertEq(slash(1_000_000), 39);
        assertStake(0, 0);
    }

    function test_Slash_JustTheBondedPart_LeavesTheUnbonding() public {
        stake(100);
        unbond(40);
        assertEq(slash(590_000), 59);
        assertStake(41, 40);
    }

    function test_Slash_AfterTheDelay_StillTakesWhatWasNotWithdrawn() public {
        stake(100);
        unbond(100);
        vm.warp(books().releaseAt + 1);
        assertEq(slash(500_000), 50);
        assertEq(registry.withdraw(id), 50);
    }

    function test_Hold_KeepsWhatHasUnbonded() public {
        stake(10);
        unbond(10);
        vm.warp(books().releaseAt - 1);
        uint32 until = uint32(block.timestamp + 30 days);
        vm.startPrank(slasher);
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.OutOfRange.selector, until + 1, 0, until));
        registry.hold(id, until + 1);
        vm.expectEmit(address(registry));
        emit INodeOperators.Held(id, until);
        registry.hold(id, until);
        vm.recordLogs();
        registry.hold(id, until - 1);
        registry.hold(id, until);
        assertEq(vm.getRecordedLogs().length, 0, "a shorter hold says nothing");
        vm.stopPrank();
        assertEq(registry.heldUntil(id), until);
        vm.warp(until - 1);
        vm.expectRevert(_tooEarly(until));
        registry.withdraw(id);
        vm.warp(until);
        registry.withdraw(id);
    }

    /// A slasher that never lets go, or was lost while it held, keeps nothing for ever.
    function test_Hold_AgainAndAgain_EndsSixtyDaysAfterTheDelay() public {
        stake(10);
        unbond(10);
        uint256 last = uint256(books().releaseAt) + 60 days;
        while (vm.getBlockTimestamp() < last) {
            vm.prank(slasher);
            registry.hold(id, uint32(vm.getBlockTimestamp() + 30 days));
            vm.warp(vm.getBlockTimestamp() + 10 days > last ? last : vm.getBlockTimestamp() + 10 days);
            if (vm.getBlockTimestamp() < last) {
                uint256 until = registry.withdrawableAt(id);
                assertGt(until, vm.getBlockTimestamp());
                vm.expectRevert(_tooEarly(until));
                registry.withdraw(id);
            }
        }
        assertEq(registry.withdrawableAt(id), last);
        assertEq(registry.withdraw(id), 10);
    }

    function test_Owner_BoundsOfTerms() public {
        vm.expectRevert(abi.encodeWithSignature("OwnableUnauthorizedAccount(address)", address(this)));
        registry.setTerms(INodeOperators.Terms(MINIMUM, DELAY));
        vm.expectRevert(abi.encodeWithSignature("OwnableUnauthorizedAccount(address)", address(this)));
        registry.setSlasher(address(this));
        vm.startPrank(owner);
        _refusesTerms(1e18 - 1, DELAY, 1e18 - 1, 1e18, 1e24);
        _refusesTerms(1e24 + 1, DELAY, 1e24 + 1, 1e18, 1e24);
        _refusesTerms(MINIMUM, 1 hours - 1, 1 hours - 1, 1 hours, 90 days);
        _refusesTerms(MINIMUM, 90 days + 1, 90 days + 1, 1 hours, 90 days);
        registry.setTerms(INodeOperators.Terms(1e18, 1 hours));
        vm.expectEmit(address(registry));
        emit INodeOperators.TermsSet(INodeOperators.Terms(1e24, 90 days));
        registry.setTerms(INodeOperators.Terms(1e24, 90 days));
        assertEq(registry.terms().arbiterStake, 1e24);
        assertEq(registry.terms().unbondingSeconds, 90 days);
    }

    /// Nobody is left: the delay alone gives every unit back.
    function test_RolesLost_TrapNothing() public {
        stake(10);
        unbond(4);
        vm.startPrank(owner);
        vm.expectEmit(address(registry));
        emit INodeOperators.SlasherSet(address(0));
        registry.setSlasher(address(0));
        registry.renounceOwnership();
        vm.stopPrank();
        vm.warp(books().releaseAt);
        registry.withdraw(id);
        unbond(6);
        vm.warp(books().releaseAt);
        registry.withdraw(id);
        assertStake(0, 0);
        assertEq(token.balanceOf(operator), 1_000_000e18);
    }

    function testFuzz_Slash_TakesTheShareRoundedUp(uint96 amount, uint96 unbonding, uint256 ppm) public {
        amount = uint96(bound(amount, 1, 1_000_000e18));
        unbonding = uint96(bound(unbonding, 0, amount));
        ppm = bound(ppm, 0, 1_000_000);
        stake(amount);
        if (unbonding != 0) unbond(unbonding);
        uint256 taken = slash(ppm);
        assertGe(taken * 1_000_000, amount * ppm);
        if (taken != 0) assertLt((taken - 1) * 1_000_000, amount * ppm);
        uint256 left = amount - taken;
        assertStake(left, left < unbonding ? left : unbonding);
    }

    function _refusesTerms(uint96 arbiterStake, uint32 delay, uint256 value, uint256 min, uint256 max) private {
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.OutOfRange.selector, value, min, max));
        registry.setTerms(INodeOperators.Terms(arbiterStake, delay));
    }

    function _permitOf(address signer, uint256 key, uint256 amount) private view returns (INodeOperators.Permit memory permit) {
        bytes32 typeHash = keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 body = keccak256(abi.encode(typeHash, signer, address(registry), amount, token.nonces(signer), block.timestamp));
        permit.deadline = block.timestamp;
        (permit.v, permit.r, permit.s) = vm.sign(key, keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), body)));
    }

    function _notAllowed(address caller) private view returns (bytes memory) {
        return abi.encodeWithSelector(INodeOperators.NotAllowed.selector, caller, operator);
    }

    function _nothing() private view returns (bytes memory) {
        return abi.encodeWithSelector(INodeOperators.NothingToDo.selector, id);
    }

    function _tooMuch(uint256 amount, uint256 available) private view returns (bytes memory) {
        return abi.encodeWithSelector(INodeOperators.TooMuch.selector, id, amount, available);
    }

    function _tooEarly(uint256 until) private view returns (bytes memory) {
        return abi.encodeWithSelector(INodeOperators.TooEarly.selector, id, until);
    }
}
