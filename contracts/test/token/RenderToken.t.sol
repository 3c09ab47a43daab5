// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {RenderToken} from "../../src/RenderToken.sol";
import {IRenderToken} from "../../src/interfaces/IRenderToken.sol";

contract RenderTokenTest is Test {
    uint256 private constant GRANT = 1_000_000e18;

    RenderToken private token;
    address private minter = address(new Code());
    address private holder = makeAddr("holder");
    address private stranger = makeAddr("stranger");

    function setUp() external {
        token = new RenderToken(holder, GRANT);
    }

    function test_WhenDeployed() external view {
        assertEq(token.balanceOf(holder), GRANT);
        assertEq(token.totalSupply(), GRANT);
        assertEq(token.granted(), GRANT);
        assertEq(token.decimals(), 18);
        assertEq(token.symbol(), "RNT");
        assertEq(token.minter(), address(0));
        assertEq(token.deployer(), address(this));
    }

    function test_WhenDeployed_RevertWhen_AmountIsBeyond128Bits() external {
        uint256 cap = type(uint128).max;
        assertEq(new RenderToken(holder, cap).totalSupply(), cap);
        vm.expectRevert(abi.encodeWithSelector(ERC20Votes.ERC20ExceededSafeSupply.selector, cap + 1, cap));
        new RenderToken(holder, cap + 1);
    }

    function test_SetMinter() external {
        vm.expectEmit(address(token));
        emit IRenderToken.MinterSet(minter);
        token.setMinter(minter);
        assertEq(token.minter(), minter);
    }

    function test_SetMinter_RevertWhen_CallerIsNotDeployer() external {
        vm.expectRevert(abi.encodeWithSelector(IRenderToken.RenderToken_Forbidden.selector, stranger, address(this)));
        vm.prank(stranger);
        token.setMinter(minter);
    }

    function test_SetMinter_RevertWhen_MinterHasNoCode() external {
        vm.expectRevert(abi.encodeWithSelector(IRenderToken.RenderToken_MinterHasNoCode.selector, stranger));
        token.setMinter(stranger);
    }

    function test_SetMinter_RevertWhen_MinterIsSet() external {
        token.setMinter(minter);
        address other = address(new Code());
        vm.expectRevert(abi.encodeWithSelector(IRenderToken.RenderToken_MinterIsSet.selector, minter));
        token.setMinter(other);
    }

    function test_Mint_RevertWhen_NoMinter() external {
        vm.expectRevert(abi.encodeWithSelector(IRenderToken.RenderToken_Forbidden.selector, address(this), address(0)));
        token.mint(holder, 1);
    }

    function test_Mint_RevertWhen_CallerIsNotMinter() external {
        token.setMinter(minter);
        vm.expectRevert(abi.encodeWithSelector(IRenderToken.RenderToken_Forbidden.selector, address(this), minter));
        token.mint(holder, 1);
    }

    function test_Mint_RevertWhen_SupplyWouldPass128Bits() external {
        token.setMinter(minter);
        uint256 cap = type(uint128).max;
        vm.startPrank(minter);
        token.mint(stranger, cap - GRANT);
        vm.expectRevert(abi.encodeWithSelector(ERC20Votes.ERC20ExceededSafeSupply.selector, cap + 1, cap));
        token.mint(stranger, 1);
    }

    function test_Mint() external {
        token.setMinter(minter);
        vm.prank(minter);
        token.mint(stranger, 7);
        assertEq(token.balanceOf(stranger), 7);
        assertEq(token.totalSupply(), GRANT + 7);
        assertEq(token.granted(), GRANT);
    }

    function test_Burn() external {
        vm.prank(holder);
        token.burn(3);
        assertEq(token.balanceOf(holder), GRANT - 3);
        assertEq(token.totalSupply(), GRANT - 3);
    }

    function test_BurnFrom() external {
        vm.prank(holder);
        token.approve(stranger, 5);
        vm.startPrank(stranger);
        token.burnFrom(holder, 5);
        assertEq(token.totalSupply(), GRANT - 5);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, stranger, 0, 1));
        token.burnFrom(holder, 1);
    }

    function test_Permit() external {
        (address owner, uint256 key) = makeAddrAndKey("owner");
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, _permit(owner, 9, block.timestamp));
        token.permit(owner, stranger, 9, block.timestamp, v, r, s);
        assertEq(token.allowance(owner, stranger), 9);
        assertEq(token.nonces(owner), 1);
    }

    function test_Permit_RevertWhen_Replayed() external {
        (address owner, uint256 key) = makeAddrAndKey("owner");
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, _permit(owner, 9, block.timestamp));
        token.permit(owner, stranger, 9, block.timestamp, v, r, s);
        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        token.permit(owner, stranger, 9, block.timestamp, v, r, s);
    }

    function test_Permit_RevertWhen_SignedForAnotherChain() external {
        (address owner, uint256 key) = makeAddrAndKey("owner");
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, _permit(owner, 9, block.timestamp));
        vm.chainId(block.chainid + 1);
        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        token.permit(owner, stranger, 9, block.timestamp, v, r, s);
    }

    function test_Permit_RevertWhen_Late() external {
        (address owner, uint256 key) = makeAddrAndKey("owner");
        uint256 deadline = vm.getBlockTimestamp();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, _permit(owner, 9, deadline));
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(ERC20Permit.ERC2612ExpiredSignature.selector, deadline));
        token.permit(owner, stranger, 9, deadline, v, r, s);
    }

    function test_Votes() external {
        vm.warp(1_000);
        assertEq(token.clock(), 1_000);
        assertEq(token.CLOCK_MODE(), "mode=timestamp");

        vm.startPrank(holder);
        token.delegate(holder);
        assertEq(token.getVotes(holder), GRANT);
        token.transfer(stranger, 10);
        assertEq(token.getVotes(holder), GRANT - 10);
        vm.warp(2_000);
        token.burn(5);
        assertEq(token.getVotes(holder), GRANT - 15);
        assertEq(token.getPastVotes(holder, 1_000), GRANT - 10);
        assertEq(token.getPastTotalSupply(1_000), GRANT);
    }

    function _permit(address owner, uint256 value, uint256 deadline) private view returns (bytes32) {
        bytes32 kind = keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 content = keccak256(abi.encode(kind, owner, stranger, value, token.nonces(owner), deadline));
        return keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), content));
    }
}

/// @dev Something with code.
contract Code {}
