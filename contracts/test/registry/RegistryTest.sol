// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {INodeAttestations} from "../../src/interfaces/INodeAttestations.sol";
import {INodeOperators} from "../../src/interfaces/INodeOperators.sol";
import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {PlainToken} from "../support/PlainToken.sol";

/// A registry with every role, one registered node with tokens at hand, and the few steps that all tests share.
abstract contract RegistryTest is Test {
    uint96 internal constant MINIMUM = 1_000e18;
    uint32 internal constant DELAY = 21 days;
    uint256 internal constant KEY = 0xA11CE;
    uint256 internal constant OTHER_KEY = 0xB0B;

    address internal owner = makeAddr("owner");
    address internal slasher = makeAddr("slasher");
    address internal operator = makeAddr("operator");
    address internal other = makeAddr("other");
    address internal attestor = makeAddr("attestor");
    address internal stranger = makeAddr("stranger");

    PlainToken internal token;
    NodeRegistry internal registry;
    bytes32 internal id;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        token = new PlainToken();
        registry = new NodeRegistry(token, owner, INodeOperators.Terms(MINIMUM, DELAY));
        vm.startPrank(owner);
        registry.setSlasher(slasher);
        registry.setAttestor(attestor, 3);
        vm.stopPrank();
        fund(operator);
        fund(other);
        id = register(operator, KEY);
    }

    function fund(address who) internal {
        token.mint(who, 1_000_000e18);
        vm.prank(who);
        token.approve(address(registry), type(uint256).max);
    }

    function idOf(uint256 key) internal view returns (bytes32) {
        (uint256 x, uint256 y) = vm.publicKeyP256(key);
        return registry.idOf(bytes32(x), bytes32(y));
    }

    /// A signature with the lower s of the two.
    function sign(uint256 key, bytes32 digest) internal pure returns (bytes32 r, bytes32 s) {
        (r, s) = vm.signP256(key, digest);
        if (uint256(s) > P256.N / 2) s = bytes32(P256.N - uint256(s));
    }

    function register(address who, uint256 key) internal returns (bytes32) {
        (uint256 x, uint256 y) = vm.publicKeyP256(key);
        uint256 number = registry.registrations(registry.idOf(bytes32(x), bytes32(y))) + 1;
        (bytes32 r, bytes32 s) = sign(key, registry.registrationDigest(who, number));
        vm.prank(who);
        return registry.register(bytes32(x), bytes32(y), r, s);
    }

    function stake(uint96 amount) internal {
        vm.prank(operator);
        registry.stake(id, amount);
    }

    function unbond(uint96 amount) internal {
        vm.prank(operator);
        registry.unbond(id, amount);
    }

    function slash(uint256 ppm) internal returns (uint256) {
        vm.prank(slasher);
        return registry.slash(id, ppm, "evidence");
    }

    function join() internal returns (uint256) {
        vm.prank(operator);
        return registry.join(id);
    }

    function books() internal view returns (INodeOperators.Node memory) {
        return registry.node(id);
    }

    function assertStake(uint256 stake_, uint256 unbonding) internal view {
        assertEq(books().stake, stake_, "stake");
        assertEq(books().unbonding, unbonding, "unbonding");
        assertEq(token.balanceOf(address(registry)), stake_, "balance");
    }

    /// The set of some codes, written one after the other.
    function codes(string memory text) internal pure returns (INodeAttestations.Jurisdictions memory set) {
        bytes memory letters = bytes(text);
        for (uint256 i = 0; i < letters.length; i += 2) {
            uint256 bit = 26 * (uint256(uint8(letters[i])) - 65) + uint256(uint8(letters[i + 1])) - 65;
            if (bit < 256) set.a |= 1 << bit;
            else if (bit < 512) set.b |= 1 << (bit - 256);
            else set.c |= 1 << (bit - 512);
        }
    }

    function assertCodes(INodeAttestations.Jurisdictions memory given, string memory expected) internal pure {
        assertEq(abi.encode(given), abi.encode(codes(expected)));
    }
}
