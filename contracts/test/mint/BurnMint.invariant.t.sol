// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";
import {BurnMint} from "../../src/BurnMint.sol";
import {BurnMintHandler} from "./BurnMintHandler.sol";

contract BurnMintInvariantTest is Test {
    uint256 private constant GRANT = 2_000_000_000e18;

    BurnMintHandler private handler;

    function setUp() external {
        handler = new BurnMintHandler();
        targetContract(address(handler));
        bytes4[] memory steps = new bytes4[](9);
        steps[0] = handler.report.selector;
        steps[1] = handler.reject.selector;
        steps[2] = handler.close.selector;
        steps[3] = handler.claimFor.selector;
        steps[4] = handler.changeTerms.selector;
        steps[5] = handler.burn.selector;
        steps[6] = handler.wait.selector;
        steps[7] = handler.stray.selector;
        steps[8] = handler.changeSchedule.selector;
        targetSelector(FuzzSelector(address(handler), steps));
    }

    /// @dev All statements of one walk, since a walk costs far more than looking.
    function invariant_BooksHold() external view {
        (BurnMint burnMint, uint256 tokenSupply, uint256 held) = handler.contracts();
        (uint256 granted, uint256 minted, uint256 burned) = burnMint.supply();
        assertEq(granted, GRANT, "granted");
        assertEq(burned, handler.burned(), "burned");
        assertEq(tokenSupply, granted + minted - handler.burned(), "supply = granted + minted - burned");
        assertEq(minted + burnMint.carried() - burnMint.recycled(), handler.scheduled(), "minted + carried - recycled = scheduled");
        assertLe(burnMint.recycled() + burnMint.recyclable(), burned, "recycled of what was burned");
        assertLe(tokenSupply, granted + handler.scheduled(), "never more than granted and scheduled");
        assertLe(minted, handler.allowed(), "minted within the cap of work");

        uint256 paid;
        for (uint256 i; i < handler.operators(); ++i) {
            address account = handler.operator(i);
            assertEq(burnMint.claimed(account), handler.received(account), "claimed = received");
            assertLe(handler.received(account), handler.mostEver(account), "never above an accepted root");
            paid += handler.received(account);
        }
        assertEq(held + paid, minted, "held + paid = minted");
        assertFalse(handler.paidFromRejected(), "a root that does not count pays nothing");
        assertTrue(handler.termsHeld(), "terms and schedule of an epoch that has begun");
    }
}
