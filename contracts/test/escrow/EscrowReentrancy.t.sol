// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {IOperatorPool} from "../../src/interfaces/IOperatorPool.sol";
import {JobEscrow} from "../../src/JobEscrow.sol";
import {ReentrantToken} from "../support/ReentrantToken.sol";
import {EscrowTest} from "./EscrowTest.sol";

/// Each payment is called again from within itself; the second call must find finished books and pay nothing.
contract EscrowReentrancyTest is EscrowTest {
    ReentrantToken private evil;

    function setUp() public override {
        super.setUp();
        evil = new ReentrantToken();
        token = evil;
        // The token settles and guards itself, so that its calls back are refused for no other reason than the books.
        escrow = new JobEscrow(evil, owner, address(evil), address(evil), treasury, IJobEscrow.Terms(BURN_BP, TREASURY_BP, WINDOW));
        pool = escrow.POOL();
        settler = address(evil);
        guardian = address(evil);
        evil.mint(creator, 10 * CAP);
        vm.prank(creator);
        evil.approve(address(escrow), type(uint256).max);
    }

    function test_Refund_Reentered_PaysOnce() public {
        lock(order, CAP);
        lock("another", CAP);
        vm.warp(deadline + 1);
        _arm(address(escrow), abi.encodeCall(escrow.refund, (creator, order)), abi.encodeCall(escrow.cancel, (creator, order)));
        escrow.refund(creator, order);
        _refusedAll(CAP);
    }

    function test_Cancel_Reentered_PaysOnce() public {
        lock(order, CAP);
        lock("another", CAP);
        _arm(address(escrow), abi.encodeCall(escrow.cancel, (creator, order)), abi.encodeCall(escrow.refund, (creator, order)));
        vm.prank(settler);
        escrow.cancel(creator, order);
        _refusedAll(CAP);
    }

    function test_Accept_Reentered_PaysOnce() public {
        bytes32 id = lock(order, CAP);
        lock("another", CAP);
        settle(rootOf(1, 2), one(id, CAP));
        ripen();
        _arm(address(escrow), abi.encodeCall(escrow.accept, (opened)), abi.encodeCall(escrow.reject, (1)));
        escrow.accept(opened);
        _refusedAll(CAP);
        assertEq(evil.balanceOf(address(pool)), CAP / 2);
    }

    function test_Claim_Reentered_PaysOnce() public {
        bytes32 id = lock(order, CAP);
        settle(rootOf(1e18, 2), one(id, CAP));
        accept();
        bytes memory again = abi.encodeCall(IOperatorPool.claim, (alice, 1e18, proofOf(0, 1e18, 2)));
        _arm(address(pool), again, again);
        pool.claim(alice, 1e18, proofOf(0, 1e18, 2));
        assertEq(evil.succeeded(), 0);
        assertEq(evil.balanceOf(alice), 1e18);
    }

    function test_Lock_CancelledWithin_LeavesTheBooksRight() public {
        lock("another", CAP);
        uint256 before = evil.balanceOf(creator);
        _arm(address(escrow), abi.encodeCall(escrow.cancel, (creator, order)), abi.encodeCall(escrow.cancel, (creator, order)));
        bytes32 id = lock(order, CAP);
        // Cancelled before its tokens came: they went out and came in, once each.
        assertEq(evil.succeeded(), 1);
        assertState(id, IJobEscrow.JobState.Closed);
        assertEq(evil.balanceOf(creator), before);
        assertEq(evil.balanceOf(address(escrow)), CAP);
    }

    function _arm(address target, bytes memory first, bytes memory second) private {
        bytes[] memory calls = new bytes[](2);
        (calls[0], calls[1]) = (first, second);
        evil.arm(target, calls);
    }

    function _refusedAll(uint256 left) private view {
        assertEq(evil.succeeded(), 0, "calls back");
        assertEq(evil.balanceOf(address(escrow)), left, "left");
    }
}
