// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {INodeAttestations} from "../../src/interfaces/INodeAttestations.sol";
import {RegistryTest} from "./RegistryTest.sol";

/// Gas of whole transactions: every call runs as a transaction of its own, from cold storage, with its calldata.
/// forge-config: default.isolate = true
contract RegistryGasTest is RegistryTest {
    function setUp() public override {
        super.setUp();
        stake(2 * MINIMUM);
        bytes32 another = register(other, OTHER_KEY);
        vm.startPrank(other);
        registry.stake(another, MINIMUM);
        registry.join(another);
        vm.stopPrank();
    }

    function test_Register() public {
        (uint256 x, uint256 y) = vm.publicKeyP256(7);
        (bytes32 r, bytes32 s) = sign(7, registry.registrationDigest(operator, 1));
        vm.prank(operator);
        registry.register(bytes32(x), bytes32(y), r, s);
        assertLe(vm.snapshotGasLastCall("NodeRegistry", "register"), 130_000);
    }

    function test_StakeFirstAndLater() public {
        bytes32 fresh = register(operator, 7);
        vm.prank(operator);
        registry.stake(fresh, MINIMUM);
        vm.snapshotGasLastCall("NodeRegistry", "stake, first");
        stake(MINIMUM);
        vm.snapshotGasLastCall("NodeRegistry", "stake, later");
    }

    function test_WayOut() public {
        join();
        vm.snapshotGasLastCall("NodeRegistry", "join");
        unbond(2 * MINIMUM);
        vm.snapshotGasLastCall("NodeRegistry", "unbond, leaving the seat");
        vm.warp(block.timestamp + DELAY);
        registry.withdraw(id);
        vm.snapshotGasLastCall("NodeRegistry", "withdraw");
    }

    function test_Slasher() public {
        token.mint(slasher, 1);
        vm.prank(slasher);
        registry.hold(id, uint32(block.timestamp + 1 days));
        vm.snapshotGasLastCall("NodeRegistry", "hold");
        slash(200_000);
        vm.snapshotGasLastCall("NodeRegistry", "slash");
    }

    function test_Attestations() public {
        vm.prank(operator);
        registry.declare(id, codes("IE"));
        vm.snapshotGasLastCall("NodeRegistry", "declare");
        vm.prank(attestor);
        registry.attest(id, INodeAttestations.Kind.Place, "digest", codes("IE"), type(uint32).max);
        vm.snapshotGasLastCall("NodeRegistry", "attest, first");
        vm.prank(attestor);
        registry.attest(id, INodeAttestations.Kind.Place, "again", codes("IE"), type(uint32).max);
        vm.snapshotGasLastCall("NodeRegistry", "attest, later");
    }
}
