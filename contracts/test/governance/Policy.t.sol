// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPolicy} from "../../src/interfaces/IPolicy.sol";
import {Policy} from "../../src/governance/Policy.sol";
import {BoundTarget} from "./BoundTarget.sol";
import {PolicyTest} from "./PolicyTest.sol";

contract PolicyUnitTest is PolicyTest {
    function test_Constructor_WithADiff_DiffersFromTheDefaults() public {
        policy = new Policy(owner, one("auditRepeatPpm", 5));
        assertEq(valueOf("auditRepeatPpm"), 5);
        assertEq(valueOf("split.burnBp"), 4_500);
        assertEq(policy.version(), 1);
        vm.expectRevert(outOfBounds("auditRepeatPpm", 1_000_001, 0, 1_000_000));
        new Policy(owner, one("auditRepeatPpm", 1_000_001));
    }

    /// A transaction may take 16.8 million gas (EIP-7825), its calldata included.
    function test_Constructor_FitsIntoOneTransaction() public {
        uint256 before = gasleft();
        new Policy(owner, new IPolicy.Change[](0));
        assertLe(before - gasleft() + 40 * type(Policy).creationCode.length, 12_000_000);
    }

    function test_Parameter_TellsAll() public {
        IPolicy.Parameter memory at = policy.parameter(id("disputes.bond"));
        assertEq(at.value, 10e18);
        assertEq(at.min, 1);
        assertEq(at.max, 1e24);
        assertEq(at.bindings, 4);
        assertEq(uint8(policy.parameter(id("auditRepeatPpm")).tightens), uint8(IPolicy.Tightens.Up));
        vm.expectRevert(abi.encodeWithSelector(IPolicy.UnknownParameter.selector, id("disputes")));
        policy.parameter(id("disputes"));
        vm.expectRevert(abi.encodeWithSelector(IPolicy.UnknownParameter.selector, id("disputes")));
        policy.value(id("disputes"));
    }

    function test_Apply_NotTheOwner_Reverts() public {
        IPolicy.Change[] memory diff = one("auditRepeatPpm", 5);
        vm.expectRevert(_unauthorized(address(this)));
        policy.applyDiff(diff);
        vm.prank(emergency);
        vm.expectRevert(_unauthorized(emergency));
        policy.applyDiff(diff);
    }

    function test_Apply_Malformed_Reverts() public {
        vm.startPrank(owner);
        vm.expectRevert(IPolicy.NothingChanges.selector);
        policy.applyDiff(new IPolicy.Change[](0));
        IPolicy.Change[] memory diff = two("auditRepeatPpm", 1, "disputes.bond", 2);
        (diff[0], diff[1]) = (diff[1], diff[0]);
        vm.expectRevert(abi.encodeWithSelector(IPolicy.NotAscending.selector, diff[1].id));
        policy.applyDiff(diff);
        vm.expectRevert(abi.encodeWithSelector(IPolicy.NotAscending.selector, id("auditRepeatPpm")));
        policy.applyDiff(two("auditRepeatPpm", 1, "auditRepeatPpm", 2));
        vm.expectRevert(abi.encodeWithSelector(IPolicy.UnknownParameter.selector, id("emission.epochSeconds")));
        policy.applyDiff(one("emission.epochSeconds", 1));
    }

    /// What is wrong with one takes all back, whichever comes first.
    function test_Apply_OneOutOfBounds_ChangesNothing() public {
        vm.startPrank(owner);
        vm.expectRevert(outOfBounds("disputes.bond", 0, 1, 1e24));
        policy.applyDiff(two("auditRepeatPpm", 1, "disputes.bond", 0));
        vm.expectRevert(outOfBounds("auditRepeatPpm", 1_000_001, 0, 1_000_000));
        policy.applyDiff(two("auditRepeatPpm", 1_000_001, "disputes.bond", 1));
        vm.expectRevert(outOfBounds("auditRepeatPpm", type(uint256).max, 0, 1_000_000));
        policy.applyDiff(one("auditRepeatPpm", type(uint256).max));
        _assertUntouched();
    }

    function testFuzz_Apply_TakesExactlyWhatIsWithinBounds(uint256 value) public {
        value = value % 4 == 0 ? value : bound(value, 0, 20);
        vm.prank(owner);
        if (value < 3 || value > 15) vm.expectRevert(outOfBounds("disputes.arbiters", value, 3, 15));
        else if (value % 2 == 0) vm.expectRevert(abi.encodeWithSelector(IPolicy.NotOdd.selector, id("disputes.arbiters"), value));
        policy.applyDiff(one("disputes.arbiters", value));
        assertEq(valueOf("disputes.arbiters"), value < 3 || value > 15 || value % 2 == 0 ? 5 : value);
    }

    function testFuzz_Apply_UnknownId_Reverts(bytes32 seed) public {
        bytes32 unknown = keccak256(abi.encode("unknown", seed));
        IPolicy.Change[] memory diff = new IPolicy.Change[](1);
        diff[0].id = unknown;
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(IPolicy.UnknownParameter.selector, unknown));
        policy.applyDiff(diff);
    }

    function test_Apply_RuleBroken_ChangesNothing() public {
        vm.startPrank(owner);
        vm.expectRevert(outOfBounds("split", 10_001, 10_000, 10_000));
        policy.applyDiff(one("split.burnBp", 4_501));
        vm.expectRevert(outOfBounds("prices.ceiling", 1, 1e15, 1e24));
        policy.applyDiff(one("prices.ceiling", 1));
        vm.expectRevert(outOfBounds("emission.capPerWorkUnit", 45e13 + 1, 0, 45e13));
        policy.applyDiff(one("emission.capPerWorkUnit", 45e13 + 1));
        vm.expectRevert(outOfBounds("tiers.economy.mostReplicas", 1, 2, 8));
        policy.applyDiff(one("tiers.economy.replicas", 2));
        vm.expectRevert(outOfBounds("disputes.arbitersPpm", 500_001, 0, 500_000));
        policy.applyDiff(one("disputes.arbitersPpm", 500_001));
        vm.expectRevert(abi.encodeWithSelector(IPolicy.NotOdd.selector, id("disputes.arbiters"), 4));
        policy.applyDiff(one("disputes.arbiters", 4));
        _assertUntouched();
    }

    function test_Apply_Valid_ChangesWhatItNamesAndCallsWhatIsBound() public {
        IPolicy.Change[] memory diff = two("split.burnBp", 4_000, "split.operatorsBp", 5_500);
        vm.expectEmit(address(policy));
        emit IPolicy.Changed(1, diff);
        apply_(diff);
        assertEq(valueOf("split.burnBp"), 4_000);
        assertEq(valueOf("split.operatorsBp"), 5_500);
        assertEq(valueOf("split.treasuryBp"), 500);
        assertTerms(4_000, 10e18, 2);
        apply_(one("auditRepeatPpm", 7));
        assertEq(policy.version(), 2);
        assertTerms(4_000, 10e18, 2);
        apply_(two("auditRepeatPpm", 7, "disputes.bond", 8));
        assertTerms(4_000, 8, 3);
    }

    function test_Apply_BoundContractRefuses_ChangesNothing() public {
        target.refuse(true);
        vm.startPrank(owner);
        vm.expectRevert(BoundTarget.Refused.selector);
        policy.applyDiff(two("auditRepeatPpm", 7, "disputes.bond", 8));
        _assertUntouched();
        policy.applyDiff(one("auditRepeatPpm", 7));
    }

    function test_Emergency_OnlyTightens() public {
        vm.expectRevert(abi.encodeWithSelector(IPolicy.NotAllowed.selector, owner, emergency));
        vm.prank(owner);
        policy.applyInEmergency(one("auditRepeatPpm", 20_000));
        vm.startPrank(emergency);
        policy.applyInEmergency(one("auditRepeatPpm", 20_000));
        assertEq(valueOf("auditRepeatPpm"), 20_000);
        _refusesToLoosen("auditRepeatPpm", 20_000, 20_000);
        _refusesToLoosen("auditRepeatPpm", 20_000, 19_999);
        policy.applyInEmergency(one("penalties.forged.stakePpm", 900_000));
        _refusesToLoosen("penalties.forged.stakePpm", 900_000, 900_000);
        _refusesToLoosen("penalties.forged.stakePpm", 900_000, 900_001);
        _refusesToLoosen("disputes.bond", 10e18, 11e18);
        _refusesToLoosen("disputes.bond", 10e18, 9e18);
        vm.expectRevert(outOfBounds("auditRepeatPpm", 1_000_001, 0, 1_000_000));
        policy.applyInEmergency(one("auditRepeatPpm", 1_000_001));
        vm.expectRevert(abi.encodeWithSelector(IPolicy.DoesNotTighten.selector, id("disputes.bond"), 10e18, 11e18));
        policy.applyInEmergency(two("auditRepeatPpm", 30_000, "disputes.bond", 11e18));
        assertEq(valueOf("auditRepeatPpm"), 20_000);
    }

    function test_Emergency_Nobody_Reverts() public {
        vm.startPrank(owner);
        vm.expectEmit(address(policy));
        emit IPolicy.EmergencySet(address(0));
        policy.setEmergency(address(0));
        vm.startPrank(emergency);
        vm.expectRevert(abi.encodeWithSelector(IPolicy.NotAllowed.selector, emergency, address(0)));
        policy.applyInEmergency(one("auditRepeatPpm", 20_000));
        vm.expectRevert(abi.encodeWithSelector(IPolicy.NotAllowed.selector, emergency, address(0)));
        policy.forwardInEmergency(address(target), abi.encodeCall(target.setGuardian, (stranger)));
        vm.expectRevert(_unauthorized(emergency));
        policy.setEmergency(emergency);
    }

    function test_Bind_NotAllowedOrWrong_Reverts() public {
        IPolicy.Binding memory given = bindingOf(address(target));
        vm.expectRevert(_unauthorized(address(this)));
        policy.bind(0, given);
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IPolicy.NoSuchBinding.selector, 8));
        policy.bind(8, given);
        given.ids[1] = id("split");
        vm.expectRevert(abi.encodeWithSelector(IPolicy.UnknownParameter.selector, id("split")));
        policy.bind(0, given);
        BoundTarget others = new BoundTarget(stranger);
        given = bindingOf(address(others));
        vm.expectRevert(abi.encodeWithSignature("OwnableUnauthorizedAccount(address)", address(policy)));
        policy.bind(0, given);
    }

    function test_Bind_TakenPlace_IsFreedFirst() public {
        BoundTarget next = new BoundTarget(address(policy));
        IPolicy.Binding memory given = bindingOf(address(next));
        given.ids[0] = id("auditRepeatPpm");
        vm.expectEmit(address(policy));
        emit IPolicy.Bound(2, address(next), given.selector, given.ids);
        vm.prank(owner);
        policy.bind(2, given);
        assertEq(policy.parameter(id("split.burnBp")).bindings, 0);
        assertEq(policy.parameter(id("auditRepeatPpm")).bindings, 4);
        assertEq(next.times(), 1);
        assertEq(policy.binding(2).target, address(next));
        apply_(two("auditRepeatPpm", 9, "disputes.bond", 8));
        assertTerms(4_500, 10e18, 1);
        assertEq(next.times(), 2);
    }

    function test_Bind_SeveralContracts_GetTheirTermsEach() public {
        BoundTarget next = new BoundTarget(address(policy));
        vm.prank(owner);
        policy.bind(7, bindingOf(address(next)));
        apply_(one("disputes.bond", 8));
        assertEq(target.times(), 2);
        assertEq(next.times(), 2);
        IPolicy.Binding memory none;
        vm.prank(owner);
        policy.bind(2, none);
        assertEq(policy.parameter(id("disputes.bond")).bindings, 128);
        apply_(one("disputes.bond", 9));
        assertEq(target.times(), 2);
        assertEq(next.times(), 3);
    }

    function test_AcceptOwnership_TakesWhatIsOffered() public {
        BoundTarget offered = new BoundTarget(stranger);
        vm.prank(stranger);
        offered.transferOwnership(address(policy));
        vm.expectRevert(_unauthorized(address(this)));
        policy.acceptOwnership(address(offered));
        vm.prank(owner);
        policy.acceptOwnership(address(offered));
        assertEq(offered.owner(), address(policy));
    }

    function test_Forward_SetsRolesAndNeverTerms() public {
        bytes memory call = abi.encodeCall(target.setSettler, (stranger));
        vm.expectRevert(_unauthorized(address(this)));
        policy.forward(address(target), call);
        vm.startPrank(owner);
        vm.expectEmit(address(policy));
        emit IPolicy.Forwarded(address(target), call);
        policy.forward(address(target), call);
        assertEq(target.settler(), stranger);
        BoundTarget unbound = new BoundTarget(address(policy));
        vm.expectRevert(abi.encodeWithSelector(IPolicy.NotBound.selector, address(unbound)));
        policy.forward(address(unbound), call);
        vm.expectRevert(abi.encodeWithSelector(IPolicy.NotBound.selector, address(0)));
        policy.forward(address(0), call);
        vm.expectRevert(abi.encodeWithSelector(IPolicy.NotForwarded.selector, address(target), target.setTerms.selector));
        policy.forward(address(target), abi.encodeCall(target.setTerms, (BoundTarget.Terms(1, 2))));
        policy.forward(address(target), abi.encodeCall(target.transferOwnership, (stranger)));
        assertEq(target.pendingOwner(), stranger);
    }

    function test_ForwardInEmergency_RemovesOrGuards() public {
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IPolicy.NotAllowed.selector, owner, emergency));
        policy.forwardInEmergency(address(target), abi.encodeCall(target.setGuardian, (stranger)));
        vm.startPrank(emergency);
        policy.forwardInEmergency(address(target), abi.encodeCall(target.setGuardian, (stranger)));
        assertEq(target.guardian(), stranger);
        policy.forwardInEmergency(address(target), abi.encodeCall(target.setGuardian, (address(0))));
        assertEq(target.guardian(), address(0));
        policy.forwardInEmergency(address(target), abi.encodeCall(target.setSettler, (address(0))));
        assertEq(target.settler(), address(0));
        policy.forwardInEmergency(address(target), abi.encodeCall(target.setSlasher, (address(0))));
        assertEq(target.slasher(), address(0));
        policy.forwardInEmergency(address(target), abi.encodeCall(target.setReference, (address(0))));
        assertEq(target.referenceCpu(), address(0));
        vm.expectRevert(abi.encodeWithSelector(IPolicy.NotBound.selector, stranger));
        policy.forwardInEmergency(stranger, abi.encodeCall(target.setGuardian, (stranger)));
        _refusesToForward(abi.encodeCall(target.setSettler, (stranger)));
        _refusesToForward(abi.encodeCall(target.setSlasher, (stranger)));
        _refusesToForward(abi.encodeCall(target.setReference, (stranger)));
        _refusesToForward(abi.encodeCall(target.setTreasury, (address(0))));
        _refusesToForward(abi.encodeCall(target.transferOwnership, (address(0))));
        _refusesToForward(abi.encodeCall(target.setTerms, (BoundTarget.Terms(1, 2))));
        _refusesToForward(abi.encodePacked(target.setSettler.selector));
        _refusesToForward(abi.encodePacked(target.setSettler.selector, uint256(0), uint256(0)));
        _refusesToForward("");
    }

    function _refusesToForward(bytes memory call) private {
        vm.expectRevert(abi.encodeWithSelector(IPolicy.NotForwarded.selector, address(target), bytes4(call)));
        policy.forwardInEmergency(address(target), call);
    }

    function _refusesToLoosen(string memory path, uint256 from, uint256 to) private {
        vm.expectRevert(abi.encodeWithSelector(IPolicy.DoesNotTighten.selector, id(path), from, to));
        policy.applyInEmergency(one(path, to));
    }

    function _assertUntouched() private view {
        assertEq(valueOf("auditRepeatPpm"), 10_000);
        assertEq(valueOf("disputes.bond"), 10e18);
        assertEq(policy.version(), 0);
        assertTerms(4_500, 10e18, 1);
    }

    function _unauthorized(address caller) private pure returns (bytes memory) {
        return abi.encodeWithSignature("OwnableUnauthorizedAccount(address)", caller);
    }
}
