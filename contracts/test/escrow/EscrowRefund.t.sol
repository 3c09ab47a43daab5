// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {EscrowTest} from "./EscrowTest.sol";

contract EscrowRefundTest is EscrowTest {
    uint256 private whole;

    function setUp() public override {
        super.setUp();
        whole = token.balanceOf(creator);
    }

    function test_Refund_NoSuchJob_Reverts() public {
        vm.expectRevert(wrongState(escrow.jobId(creator, order), IJobEscrow.JobState.None));
        escrow.refund(creator, order);
    }

    function test_Refund_AtTheDeadline_Reverts() public {
        bytes32 id = lock(order, CAP);
        vm.warp(deadline);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.DeadlineAhead.selector, id, deadline));
        escrow.refund(creator, order);
    }

    function test_Refund_AfterTheDeadline_ReturnsAllToTheCreator() public {
        bytes32 id = lock(order, CAP);
        vm.warp(deadline + 1);
        vm.expectEmit(address(escrow));
        emit IJobEscrow.Refunded(id, creator, CAP);
        vm.prank(stranger);
        assertEq(escrow.refund(creator, order), CAP);
        assertEq(token.balanceOf(creator), whole);
        assertState(id, IJobEscrow.JobState.Closed);
    }

    function test_Refund_Twice_Reverts() public {
        bytes32 id = lock(order, CAP);
        lock("another", CAP);
        vm.warp(deadline + 1);
        escrow.refund(creator, order);
        vm.expectRevert(wrongState(id, IJobEscrow.JobState.Closed));
        escrow.refund(creator, order);
    }

    function test_Refund_Charged_RevertsEvenAfterTheDeadline() public {
        bytes32 id = lock(order, CAP);
        vm.warp(deadline);
        settle("root", one(id, 1));
        vm.warp(deadline + 1);
        vm.expectRevert(wrongState(id, IJobEscrow.JobState.Charged));
        escrow.refund(creator, order);
    }

    function testFuzz_Refund_Settled_ReturnsTheRest(uint96 charge, bool accepted) public {
        charge = uint96(bound(charge, 0, CAP));
        bytes32 id = lock(order, CAP);
        settle("root", one(id, charge));
        if (accepted) accept();
        else ripen();
        assertState(id, IJobEscrow.JobState.Settled);
        assertEq(escrow.refund(creator, order), CAP - charge);
        assertEq(token.balanceOf(creator), whole - charge);
        assertEq(token.balanceOf(address(escrow)), accepted ? 0 : charge);
        assertState(id, IJobEscrow.JobState.Closed);
    }

    function test_Refund_Rejected_ReturnsAllAfterTheDeadline() public {
        bytes32 id = lock(order, CAP);
        settle("root", one(id, CAP));
        vm.prank(guardian);
        escrow.reject(1);
        assertState(id, IJobEscrow.JobState.Locked);
        vm.warp(deadline + 1);
        assertEq(escrow.refund(creator, order), CAP);
        assertEq(token.balanceOf(creator), whole);
    }

    function test_Cancel_NotTheSettler_Reverts() public {
        lock(order, CAP);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotAllowed.selector, creator, settler));
        vm.prank(creator);
        escrow.cancel(creator, order);
    }

    function test_Cancel_Paused_ReturnsAllAtOnce() public {
        bytes32 id = lock(order, CAP);
        vm.prank(guardian);
        escrow.pause(1 days);
        vm.expectEmit(address(escrow));
        emit IJobEscrow.Cancelled(id);
        vm.prank(settler);
        assertEq(escrow.cancel(creator, order), CAP);
        assertEq(token.balanceOf(creator), whole);
        assertState(id, IJobEscrow.JobState.Closed);
    }

    function test_Cancel_ChargedSettledOrClosed_Reverts() public {
        bytes32 id = lock(order, CAP);
        settle("root", one(id, 1));
        vm.startPrank(settler);
        vm.expectRevert(wrongState(id, IJobEscrow.JobState.Charged));
        escrow.cancel(creator, order);
        accept();
        vm.expectRevert(wrongState(id, IJobEscrow.JobState.Settled));
        escrow.cancel(creator, order);
        escrow.refund(creator, order);
        vm.expectRevert(wrongState(id, IJobEscrow.JobState.Closed));
        escrow.cancel(creator, order);
    }
}
