// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {INodeAttestations} from "../../src/interfaces/INodeAttestations.sol";
import {INodeOperators} from "../../src/interfaces/INodeOperators.sol";
import {RegistryTest} from "./RegistryTest.sol";

contract AttestationsTest is RegistryTest {
    INodeAttestations.Kind private constant PLACE = INodeAttestations.Kind.Place;
    INodeAttestations.Kind private constant HARDWARE = INodeAttestations.Kind.Hardware;

    address private second = makeAddr("second");
    uint32 private expiry;

    function setUp() public override {
        super.setUp();
        expiry = uint32(block.timestamp + 100 days);
        vm.prank(owner);
        registry.setAttestor(second, 2);
    }

    function test_SetAttestor_NotTheOwnerOrUnknownKinds_Reverts() public {
        vm.expectRevert(abi.encodeWithSignature("OwnableUnauthorizedAccount(address)", address(this)));
        registry.setAttestor(second, 1);
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(INodeAttestations.UnknownKinds.selector, 4));
        registry.setAttestor(second, 4);
    }

    function test_SetAttestor_AtMost64() public {
        vm.startPrank(owner);
        for (uint160 i = 3; i <= 64; ++i) {
            registry.setAttestor(address(i), 1);
        }
        assertEq(registry.attestors().length, 64);
        vm.expectRevert(INodeAttestations.TooManyAttestors.selector);
        registry.setAttestor(address(65), 1);
        registry.setAttestor(second, 0);
        vm.expectEmit(address(registry));
        emit INodeAttestations.AttestorSet(address(65), 1, 0);
        registry.setAttestor(address(65), 1);
        (uint256 kinds, uint256 tenure) = registry.attestor(second);
        assertEq(kinds, 0);
        assertEq(tenure, 1);
    }

    function test_Declare_IsKnown() public {
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.NotAllowed.selector, address(this), operator));
        registry.declare(id, codes("IE"));
        vm.startPrank(operator);
        INodeAttestations.Jurisdictions memory beyond = INodeAttestations.Jurisdictions(0, 0, 1 << 164);
        vm.expectRevert(abi.encodeWithSelector(INodeAttestations.InvalidJurisdictions.selector, beyond));
        registry.declare(id, beyond);
        vm.expectEmit(address(registry));
        emit INodeAttestations.Declared(id, codes("AAIEUSZZ"));
        registry.declare(id, codes("AAIEUSZZ"));
        assertCodes(registry.declared(id), "AAIEUSZZ");
        assertCodes(registry.jurisdictions(id, INodeAttestations.Evidence.Declared), "AAIEUSZZ");
        registry.declare(id, codes(""));
        assertCodes(registry.declared(id), "");
    }

    function test_Attest_NotAllowedOrMalformed_Reverts() public {
        vm.prank(second);
        vm.expectRevert(abi.encodeWithSelector(INodeAttestations.NotAttestor.selector, second, HARDWARE));
        registry.attest(id, HARDWARE, "digest", codes(""), expiry);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(INodeAttestations.NotAttestor.selector, stranger, PLACE));
        registry.attest(id, PLACE, "digest", codes("IE"), expiry);
        vm.startPrank(attestor);
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.UnknownNode.selector, bytes32("unknown")));
        registry.attest("unknown", PLACE, "digest", codes("IE"), expiry);
        vm.expectRevert(abi.encodeWithSelector(INodeAttestations.AlreadyExpired.selector, block.timestamp, block.timestamp));
        registry.attest(id, PLACE, "digest", codes("IE"), uint32(block.timestamp));
        _refusesCodes(PLACE, codes(""));
        _refusesCodes(HARDWARE, codes("AA"));
        _refusesCodes(HARDWARE, codes("LA"));
        _refusesCodes(HARDWARE, codes("ZZ"));
        _refusesCodes(PLACE, INodeAttestations.Jurisdictions(1, 0, 1 << 164));
    }

    function test_Attest_CountsUntilItEnds() public {
        vm.expectEmit(address(registry));
        emit INodeAttestations.Attested(id, PLACE, attestor, "digest", codes("IE"), expiry);
        _attest(attestor, PLACE, "IE");
        (INodeAttestations.Statement memory said, address by) = registry.newest(id, PLACE);
        assertEq(by, attestor);
        assertEq(said.digest, "digest");
        assertEq(said.issuedAt, block.timestamp);
        assertEq(said.expiresAt, expiry);
        assertCodes(said.jurisdictions, "IE");
        _assertNewest(HARDWARE, address(0));
        vm.warp(expiry - 1);
        _assertNewest(PLACE, attestor);
        vm.warp(expiry);
        _assertNewest(PLACE, address(0));
    }

    function test_Attest_Hardware_StandsBesideThePlace() public {
        _attest(attestor, HARDWARE, "");
        _assertNewest(HARDWARE, attestor);
        _assertNewest(PLACE, address(0));
    }

    function test_Newest_OfSeveral() public {
        _attest(second, PLACE, "IE");
        _attest(attestor, PLACE, "IE");
        _assertNewest(PLACE, attestor);
        vm.warp(block.timestamp + 1);
        _attest(second, PLACE, "IE");
        _assertNewest(PLACE, second);
        vm.prank(second);
        vm.expectEmit(address(registry));
        emit INodeAttestations.Revoked(id, PLACE, second);
        registry.revoke(id, PLACE);
        _assertNewest(PLACE, attestor);
        vm.prank(second);
        vm.expectRevert(abi.encodeWithSelector(INodeAttestations.NothingSaid.selector, id, PLACE, second));
        registry.revoke(id, PLACE);
    }

    function test_Dismissed_NothingCountsAgain() public {
        _attest(attestor, PLACE, "IE");
        _set(attestor, 0);
        _assertNewest(PLACE, address(0));
        _set(attestor, 3);
        _assertNewest(PLACE, address(0));
        _attest(attestor, PLACE, "IE");
        _assertNewest(PLACE, attestor);
    }

    function test_KindLost_NothingCountsAgain() public {
        _attest(attestor, PLACE, "IE");
        _attest(attestor, HARDWARE, "");
        _set(attestor, 1);
        (, bool counts) = registry.statement(id, PLACE, attestor);
        assertFalse(counts);
        _attest(attestor, HARDWARE, "");
        _assertNewest(HARDWARE, attestor);
        _set(attestor, 3);
        _assertNewest(HARDWARE, attestor);
        _assertNewest(PLACE, address(0));
    }

    function test_KindGained_WhatWasSaidGoesOn() public {
        _attest(second, PLACE, "IE");
        _set(second, 3);
        _assertNewest(PLACE, second);
    }

    function test_NodeChangesHands_NothingCounts() public {
        _attest(attestor, PLACE, "IE");
        vm.startPrank(operator);
        registry.declare(id, codes("IE"));
        registry.deregister(id);
        vm.stopPrank();
        register(other, KEY);
        _assertNewest(PLACE, address(0));
        assertCodes(registry.declared(id), "");
        vm.prank(other);
        registry.declare(id, codes("US"));
        assertCodes(registry.declared(id), "US");
    }

    function test_Jurisdictions_ByLevel() public {
        _assertPossible("", "");
        _attest(attestor, PLACE, "IEUS");
        _assertPossible("", "");
        _declare("IE");
        _assertPossible("IE", "IEUS");
        _declare("IEUS");
        _assertPossible("IEUS", "IEUS");
        // The node has moved: what was said of where it stood no longer counts.
        _declare("IEZZ");
        _assertPossible("IEZZ", "");
        _declare("AA");
        _assertPossible("AA", "");
        _declare("LA");
        _assertPossible("LA", "");
        _declare("IE");
        vm.warp(expiry);
        _assertPossible("IE", "");
        assertCodes(registry.jurisdictions(id, INodeAttestations.Evidence.None), "IE");
    }

    function testFuzz_Codes_EveryOneIsABitOfItsOwn(uint256 first, uint256 other_) public pure {
        (first, other_) = (bound(first, 0, 675), bound(other_, 0, 675));
        bool same = keccak256(abi.encode(codes(_code(first)))) == keccak256(abi.encode(codes(_code(other_))));
        assertEq(same, first == other_);
        assertEq(codes(_code(first)).c >> 164, 0);
    }

    function _code(uint256 bit) private pure returns (string memory) {
        return string(abi.encodePacked(bytes1(uint8(65 + bit / 26)), bytes1(uint8(65 + bit % 26))));
    }

    function _refusesCodes(INodeAttestations.Kind kind, INodeAttestations.Jurisdictions memory given) private {
        vm.expectRevert(abi.encodeWithSelector(INodeAttestations.InvalidJurisdictions.selector, given));
        registry.attest(id, kind, "digest", given, expiry);
    }

    function _attest(address by, INodeAttestations.Kind kind, string memory where) private {
        vm.prank(by);
        registry.attest(id, kind, "digest", codes(where), expiry);
    }

    function _declare(string memory where) private {
        vm.prank(operator);
        registry.declare(id, codes(where));
    }

    function _set(address account, uint8 kinds) private {
        vm.prank(owner);
        registry.setAttestor(account, kinds);
    }

    function _assertNewest(INodeAttestations.Kind kind, address expected) private view {
        (, address by) = registry.newest(id, kind);
        assertEq(by, expected);
    }

    function _assertPossible(string memory declared, string memory attested) private view {
        assertCodes(registry.jurisdictions(id, INodeAttestations.Evidence.Declared), declared);
        assertCodes(registry.jurisdictions(id, INodeAttestations.Evidence.Measured), attested);
        assertCodes(registry.jurisdictions(id, INodeAttestations.Evidence.Attested), attested);
    }
}
