// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";
import {RenderToken} from "../../src/RenderToken.sol";
import {RenderTokenHandler} from "./RenderTokenHandler.sol";

contract RenderTokenInvariantTest is Test {
    uint256 private constant GRANT = 1_000_000e18;

    RenderToken private token;
    RenderTokenHandler private handler;

    function setUp() external {
        address first = makeAddr("holder");
        token = new RenderToken(first, GRANT);
        handler = new RenderTokenHandler(token, first);
        token.setMinter(address(handler));
        targetContract(address(handler));
    }

    function invariant_SupplyIsGrantedPlusMintedMinusBurned() external view {
        assertEq(token.totalSupply(), GRANT + handler.minted() - handler.burned());
    }

    function invariant_BalancesAddUpToSupply() external view {
        address[] memory holders = handler.all();
        uint256 sum;
        for (uint256 i; i < holders.length; ++i) {
            sum += token.balanceOf(holders[i]);
        }
        assertEq(sum, token.totalSupply());
    }

    function invariant_VotesOfDelegatorsAreTheirBalances() external view {
        address[] memory holders = handler.all();
        for (uint256 i; i < holders.length; ++i) {
            bool delegates = token.delegates(holders[i]) == holders[i];
            assertEq(token.getVotes(holders[i]), delegates ? token.balanceOf(holders[i]) : 0);
        }
    }
}
