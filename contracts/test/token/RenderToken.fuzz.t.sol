// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {RenderToken} from "../../src/RenderToken.sol";

contract RenderTokenFuzzTest is Test {
    function testFuzz_SupplyFollowsMintsAndBurns(uint128 granted, uint128 minted, uint128 burned) external {
        minted = uint128(bound(minted, 0, type(uint128).max - granted));
        burned = uint128(bound(burned, 0, granted));
        RenderToken token = new RenderToken(address(this), granted);
        token.setMinter(address(this));
        token.mint(makeAddr("other"), minted);
        token.burn(burned);
        assertEq(token.totalSupply(), uint256(granted) + minted - burned);
    }

    function testFuzz_PermitOfAnotherKeyIsRefused(uint248 ownerSeed, uint248 forgerSeed, uint256 value) external {
        uint256 ownerKey = uint256(ownerSeed) + 1;
        uint256 forgerKey = uint256(forgerSeed) + 1;
        vm.assume(ownerKey != forgerKey);
        RenderToken token = new RenderToken(address(this), 0);
        address owner = vm.addr(ownerKey);
        bytes32 kind = keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 content = keccak256(abi.encode(kind, owner, address(this), value, 0, block.timestamp));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), content));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(forgerKey, digest);
        vm.expectRevert(abi.encodeWithSelector(ERC20Permit.ERC2612InvalidSigner.selector, vm.addr(forgerKey), owner));
        token.permit(owner, address(this), value, block.timestamp, v, r, s);
    }
}
