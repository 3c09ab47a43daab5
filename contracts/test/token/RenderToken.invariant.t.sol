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

    /// @dev All statements of one walk, since a walk costs far more than looking.
    function invariant_BooksHold() external view {
        _supplyIsGrantedPlusMintedMinusBurned();
        _balancesAddUpToSupply();
        _votesOfDelegatorsAreTheirBalances();
    }

    function _supplyIsGrantedPlusMintedMinusBurned() private view {
        assertEq(token.totalSupply(), GRANT + handler.minted() - handler.burned());
    }

    function _balancesAddUpToSupply() private view {
        address[] memory holders = handler.all();
        uint256 sum;
        for (uint256 i; i < holders.length; ++i) {
            sum += token.balanceOf(holders[i]);
        }
        assertEq(sum, token.totalSupply());
    }

    function _votesOfDelegatorsAreTheirBalances() private view {
        address[] memory holders = handler.all();
        for (uint256 i; i < holders.length; ++i) {
            bool delegates = token.delegates(holders[i]) == holders[i];
            assertEq(token.getVotes(holders[i]), delegates ? token.balanceOf(holders[i]) : 0);
        }
    }
}
