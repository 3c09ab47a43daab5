// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";
import {ProofActors} from "./ProofActors.sol";

/// The invariants that INVARIANTS.md lists, after any sequence of what the actors can do. What concerns one step is asserted by the actors themselves.
contract ProofInvariantTest is Test {
    ProofActors private actors;

    function setUp() public {
        actors = new ProofActors();
        bytes4[] memory calls = new bytes4[](15);
        (calls[0], calls[1], calls[2], calls[3]) = (actors.openOne.selector, actors.walkOn.selector, actors.drawOne.selector, actors.vote.selector);
        (calls[4], calls[5], calls[6], calls[7]) = (actors.ruleOne.selector, actors.settleOne.selector, actors.expireOne.selector, actors.abandonOne.selector);
        (calls[8], calls[9], calls[10], calls[11]) = (actors.withdrawOne.selector, actors.reportOne.selector, actors.govern.selector, actors.give.selector);
        // Votes and walks take many calls, so that they come up more often.
        (calls[12], calls[13], calls[14]) = (actors.pass.selector, actors.vote.selector, actors.walkOn.selector);
        targetSelector(FuzzSelector(address(actors), calls));
        targetContract(address(actors));
    }

    function invariant_MoneyAddsUp() public view {
        uint256 balance = actors.balance();
        assertEq(balance, actors.bonds() + actors.owedInAll() + actors.gifts());
        assertEq(actors.bondsTaken() + (actors.stakesPut() - actors.stakes()) + actors.gifts(), balance + actors.withdrawn() + actors.burned());
    }

    function afterInvariant() public {
        actors.endAll();
        assertEq(actors.balance(), actors.gifts());
    }
}
