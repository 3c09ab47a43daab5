// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {stdError} from "forge-std/StdError.sol";
import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {EscrowTest} from "./EscrowTest.sol";

contract EscrowTopUpTest is EscrowTest {
    function test_TopUp_NotTheCallersJob_Reverts() public {
        vm.expectRevert(wrongState(escrow.jobId(creator, order), IJobEscrow.JobState.None));
        vm.prank(creator);
        escrow.topUp(order, 1, 0);
        lock(order, CAP);
        vm.expectRevert(wrongState(escrow.jobId(stranger, order), IJobEscrow.JobState.None));
        vm.prank(stranger);
        escrow.topUp(order, 1, 0);
    }

    function test_TopUp_ChargedOrSettled_Reverts() public {
        bytes32 id = lock(order, CAP);
        settle(rootOf(1, 1), one(id, 1));
        vm.expectRevert(wrongState(id, IJobEscrow.JobState.Charged));
        vm.prank(creator);
        escrow.topUp(order, 1, 0);
        accept();
        vm.expectRevert(wrongState(id, IJobEscrow.JobState.Settled));
        vm.prank(creator);
        escrow.topUp(order, 1, 0);
    }

    function test_TopUp_Closed_Reverts() public {
        bytes32 id = lock(order, CAP);
        vm.prank(settler);
        escrow.cancel(creator, order);
        vm.expectRevert(wrongState(id, IJobEscrow.JobState.Closed));
        vm.prank(creator);
        escrow.topUp(order, 1, 0);
    }

    function test_TopUp_NoChange_Reverts() public {
        bytes32 id = lock(order, CAP);
        vm.startPrank(creator);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NothingToLock.selector, id));
        escrow.topUp(order, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NothingToLock.selector, id));
        escrow.topUp(order, 0, deadline);
    }

    function testFuzz_TopUp_DeadlineOutOfRange_Reverts(uint32 given, uint32 waited) public {
        lock(order, CAP);
        vm.warp(block.timestamp + bound(waited, 0, 60 days));
        vm.assume(given != 0);
        uint256 first = deadline > block.timestamp ? deadline : block.timestamp + 1;
        uint256 last = block.timestamp + escrow.MAX_LOCK();
        if (given < first || given > last) vm.expectRevert(abi.encodeWithSelector(IJobEscrow.DeadlineOutOfRange.selector, given, first, last));
        vm.prank(creator);
        escrow.topUp(order, 1, given);
    }

    function test_TopUp_DeadlineAtItsBounds_TopsUp() public {
        lock(order, CAP);
        vm.startPrank(creator);
        vm.expectRevert();
        escrow.topUp(order, 1, deadline - 1);
        escrow.topUp(order, 1, deadline);
        uint32 last = uint32(block.timestamp + escrow.MAX_LOCK());
        vm.expectRevert();
        escrow.topUp(order, 1, last + 1);
        escrow.topUp(order, 0, last);
        vm.warp(last);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.DeadlineOutOfRange.selector, last, last + 1, last + escrow.MAX_LOCK()));
        escrow.topUp(order, 1, 0);
    }

    function test_TopUp_NoAllowance_Reverts() public {
        bytes32 id = lock(order, CAP);
        vm.startPrank(creator);
        token.approve(address(escrow), 4);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), 4, 5));
        escrow.topUp(order, 5, 0);
        (IJobEscrow.Job memory books,) = escrow.job(id);
        assertEq(books.cap, CAP);
    }

    function test_TopUp_CapBeyondItsWidth_Reverts() public {
        lock(order, CAP);
        token.mint(creator, type(uint96).max);
        vm.expectRevert(stdError.arithmeticError);
        vm.prank(creator);
        escrow.topUp(order, type(uint96).max - CAP + 1, 0);
    }

    function test_TopUp_AfterRejection_TopsUp() public {
        bytes32 id = lock(order, CAP);
        settle(rootOf(1, 1), one(id, 1));
        vm.prank(guardian);
        escrow.reject(1);
        vm.prank(creator);
        assertEq(escrow.topUp(order, 1, 0), CAP + 1);
        settle(rootOf(1, 1), one(id, CAP + 1));
        assertState(id, IJobEscrow.JobState.Charged);
    }

    function test_TopUp_AfterTheDeadline_CanBeChargedAgain() public {
        bytes32 id = lock(order, CAP);
        vm.warp(deadline + 1);
        vm.prank(creator);
        escrow.topUp(order, 0, deadline + 1 days);
        settle(rootOf(1, 1), one(id, CAP));
        assertState(id, IJobEscrow.JobState.Charged);
    }

    function testFuzz_TopUp_RaisesTheCap(uint96 cap, uint96 amount, uint32 later, uint8 terms) public {
        cap = uint96(bound(cap, 1, 100_000e18));
        amount = uint96(bound(amount, 1, 100_000e18));
        later = uint32(bound(later, deadline, block.timestamp + escrow.MAX_LOCK()));
        vm.startPrank(creator);
        bytes32 id = escrow.lock(order, cap, deadline, terms);
        uint256 before = token.balanceOf(creator);
        vm.expectEmit(address(escrow));
        emit IJobEscrow.ToppedUp(id, cap + amount, later);
        assertEq(escrow.topUp(order, amount, later), cap + amount);
        (IJobEscrow.Job memory books, IJobEscrow.JobState state) = escrow.job(id);
        assertEq(abi.encode(books), abi.encode(IJobEscrow.Job(cap + amount, 0, later, 0, terms)));
        assertEq(uint8(state), uint8(IJobEscrow.JobState.Locked));
        assertEq(token.balanceOf(address(escrow)), cap + amount);
        assertEq(token.balanceOf(creator), before - amount);

        vm.warp(later + 1);
        assertEq(escrow.refund(creator, order), cap + amount);
    }

    function test_TopUp_ThenChargedAboveTheOldCap() public {
        bytes32 id = lock(order, CAP);
        vm.prank(creator);
        escrow.topUp(order, 5, 0);
        bytes32 root = rootOf(1, 1);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.ChargeAboveCap.selector, id, CAP + 6, CAP + 5));
        vm.prank(settler);
        escrow.settle(root, one(id, CAP + 6));
        settle(root, one(id, CAP + 3));
        accept();
        assertEq(escrow.refund(creator, order), 2);
    }

    function test_TopUpWithPermit_TopsUp() public {
        (address signer, IJobEscrow.Permit memory permit) = _locked();
        vm.prank(signer);
        assertEq(escrow.topUpWithPermit(order, 7, 0, permit), CAP + 7);
        assertEq(token.allowance(signer, address(escrow)), 0);
    }

    function test_TopUpWithPermit_SubmittedBySomeoneBefore_TopsUpAllTheSame() public {
        (address signer, IJobEscrow.Permit memory permit) = _locked();
        vm.prank(stranger);
        token.permit(signer, address(escrow), 7, permit.deadline, permit.v, permit.r, permit.s);
        vm.prank(signer);
        assertEq(escrow.topUpWithPermit(order, 7, 0, permit), CAP + 7);
    }

    function _locked() private returns (address signer, IJobEscrow.Permit memory permit) {
        uint256 key;
        (signer, key) = makeAddrAndKey("signer");
        token.mint(signer, CAP + 7);
        vm.startPrank(signer);
        token.approve(address(escrow), CAP);
        escrow.lock(order, CAP, deadline, 0);
        vm.stopPrank();
        permit = permitOf(signer, key, 7);
    }
}
