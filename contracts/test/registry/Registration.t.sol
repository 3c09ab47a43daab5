// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {IArbiterSeats} from "../../src/interfaces/IArbiterSeats.sol";
import {INodeAttestations} from "../../src/interfaces/INodeAttestations.sol";
import {INodeOperators} from "../../src/interfaces/INodeOperators.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {RegistryTest} from "./RegistryTest.sol";

contract RegistrationTest is RegistryTest {
    function test_Register_Valid_WritesOperatorAndKeyDown() public {
        (uint256 x, uint256 y) = vm.publicKeyP256(OTHER_KEY);
        bytes32 expected = sha256(abi.encodePacked(hex"3059301306072a8648ce3d020106082a8648ce3d03010703420004", x, y));
        (bytes32 r, bytes32 s) = sign(OTHER_KEY, registry.registrationDigest(other, 1));
        vm.expectEmit(address(registry));
        emit INodeOperators.Registered(expected, other, 1, bytes32(x), bytes32(y));
        vm.prank(other);
        assertEq(registry.register(bytes32(x), bytes32(y), r, s), expected);
        INodeOperators.Node memory node = registry.node(expected);
        assertEq(node.operator, other);
        assertEq(node.x, bytes32(x));
        assertEq(node.y, bytes32(y));
        assertEq(node.stake, 0);
        assertEq(registry.registrations(expected), 1);
    }

    function test_Register_NoPointOfTheCurve_Reverts() public {
        (uint256 x, uint256 y) = vm.publicKeyP256(OTHER_KEY);
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.InvalidKey.selector, x, y + 1));
        registry.register(bytes32(x), bytes32(y + 1), bytes32(uint256(1)), bytes32(uint256(1)));
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.InvalidKey.selector, 0, 0));
        registry.register(0, 0, bytes32(uint256(1)), bytes32(uint256(1)));
    }

    function test_Register_Registered_Reverts() public {
        (uint256 x, uint256 y) = vm.publicKeyP256(KEY);
        for (uint256 number = 1; number <= 2; ++number) {
            (bytes32 r, bytes32 s) = sign(KEY, registry.registrationDigest(operator, number));
            vm.prank(operator);
            vm.expectRevert(abi.encodeWithSelector(INodeOperators.AlreadyRegistered.selector, id, operator));
            registry.register(bytes32(x), bytes32(y), r, s);
        }
    }

    function test_Register_SignedForAnother_Reverts() public {
        bytes32 right = registry.registrationDigest(other, 1);
        _refuses(KEY, right, right);
        _refuses(OTHER_KEY, registry.registrationDigest(operator, 1), right);
        _refuses(OTHER_KEY, registry.registrationDigest(other, 2), right);
        _refuses(OTHER_KEY, new NodeRegistry(token, owner, INodeOperators.Terms(MINIMUM, DELAY)).registrationDigest(other, 1), right);
        vm.chainId(2);
        bytes32 elsewhere = registry.registrationDigest(other, 1);
        vm.chainId(1);
        right = registry.registrationDigest(other, 1);
        _refuses(OTHER_KEY, elsewhere, right);
    }

    function test_Register_HighS_Reverts() public {
        (uint256 x, uint256 y) = vm.publicKeyP256(OTHER_KEY);
        bytes32 digest = registry.registrationDigest(other, 1);
        (bytes32 r, bytes32 s) = sign(OTHER_KEY, digest);
        vm.startPrank(other);
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.InvalidSignature.selector, idOf(OTHER_KEY), digest));
        registry.register(bytes32(x), bytes32(y), r, bytes32(P256.N - uint256(s)));
        registry.register(bytes32(x), bytes32(y), r, s);
    }

    /// Whoever sees a registration on its way cannot take it for themselves.
    function test_Register_SomebodyElseSendsIt_Reverts() public {
        (uint256 x, uint256 y) = vm.publicKeyP256(OTHER_KEY);
        (bytes32 r, bytes32 s) = sign(OTHER_KEY, registry.registrationDigest(other, 1));
        vm.startPrank(stranger);
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.InvalidSignature.selector, idOf(OTHER_KEY), registry.registrationDigest(stranger, 1)));
        registry.register(bytes32(x), bytes32(y), r, s);
    }

    function test_Deregister_NotItsOperator_Reverts() public {
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.NotAllowed.selector, address(this), operator));
        registry.deregister(id);
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.UnknownNode.selector, bytes32("unknown")));
        registry.deregister("unknown");
    }

    function test_Deregister_StakedOrUnbonding_Reverts() public {
        stake(5);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.StillStaked.selector, id, 5));
        registry.deregister(id);
        unbond(5);
        vm.warp(block.timestamp + DELAY);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.StillStaked.selector, id, 5));
        registry.deregister(id);
        registry.withdraw(id);
        vm.prank(operator);
        registry.deregister(id);
    }

    function test_Deregister_Held_Reverts() public {
        uint32 until = uint32(block.timestamp + 1 days);
        vm.prank(slasher);
        registry.hold(id, until);
        vm.warp(until - 1);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.TooEarly.selector, id, until));
        registry.deregister(id);
        vm.warp(until);
        vm.prank(operator);
        registry.deregister(id);
    }

    function test_HandOver_NewSignature_Registers() public {
        vm.expectEmit(address(registry));
        emit INodeOperators.Deregistered(id, operator);
        vm.prank(operator);
        registry.deregister(id);
        assertEq(books().operator, address(0));
        assertEq(register(other, KEY), id);
        assertEq(books().operator, other);
        assertEq(registry.registrations(id), 2);
    }

    /// Who had the node once keeps no right to it: signatures of old registrations are worth nothing.
    function test_HandOver_OldSignatures_RegisterNobody() public {
        (uint256 x, uint256 y) = vm.publicKeyP256(KEY);
        (bytes32 r, bytes32 s) = sign(KEY, registry.registrationDigest(operator, 1));
        vm.startPrank(operator);
        registry.deregister(id);
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.InvalidSignature.selector, id, registry.registrationDigest(operator, 2)));
        registry.register(bytes32(x), bytes32(y), r, s);
    }

    function test_HandOver_GivenUpNode_KnowsNobody() public {
        vm.startPrank(operator);
        registry.deregister(id);
        bytes memory unknown = abi.encodeWithSelector(INodeOperators.UnknownNode.selector, id);
        vm.expectRevert(unknown);
        registry.stake(id, 1);
        vm.expectRevert(unknown);
        registry.join(id);
        vm.expectRevert(unknown);
        registry.declare(id, codes("IE"));
        vm.startPrank(attestor);
        vm.expectRevert(unknown);
        registry.attest(id, INodeAttestations.Kind.Place, 0, codes("IE"), type(uint32).max);
    }

    /// What a node did stays with its key: its seats name who owned it then, and the time it stays out of the list goes on.
    function test_HandOver_LaundersNothing() public {
        stake(MINIMUM);
        join();
        unbond(MINIMUM);
        uint256 left = vm.getBlockTimestamp();
        vm.warp(left + DELAY);
        registry.withdraw(id);
        vm.prank(operator);
        registry.deregister(id);
        register(other, KEY);
        (bytes32 node, address owned,) = registry.arbiter(0, block.timestamp);
        assertEq(node, id);
        assertEq(owned, operator);

        vm.startPrank(owner);
        registry.setTerms(INodeOperators.Terms(MINIMUM, 2 * DELAY));
        vm.startPrank(other);
        registry.stake(id, MINIMUM);
        vm.expectRevert(abi.encodeWithSelector(IArbiterSeats.RejoinsTooEarly.selector, id, left + 2 * DELAY));
        registry.join(id);
    }

    function _refuses(uint256 key, bytes32 signed, bytes32 right) private {
        (uint256 x, uint256 y) = vm.publicKeyP256(OTHER_KEY);
        (bytes32 r, bytes32 s) = sign(key, signed);
        vm.startPrank(other);
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.InvalidSignature.selector, idOf(OTHER_KEY), right));
        registry.register(bytes32(x), bytes32(y), r, s);
        vm.stopPrank();
    }
}
