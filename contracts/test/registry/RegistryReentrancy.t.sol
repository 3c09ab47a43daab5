// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {INodeOperators} from "../../src/interfaces/INodeOperators.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {ReentrantToken} from "../support/ReentrantToken.sol";
import {RegistryTest} from "./RegistryTest.sol";

/// Each movement is called again from within itself; the second call must find finished books.
contract RegistryReentrancyTest is RegistryTest {
    ReentrantToken private evil;

    function setUp() public override {
        super.setUp();
        evil = new ReentrantToken();
        token = evil;
        // The token operates and slashes, so that its calls back are refused for no other reason than the books.
        (operator, slasher) = (address(evil), address(evil));
        registry = new NodeRegistry(evil, owner, INodeOperators.Terms(MINIMUM, DELAY));
        vm.prank(owner);
        registry.setSlasher(slasher);
        fund(operator);
        fund(other);
        id = register(operator, KEY);
        stake(100);
        bytes32 others = register(other, OTHER_KEY);
        vm.prank(other);
        registry.stake(others, 1_000);
    }

    function test_Withdraw_Reentered_PaysOnce() public {
        unbond(60);
        vm.warp(block.timestamp + DELAY);
        _arm(abi.encodeCall(registry.withdraw, (id)), abi.encodeCall(registry.cancelUnbonding, (id, 60)));
        registry.withdraw(id);
        assertEq(evil.succeeded(), 0);
        assertEq(books().stake, 40);
        assertEq(evil.balanceOf(address(registry)), 1_040);
    }

    function test_Slash_Reentered_TakesOfWhatIsLeft() public {
        unbond(60);
        vm.warp(block.timestamp + DELAY);
        _arm(abi.encodeCall(registry.slash, (id, 500_000, "again")), abi.encodeCall(registry.withdraw, (id)));
        assertEq(slash(500_000), 50);
        // Half of the half, then the rest that had unbonded: each unit once.
        assertEq(evil.succeeded(), 2);
        assertEq(books().stake, 0);
        assertEq(evil.balanceOf(address(registry)), 1_000);
    }

    function test_Stake_Reentered_LeavesTheBooksRight() public {
        _arm(abi.encodeCall(registry.slash, (id, 1_000_000, "all")), abi.encodeCall(registry.withdraw, (id)));
        stake(50);
        // Slashed before its tokens came: they went out and came in, once each.
        assertEq(evil.succeeded(), 1);
        assertEq(books().stake, 0);
        assertEq(evil.balanceOf(address(registry)), 1_000);
    }

    function _arm(bytes memory first, bytes memory second) private {
        bytes[] memory calls = new bytes[](2);
        (calls[0], calls[1]) = (first, second);
        evil.arm(address(registry), calls);
    }
}
