// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {EscrowTest} from "./EscrowTest.sol";

contract EscrowRolesTest is EscrowTest {
    function test_Pause_NotTheGuardian_Reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotAllowed.selector, owner, guardian));
        vm.prank(owner);
        escrow.pause(1);
    }

    function test_Pause_TooLong_Reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.OutOfRange.selector, 7 days + 1, 0, 7 days));
        vm.prank(guardian);
        escrow.pause(7 days + 1);
    }

    function test_Pause_Zero_EndsIt() public {
        vm.startPrank(guardian);
        escrow.pause(7 days);
        vm.expectEmit(address(escrow));
        emit IJobEscrow.Paused(block.timestamp);
        escrow.pause(0);
        vm.stopPrank();
        assertEq(settle("root", none()), 1);
    }

    function test_Pause_EverythingElseWorks() public {
        bytes32 settled = lock("settled", CAP);
        lock("late", CAP);
        lock("cancelled", CAP);
        settle(rootOf(1, 2), one(settled, CAP / 2));
        ripen();
        uint32 late = deadline;
        vm.warp(late + 1);
        vm.prank(guardian);
        escrow.pause(7 days);
        (uint256 terms, uint256 pausedUntil) = escrow.settings();
        assertEq(terms, 0);
        assertEq(pausedUntil, block.timestamp + 7 days);

        deadline = uint32(block.timestamp + 1);
        lock("new", CAP);
        escrow.accept(opened);
        assertEq(pool.claim(alice, 1, proofOf(0, 1, 2)), 1);
        assertEq(escrow.refund(creator, "settled"), CAP / 2);
        assertEq(escrow.refund(creator, "late"), CAP);
        vm.prank(settler);
        assertEq(escrow.cancel(creator, "cancelled"), CAP);
        vm.warp(deadline + 1);
        assertEq(escrow.refund(creator, "new"), CAP);
        assertEq(token.balanceOf(address(escrow)), 0);
    }

    function test_Pause_Reject_Works() public {
        settle("root", none());
        vm.startPrank(guardian);
        escrow.pause(7 days);
        escrow.reject(1);
        assertTrue(escrow.isRejected(1));
    }

    function test_Setters_NotTheOwner_Revert() public {
        bytes memory refused = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, settler);
        vm.startPrank(settler);
        vm.expectRevert(refused);
        escrow.setTerms(IJobEscrow.Terms(0, 0, WINDOW));
        vm.expectRevert(refused);
        escrow.setSettler(settler);
        vm.expectRevert(refused);
        escrow.setGuardian(settler);
        vm.expectRevert(refused);
        escrow.setTreasury(settler);
    }

    function test_SetTerms_OutOfRange_Reverts() public {
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.OutOfRange.selector, 10_001, 0, 10_000));
        escrow.setTerms(IJobEscrow.Terms(10_000, 1, WINDOW));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.OutOfRange.selector, 1 hours - 1, 1 hours, 7 days));
        escrow.setTerms(IJobEscrow.Terms(0, 0, 1 hours - 1));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.OutOfRange.selector, 7 days + 1, 1 hours, 7 days));
        escrow.setTerms(IJobEscrow.Terms(0, 0, 7 days + 1));
    }

    function test_SetTerms_Numbered_NeverChanged() public {
        vm.startPrank(owner);
        for (uint256 number = 1; number < 256; ++number) {
            IJobEscrow.Terms memory terms = IJobEscrow.Terms(uint16(number), uint16(10_000 - number), number % 2 == 0 ? 1 hours : 7 days);
            vm.expectEmit(address(escrow));
            emit IJobEscrow.TermsSet(number, terms);
            escrow.setTerms(terms);
            assertEq(abi.encode(escrow.termsOf(number)), abi.encode(terms));
        }
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.OutOfRange.selector, 256, 1, 255));
        escrow.setTerms(IJobEscrow.Terms(0, 0, WINDOW));
        assertEq(abi.encode(escrow.termsOf(0)), abi.encode(IJobEscrow.Terms(BURN_BP, TREASURY_BP, WINDOW)));
    }

    function test_SetTreasury_Invalid_Reverts() public {
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.InvalidAddress.selector, address(0)));
        escrow.setTreasury(address(0));
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.InvalidAddress.selector, address(escrow)));
        escrow.setTreasury(address(escrow));
    }

    function test_SetRoles_Set() public {
        vm.startPrank(owner);
        vm.expectEmit(address(escrow));
        emit IJobEscrow.SettlerSet(alice);
        escrow.setSettler(alice);
        vm.expectEmit(address(escrow));
        emit IJobEscrow.GuardianSet(bob);
        escrow.setGuardian(bob);
        vm.expectEmit(address(escrow));
        emit IJobEscrow.TreasurySet(stranger);
        escrow.setTreasury(stranger);
        assertEq(escrow.settler(), alice);
        assertEq(escrow.guardian(), bob);
        assertEq(escrow.treasury(), stranger);
        assertEq(address(escrow.TOKEN()), address(token));
        assertEq(address(pool.TOKEN()), address(token));
        assertEq(pool.ESCROW(), address(escrow));
    }

    function test_EveryRoleLost_NothingIsTrapped() public {
        bytes32 charged = lock("charged", CAP);
        lock("open", CAP);
        settle(rootOf(499e18, 1e18), one(charged, CAP));
        vm.startPrank(owner);
        escrow.setSettler(address(0));
        escrow.setGuardian(address(0));
        escrow.renounceOwnership();
        vm.stopPrank();

        accept();
        pool.claim(alice, 499e18, proofOf(0, 499e18, 1e18));
        pool.claim(bob, 1e18, proofOf(1, 499e18, 1e18));
        escrow.refund(creator, "charged");
        vm.warp(deadline + 1);
        escrow.refund(creator, "open");
        assertEq(token.balanceOf(address(escrow)), 0);
        assertEq(token.balanceOf(address(pool)), 0);
    }
}
