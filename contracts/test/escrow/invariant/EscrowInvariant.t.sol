// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";
import {EscrowActors} from "./EscrowActors.sol";

/// The invariants that IJobEscrow lists, after any sequence of what its actors can do.
contract EscrowInvariantTest is Test {
    EscrowActors private actors;

    function setUp() public {
        actors = new EscrowActors();
        bytes4[] memory calls = new bytes4[](12);
        calls[0] = actors.lock.selector;
        calls[1] = actors.settle.selector;
        calls[2] = actors.reject.selector;
        calls[3] = actors.accept.selector;
        calls[4] = actors.claim.selector;
        calls[5] = actors.refund.selector;
        calls[6] = actors.cancel.selector;
        calls[7] = actors.pause.selector;
        calls[8] = actors.setTerms.selector;
        calls[9] = actors.give.selector;
        calls[10] = actors.pass.selector;
        calls[11] = actors.topUp.selector;
        targetSelector(FuzzSelector(address(actors), calls));
        targetContract(address(actors));
    }

    /// All statements of one walk, since a walk costs far more than looking.
    function invariant_BooksHold() public view {
        _escrowHoldsWhatItOwes();
        _poolPaysOutAtMostWhatWasCharged();
        _noOperatorIsPaidTwice();
        _chargesAreSplitToTheUnit();
    }

    function _escrowHoldsWhatItOwes() private view {
        uint256 owed = actors.owedToCreators() + actors.pending() + actors.givenEscrow();
        assertEq(actors.token().balanceOf(address(actors.escrow())), owed);
    }

    function _poolPaysOutAtMostWhatWasCharged() private view {
        uint256 paid;
        for (uint256 i = 0; i < actors.operators(); ++i) {
            paid += actors.paid(i);
        }
        assertEq(actors.token().balanceOf(address(actors.pool())), actors.operatorsPart() + actors.givenPool() - paid);
    }

    function _noOperatorIsPaidTwice() private view {
        for (uint256 i = 0; i < actors.operators(); ++i) {
            assertEq(actors.token().balanceOf(actors.operator(i)), actors.paid(i));
            assertEq(actors.pool().claimed(actors.operator(i)), actors.paid(i));
            assertLe(actors.paid(i), actors.mostOf(i));
        }
    }

    function _chargesAreSplitToTheUnit() private view {
        assertEq(actors.burnt() + actors.toTreasury() + actors.operatorsPart(), actors.charged());
        assertEq(actors.token().balanceOf(actors.treasury()), actors.toTreasury());
    }

    /// With settlement paused and no role left, time alone returns every token that is a creator's.
    function afterInvariant() public {
        vm.startPrank(actors.guardian());
        actors.escrow().pause(7 days);
        vm.stopPrank();
        vm.warp(block.timestamp + 366 days);
        actors.accept(address(this));
        for (uint256 i = 0; i < actors.count(); ++i) {
            actors.refund(i);
        }
        assertEq(actors.token().balanceOf(address(actors.escrow())), actors.givenEscrow());
    }
}
