// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {EscrowTest} from "./EscrowTest.sol";

contract EscrowSettleTest is EscrowTest {
    function test_Settle_NotTheSettler_Reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotAllowed.selector, guardian, settler));
        vm.prank(guardian);
        escrow.settle("root", none());
    }

    function test_Settle_Paused_RevertsUntilThePauseEnds() public {
        vm.prank(guardian);
        escrow.pause(7 days);
        uint256 until = block.timestamp + 7 days;
        vm.warp(until - 1);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.IsPaused.selector, until));
        vm.prank(settler);
        escrow.settle("root", none());
        vm.warp(until);
        assertEq(settle("root", none()), 1);
    }

    function test_Settle_LastEpochUndecided_Reverts() public {
        settle("root", none());
        ripen();
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.EpochUndecided.selector, 1, block.timestamp));
        vm.prank(settler);
        escrow.settle("next", none());
        escrow.accept(opened);
        assertEq(settle("next", none()), 2);
    }

    function test_Settle_ZeroRoot_Reverts() public {
        vm.expectRevert(IJobEscrow.ZeroRoot.selector);
        vm.prank(settler);
        escrow.settle(0, none());
    }

    function test_Settle_NoSuchJob_Reverts() public {
        _refused("unknown", 0, wrongState("unknown", IJobEscrow.JobState.None));
    }

    function test_Settle_JobTwice_Reverts() public {
        bytes32 id = lock(order, CAP);
        IJobEscrow.Charge[] memory charges = new IJobEscrow.Charge[](2);
        (charges[0], charges[1]) = (IJobEscrow.Charge(id, 1), IJobEscrow.Charge(id, 1));
        vm.expectRevert(wrongState(id, IJobEscrow.JobState.Charged));
        vm.prank(settler);
        escrow.settle("root", charges);
    }

    function test_Settle_SettledOrClosed_Reverts() public {
        bytes32 id = lock(order, CAP);
        settle("root", one(id, 1));
        accept();
        _refused(id, 1, wrongState(id, IJobEscrow.JobState.Settled));
        escrow.refund(creator, order);
        _refused(id, 0, wrongState(id, IJobEscrow.JobState.Closed));
    }

    function test_Settle_DeadlinePassed_Reverts() public {
        bytes32 id = lock(order, CAP);
        vm.warp(deadline + 1);
        _refused(id, 1, abi.encodeWithSelector(IJobEscrow.DeadlinePassed.selector, id, deadline));
        vm.warp(deadline);
        settle("root", one(id, 1));
        assertState(id, IJobEscrow.JobState.Charged);
    }

    function test_Settle_AboveCap_Reverts() public {
        bytes32 id = lock(order, CAP);
        _refused(id, CAP + 1, abi.encodeWithSelector(IJobEscrow.ChargeAboveCap.selector, id, CAP + 1, CAP));
    }

    function test_Settle_UnknownTerms_Reverts() public {
        vm.prank(creator);
        bytes32 id = escrow.lock(order, CAP, deadline, 1);
        _refused(id, 1, abi.encodeWithSelector(IJobEscrow.UnknownTerms.selector, id, 1));
    }

    function test_Settle_EachJobByItsOwnTerms() public {
        bytes32 old = lock("old", CAP);
        vm.prank(owner);
        escrow.setTerms(IJobEscrow.Terms(1, 9_999, 2 hours));
        vm.prank(creator);
        bytes32 recent = escrow.lock("recent", CAP, deadline, 1);
        IJobEscrow.Charge[] memory charges = new IJobEscrow.Charge[](2);
        (charges[0], charges[1]) = (IJobEscrow.Charge(old, 10_000), IJobEscrow.Charge(recent, 10_000));
        settle("root", charges);
        assertEq(opened.burnt, 4_500 + 1);
        assertEq(opened.treasury, 500 + 9_999);
        assertEq(opened.operators, 5_000);
        (, uint256 ripeAt) = escrow.epoch();
        assertEq(ripeAt, block.timestamp + 2 hours);
    }

    function testFuzz_Settle_PaysWhatItCharges(uint96[8] memory amounts, uint16 burnBp, uint16 treasuryBp) public {
        burnBp = uint16(bound(burnBp, 0, 10_000));
        treasuryBp = uint16(bound(treasuryBp, 0, 10_000 - burnBp));
        vm.prank(owner);
        escrow.setTerms(IJobEscrow.Terms(burnBp, treasuryBp, WINDOW));
        IJobEscrow.Charge[] memory charges = new IJobEscrow.Charge[](amounts.length);
        uint256 sum;
        for (uint256 i = 0; i < amounts.length; ++i) {
            vm.prank(creator);
            bytes32 id = escrow.lock(bytes32(i), CAP, deadline, 1);
            charges[i] = IJobEscrow.Charge(id, uint96(bound(amounts[i], 0, CAP)));
            sum += charges[i].amount;
        }
        uint256 supply = token.totalSupply();
        settle("root", charges);
        accept();
        assertEq(opened.burnt + opened.treasury + opened.operators, sum);
        assertEq(supply - token.totalSupply(), opened.burnt);
        assertEq(token.balanceOf(treasury), opened.treasury);
        assertEq(token.balanceOf(address(pool)), opened.operators);
        assertEq(token.balanceOf(address(escrow)), CAP * amounts.length - sum);
    }

    function test_Accept_Early_Reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotAcceptable.selector, 0, 0));
        escrow.accept(opened);
        settle("root", none());
        (, uint256 ripeAt) = escrow.epoch();
        vm.warp(ripeAt - 1);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotAcceptable.selector, 1, ripeAt));
        escrow.accept(opened);
    }

    function test_Accept_Twice_Reverts() public {
        bytes32 id = lock(order, CAP);
        lock("another", CAP);
        settle("root", one(id, CAP));
        accept();
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotAcceptable.selector, 1, 0));
        escrow.accept(opened);
    }

    function testFuzz_Accept_AnotherPayment_Reverts(uint8 field, uint128 by) public {
        bytes32 id = lock(order, CAP);
        settle("root", one(id, CAP));
        ripen();
        bytes32 expected = escrow.payment();
        by = uint128(bound(by, 1, type(uint128).max));
        IJobEscrow.Payment memory forged = opened;
        if (field % 4 == 0) forged.root = bytes32(uint256(forged.root) ^ by);
        else if (field % 4 == 1) forged.burnt += by;
        else if (field % 4 == 2) forged.treasury += by;
        else forged.operators += by;
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.WrongPayment.selector, keccak256(abi.encode(forged)), expected));
        escrow.accept(forged);
    }

    function test_Accept_SetsTheRoot() public {
        settle("root", none());
        assertEq(pool.root(), 0);
        ripen();
        vm.expectEmit(address(escrow));
        emit IJobEscrow.Accepted(1);
        vm.prank(stranger);
        escrow.accept(opened);
        assertEq(pool.root(), "root");
    }

    function test_Reject_NotTheGuardian_Reverts() public {
        settle("root", none());
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotAllowed.selector, settler, guardian));
        vm.prank(settler);
        escrow.reject(1);
    }

    function test_Reject_NotDisputable_Reverts() public {
        vm.startPrank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotDisputable.selector, 0));
        escrow.reject(0);
        vm.stopPrank();
        settle("root", none());
        vm.startPrank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotDisputable.selector, 2));
        escrow.reject(2);
        ripen();
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotDisputable.selector, 1));
        escrow.reject(1);
    }

    function test_Reject_FreesTheJobsAndKeepsTheRootBefore() public {
        settle("first", none());
        accept();
        bytes32 id = lock(order, CAP);
        settle("second", one(id, CAP));
        vm.warp(block.timestamp + WINDOW - 1);
        vm.startPrank(guardian);
        vm.expectEmit(address(escrow));
        emit IJobEscrow.Rejected(2);
        escrow.reject(2);
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotDisputable.selector, 2));
        escrow.reject(2);
        vm.stopPrank();
        assertTrue(escrow.isRejected(2));
        assertFalse(escrow.isRejected(1));
        assertEq(pool.root(), "first");
        vm.expectRevert(abi.encodeWithSelector(IJobEscrow.NotAcceptable.selector, 2, 0));
        escrow.accept(opened);

        settle("third", one(id, 1));
        accept();
        assertEq(pool.root(), "third");
        assertEq(escrow.refund(creator, order), CAP - 1);
    }

    function _refused(bytes32 id, uint96 amount, bytes memory error) private {
        vm.expectRevert(error);
        vm.prank(settler);
        escrow.settle("root", one(id, amount));
    }
}
