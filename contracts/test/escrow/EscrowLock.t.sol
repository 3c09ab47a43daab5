// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {EscrowTest} from "./EscrowTest.sol";

contract EscrowLockTest is EscrowTest {
    function test_Lock_NoCap_Reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NothingToLock.selector, escrow.jobId(creator, order)));
        vm.prank(creator);
        escrow.lock(order, 0, deadline, 0);
    }

    function testFuzz_Lock_DeadlineOutOfRange_Reverts(uint32 given) public {
        uint256 first = block.timestamp + 1;
        uint256 last = block.timestamp + escrow.MAX_LOCK();
        bool inRange = given >= first && given <= last;
        if (!inRange) vm.expectRevert(abi.encodeWithSelector(IJobEscrow.DeadlineOutOfRange.selector, given, first, last));
        vm.prank(creator);
        escrow.lock(order, CAP, given, 0);
    }

    function test_Lock_DeadlineAtItsBounds_Locks() public {
        vm.startPrank(creator);
        escrow.lock("first", CAP, uint32(block.timestamp + 1), 0);
        escrow.lock("last", CAP, uint32(block.timestamp + escrow.MAX_LOCK()), 0);
        vm.expectRevert();
        escrow.lock("before", CAP, uint32(block.timestamp), 0);
        uint32 beyond = uint32(block.timestamp + escrow.MAX_LOCK() + 1);
        vm.expectRevert();
        escrow.lock("beyond", CAP, beyond, 0);
    }

    function test_Lock_Twice_Reverts() public {
        bytes32 id = lock(order, CAP);
        vm.expectRevert(wrongState(id, IJobEscrow.JobState.Locked));
        vm.prank(creator);
        escrow.lock(order, CAP, deadline, 0);
    }

    function test_Lock_Closed_Reverts() public {
        bytes32 id = lock(order, CAP);
        vm.warp(deadline + 1);
        escrow.refund(creator, order);
        vm.expectRevert(wrongState(id, IJobEscrow.JobState.Closed));
        vm.prank(creator);
        escrow.lock(order, CAP, deadline + 10, 0);
    }

    function test_Lock_NoAllowance_Reverts() public {
        token.mint(stranger, CAP);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), 0, CAP));
        vm.prank(stranger);
        escrow.lock(order, CAP, deadline, 0);
        assertState(escrow.jobId(stranger, order), IJobEscrow.JobState.None);
    }

    function test_Lock_AnothersOrder_IsAnotherJob() public {
        token.mint(stranger, 1);
        vm.startPrank(stranger);
        token.approve(address(escrow), 1);
        bytes32 theirs = escrow.lock(order, 1, deadline, 0);
        vm.stopPrank();
        assertNotEq(lock(order, CAP), theirs);
    }

    function testFuzz_Lock_TakesTheCap(bytes32 order_, uint96 cap, uint8 terms) public {
        cap = uint96(bound(cap, 1, token.balanceOf(creator)));
        uint256 before = token.balanceOf(creator);
        vm.expectEmit(address(escrow));
        emit IJobEscrow.Locked(creator, order_, cap, deadline);
        vm.prank(creator);
        bytes32 id = escrow.lock(order_, cap, deadline, terms);
        (IJobEscrow.Job memory books, IJobEscrow.JobState state) = escrow.job(id);
        assertEq(abi.encode(books), abi.encode(IJobEscrow.Job(cap, 0, deadline, 0, terms)));
        assertEq(uint8(state), uint8(IJobEscrow.JobState.Locked));
        assertEq(id, keccak256(abi.encode(creator, order_)));
        assertEq(token.balanceOf(address(escrow)), cap);
        assertEq(token.balanceOf(creator), before - cap);
    }

    function test_LockWithPermit_Locks() public {
        (address signer, IJobEscrow.Permit memory permit) = _permit();
        vm.prank(signer);
        bytes32 id = escrow.lockWithPermit(order, CAP, deadline, 0, permit);
        assertState(id, IJobEscrow.JobState.Locked);
        assertEq(token.allowance(signer, address(escrow)), 0);
    }

    function test_LockWithPermit_SubmittedBySomeoneBefore_LocksAllTheSame() public {
        (address signer, IJobEscrow.Permit memory permit) = _permit();
        vm.prank(stranger);
        token.permit(signer, address(escrow), CAP, permit.deadline, permit.v, permit.r, permit.s);
        vm.prank(signer);
        assertState(escrow.lockWithPermit(order, CAP, deadline, 0, permit), IJobEscrow.JobState.Locked);
    }

    function test_LockWithPermit_OfAnotherChain_Reverts() public {
        (address signer, IJobEscrow.Permit memory permit) = _permit();
        vm.chainId(block.chainid + 1);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), 0, CAP));
        vm.prank(signer);
        escrow.lockWithPermit(order, CAP, deadline, 0, permit);
    }

    function test_LockWithPermit_OfAnother_Reverts() public {
        (, IJobEscrow.Permit memory permit) = _permit();
        token.mint(stranger, CAP);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(escrow), 0, CAP));
        vm.prank(stranger);
        escrow.lockWithPermit(order, CAP, deadline, 0, permit);
    }

    function _permit() private returns (address signer, IJobEscrow.Permit memory permit) {
        uint256 key;
        (signer, key) = makeAddrAndKey("signer");
        token.mint(signer, CAP);
        permit = permitOf(signer, key);
    }
}
