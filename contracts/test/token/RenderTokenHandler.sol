// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";
import {RenderToken} from "../../src/RenderToken.sol";
import {IRenderToken} from "../../src/interfaces/IRenderToken.sol";

/// @dev Acts for the minter, a few holders and strangers who try to mint; keeps its own books. It is the minter itself.
contract RenderTokenHandler is Test {
    RenderToken public immutable token;
    uint256 public minted;
    uint256 public burned;
    address[] private holders;

    constructor(RenderToken token_, address first) {
        token = token_;
        holders.push(first);
        for (uint256 i = 1; i < 5; ++i) {
            holders.push(makeAddr(string.concat("holder", vm.toString(i))));
        }
    }

    function mint(uint256 to, uint256 amount) external {
        amount = bound(amount, 0, type(uint128).max - token.totalSupply());
        token.mint(_holder(to), amount);
        minted += amount;
    }

    function mintAsStranger(uint256 who, uint256 amount) external {
        address caller = _holder(who);
        vm.expectRevert(abi.encodeWithSelector(IRenderToken.RenderToken_Forbidden.selector, caller, address(this)));
        vm.prank(caller);
        token.mint(caller, amount);
    }

    function transfer(uint256 from, uint256 to, uint256 amount) external {
        address sender = _holder(from);
        amount = bound(amount, 0, token.balanceOf(sender));
        vm.prank(sender);
        token.transfer(_holder(to), amount);
    }

    function burn(uint256 who, uint256 amount) external {
        address owner = _holder(who);
        amount = bound(amount, 0, token.balanceOf(owner));
        vm.prank(owner);
        token.burn(amount);
        burned += amount;
    }

    function burnFrom(uint256 who, uint256 by, uint256 amount) external {
        address owner = _holder(who);
        address spender = _holder(by);
        amount = bound(amount, 0, token.balanceOf(owner));
        vm.prank(owner);
        token.approve(spender, amount);
        vm.prank(spender);
        token.burnFrom(owner, amount);
        burned += amount;
    }

    function delegate(uint256 who) external {
        address owner = _holder(who);
        vm.prank(owner);
        token.delegate(owner);
    }

    function all() external view returns (address[] memory) {
        return holders;
    }

    function _holder(uint256 index) private view returns (address) {
        return holders[index % holders.length];
    }
}
