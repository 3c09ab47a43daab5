// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IPolicy} from "../../src/interfaces/IPolicy.sol";
import {EmergencyGovernor} from "../../src/governance/EmergencyGovernor.sol";
import {GovernorBounds} from "../../src/governance/GovernorBounds.sol";
import {GovernorTest} from "./GovernorTest.sol";

contract EmergencyGovernorTest is GovernorTest {
    address private carol = makeAddr("carol");

    function test_Life_AtOnceAndOnce() public {
        _propose(abi.encodeCall(policy.applyInEmergency, (one("auditRepeatPpm", 20_000))));
        pass(1);
        _vote(alice, FOR);
        pass(1 days - 1);
        _assertState(IGovernor.ProposalState.Active);
        pass(1);
        _assertState(IGovernor.ProposalState.Succeeded);
        assertFalse(inEmergency.proposalNeedsQueuing(proposal));
        vm.prank(stranger);
        _execute();
        assertEq(valueOf("auditRepeatPpm"), 20_000);
        vm.expectRevert();
        _execute();
    }

    function test_Propose_TooFewVotes_Reverts() public {
        give(carol, 2_499e18);
        pass(1);
        (targets[0], calls[0]) = (address(policy), abi.encodeCall(policy.applyInEmergency, (one("auditRepeatPpm", 20_000))));
        vm.prank(carol);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorInsufficientProposerVotes.selector, carol, 2_499e18, 2_500e18));
        inEmergency.propose(targets, values, calls, description);
    }

    function test_Propose_AnythingElse_Reverts() public {
        _refuses(address(policy), abi.encodeCall(policy.applyDiff, (one("auditRepeatPpm", 20_000))), 0);
        _refuses(address(policy), abi.encodeCall(policy.forward, (address(target), "")), 0);
        _refuses(address(policy), abi.encodeCall(policy.setEmergency, (alice)), 0);
        _refuses(address(policy), abi.encodeCall(policy.applyInEmergency, (one("auditRepeatPpm", 20_000))), 1);
        _refuses(address(policy), "", 0);
        _refuses(address(target), abi.encodeCall(policy.applyInEmergency, (one("auditRepeatPpm", 20_000))), 0);
        _refuses(address(inEmergency), abi.encodeCall(inEmergency.relay, (address(policy), 0, "")), 0);
        _refuses(address(token), abi.encodeCall(token.burn, (1)), 0);
    }

    function test_Vote_BoughtAfterTheProposal_DoesNotCount() public {
        _propose(abi.encodeCall(policy.applyInEmergency, (one("auditRepeatPpm", 20_000))));
        pass(1);
        give(carol, 500_000e18);
        vm.prank(carol);
        assertEq(inEmergency.castVote(proposal, AGAINST), 0);
        vm.prank(alice);
        assertEq(inEmergency.castVote(proposal, FOR), 100_000e18);
    }

    function test_Vote_TwiceTheQuorumIsNeeded() public {
        give(carol, SUPPLY * 8 / 100 - 2_500e18 - 1);
        pass(1);
        _propose(abi.encodeCall(policy.applyInEmergency, (one("auditRepeatPpm", 20_000))));
        pass(1);
        assertEq(inEmergency.quorum(inEmergency.proposalSnapshot(proposal)), SUPPLY * 8 / 100);
        _vote(bob, FOR);
        _vote(carol, FOR);
        pass(1 days);
        _assertState(IGovernor.ProposalState.Defeated);
        give(carol, 1);
        pass(1);
        description = "another";
        _propose(abi.encodeCall(policy.applyInEmergency, (one("auditRepeatPpm", 20_000))));
        pass(1);
        _vote(bob, FOR);
        _vote(carol, FOR);
        pass(1 days);
        _assertState(IGovernor.ProposalState.Succeeded);
    }

    function test_Vote_TwoThirdsAreNeeded() public {
        give(carol, 50_000e18 + 1);
        pass(1);
        _propose(abi.encodeCall(policy.applyInEmergency, (one("auditRepeatPpm", 20_000))));
        pass(1);
        _vote(alice, FOR);
        _vote(carol, AGAINST);
        pass(1 days);
        _assertState(IGovernor.ProposalState.Defeated);
        vm.prank(carol);
        token.transfer(holder, 1);
        pass(1);
        description = "another";
        _propose(abi.encodeCall(policy.applyInEmergency, (one("auditRepeatPpm", 20_000))));
        pass(1);
        _vote(alice, FOR);
        _vote(carol, AGAINST);
        pass(1 days);
        _assertState(IGovernor.ProposalState.Succeeded);
    }

    function test_Vote_OnlyAbstentions_IsDefeated() public {
        _propose(abi.encodeCall(policy.applyInEmergency, (one("auditRepeatPpm", 20_000))));
        pass(1);
        _vote(alice, ABSTAIN);
        pass(1 days);
        _assertState(IGovernor.ProposalState.Defeated);
    }

    function test_Effect_RemovesOrGuardsOnly() public {
        _carry(abi.encodeCall(policy.forwardInEmergency, (address(target), abi.encodeCall(target.setSettler, (address(0))))));
        _execute();
        assertEq(target.settler(), address(0));
        description = "guard";
        _carry(abi.encodeCall(policy.forwardInEmergency, (address(target), abi.encodeCall(target.setGuardian, (bob)))));
        _execute();
        assertEq(target.guardian(), bob);
        description = "take";
        _carry(abi.encodeCall(policy.forwardInEmergency, (address(target), abi.encodeCall(target.setSlasher, (bob)))));
        vm.expectRevert(abi.encodeWithSelector(IPolicy.NotForwarded.selector, address(target), target.setSlasher.selector));
        _execute();
        description = "loosen";
        _carry(abi.encodeCall(policy.applyInEmergency, (one("auditRepeatPpm", 9_999))));
        vm.expectRevert(abi.encodeWithSelector(IPolicy.DoesNotTighten.selector, id("auditRepeatPpm"), 10_000, 9_999));
        _execute();
        assertEq(target.slasher(), address(1));
    }

    /// Governance of all times can dismiss it, and then it can do nothing.
    function test_Dismissed_DoesNothing() public {
        propose(bob, address(policy), abi.encodeCall(policy.setEmergency, (address(0))));
        carryAndExecute();
        description = "late";
        _carry(abi.encodeCall(policy.applyInEmergency, (one("auditRepeatPpm", 20_000))));
        vm.expectRevert(abi.encodeWithSelector(IPolicy.NotAllowed.selector, address(inEmergency), address(0)));
        _execute();
    }

    function test_Period_HasBounds() public {
        vm.expectRevert(abi.encodeWithSelector(GovernorBounds.OutOfRange.selector, 6 hours - 1, 6 hours, 3 days));
        new EmergencyGovernor(governor, 6 hours - 1);
        vm.expectRevert(abi.encodeWithSelector(GovernorBounds.OutOfRange.selector, 3 days + 1, 6 hours, 3 days));
        new EmergencyGovernor(governor, 3 days + 1);
        assertEq(new EmergencyGovernor(governor, 3 days).votingPeriod(), 3 days);
        assertEq(inEmergency.votingDelay(), 0);
    }

    function _propose(bytes memory call) private {
        (targets[0], calls[0]) = (address(policy), call);
        vm.prank(bob);
        proposal = inEmergency.propose(targets, values, calls, description);
    }

    function _carry(bytes memory call) private {
        _propose(call);
        pass(1);
        _vote(alice, FOR);
        pass(1 days);
    }

    function _vote(address who, uint8 support) private {
        vm.prank(who);
        inEmergency.castVote(proposal, support);
    }

    function _execute() private {
        inEmergency.execute(targets, values, calls, hashed());
    }

    function _refuses(address target_, bytes memory call, uint256 value) private {
        (targets[0], calls[0], values[0]) = (target_, call, value);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(EmergencyGovernor.NotAnEmergency.selector, target_, bytes4(call), value));
        inEmergency.propose(targets, values, calls, description);
        values[0] = 0;
    }

    function _assertState(IGovernor.ProposalState expected) private view {
        assertEq(uint8(inEmergency.state(proposal)), uint8(expected));
    }
}
