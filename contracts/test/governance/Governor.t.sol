// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IPolicy} from "../../src/interfaces/IPolicy.sol";
import {GovernorBounds} from "../../src/governance/GovernorBounds.sol";
import {PolicyGovernor} from "../../src/governance/PolicyGovernor.sol";
import {GovernorTest} from "./GovernorTest.sol";

contract PolicyGovernorTest is GovernorTest {
    function test_Life_FromProposalToEffect() public {
        proposeDiff(bob, one("disputes.bond", 5));
        _assertState(IGovernor.ProposalState.Pending);
        pass(2 days);
        _assertState(IGovernor.ProposalState.Pending);
        vm.prank(alice);
        vm.expectRevert();
        governor.castVote(proposal, FOR);
        pass(1);
        _assertState(IGovernor.ProposalState.Active);
        vote(alice, FOR);
        pass(3 days - 1);
        _assertState(IGovernor.ProposalState.Active);
        pass(1);
        _assertState(IGovernor.ProposalState.Succeeded);
        queue();
        _assertState(IGovernor.ProposalState.Queued);
        pass(2 days - 1);
        vm.expectRevert();
        execute();
        pass(1);
        vm.prank(stranger);
        execute();
        _assertState(IGovernor.ProposalState.Executed);
        assertTerms(4_500, 5, 2);
        assertEq(policy.version(), 1);
    }

    function test_Propose_TooFewVotes_Reverts() public {
        give(stranger, 2_499e18);
        pass(1);
        IPolicy.Change[] memory diff = one("disputes.bond", 5);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorInsufficientProposerVotes.selector, stranger, 2_499e18, 2_500e18));
        governor.proposePolicy(diff, description);
        // The threshold is a share of what there is.
        vm.prank(holder);
        token.burn(400e18);
        pass(1);
        assertEq(governor.proposalThreshold(), 2_499e18);
        assertEq(governor.proposalThresholdPpm(), 2_500);
        proposeDiff(stranger, diff);
    }

    function test_Propose_AnythingElse_Reverts() public {
        _refuses(address(token), abi.encodeCall(token.transfer, (bob, 1)), 0);
        _refuses(address(target), abi.encodeCall(target.setSettler, (bob)), 0);
        _refuses(address(timelock), abi.encodeCall(timelock.updateDelay, (0)), 0);
        _refuses(address(timelock), abi.encodeCall(timelock.grantRole, (timelock.PROPOSER_ROLE(), bob)), 0);
        _refuses(address(governor), abi.encodeCall(governor.relay, (address(timelock), 0, "")), 0);
        _refuses(address(governor), abi.encodeCall(governor.updateTimelock, (timelock)), 0);
        _refuses(address(policy), abi.encodeCall(policy.setEmergency, (bob)), 1);
        _refuses(address(governor), "", 0);
        // A good call hides no other.
        (targets, values, calls) = (new address[](2), new uint256[](2), new bytes[](2));
        (targets[0], calls[0]) = (address(policy), abi.encodeCall(policy.setEmergency, (bob)));
        (targets[1], calls[1]) = (address(token), abi.encodeCall(token.burn, (1)));
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(PolicyGovernor.NotGoverned.selector, address(token), token.burn.selector, 0));
        governor.propose(targets, values, calls, description);
    }

    function test_Propose_ListsOfUnequalLength_Reverts() public {
        targets = new address[](2);
        (targets[0], calls[0]) = (address(policy), abi.encodeCall(policy.setEmergency, (bob)));
        (targets[1]) = address(token);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorInvalidProposalLength.selector, 2, 1, 1));
        governor.propose(targets, values, calls, description);
    }

    function test_Vote_WithoutAQuorum_IsDefeated() public {
        proposeDiff(bob, one("disputes.bond", 5));
        pass(2 days + 1);
        vote(bob, FOR);
        pass(3 days);
        _assertState(IGovernor.ProposalState.Defeated);
        vm.expectRevert();
        queue();
    }

    function test_Vote_AbstentionsMakeAQuorum() public {
        address carol = makeAddr("carol");
        give(carol, SUPPLY * 4 / 100 - 2_500e18 - 1);
        pass(1);
        proposeDiff(bob, one("disputes.bond", 5));
        pass(2 days + 1);
        vote(bob, FOR);
        vote(carol, ABSTAIN);
        pass(3 days);
        _assertState(IGovernor.ProposalState.Defeated);
        give(carol, 1);
        pass(1);
        description = "another";
        proposeDiff(bob, one("disputes.bond", 5));
        pass(2 days + 1);
        vote(bob, FOR);
        vote(carol, ABSTAIN);
        pass(3 days);
        _assertState(IGovernor.ProposalState.Succeeded);
    }

    function test_Vote_AsManyAgainst_IsDefeated() public {
        address carol = makeAddr("carol");
        give(carol, 100_000e18);
        pass(1);
        proposeDiff(bob, one("disputes.bond", 5));
        pass(2 days + 1);
        vote(alice, FOR);
        vote(carol, AGAINST);
        pass(3 days);
        _assertState(IGovernor.ProposalState.Defeated);
    }

    function test_Vote_BoughtOrMovedAfterTheSnapshot_DoesNotCount() public {
        proposeDiff(bob, one("disputes.bond", 5));
        pass(2 days);
        address carol = makeAddr("carol");
        pass(1);
        give(carol, 500_000e18);
        vm.prank(carol);
        assertEq(governor.castVote(proposal, AGAINST), 0);
        // What is sold or delegated away afterwards still counts, once.
        vm.startPrank(alice);
        token.delegate(stranger);
        token.transfer(stranger, 100_000e18);
        assertEq(governor.castVote(proposal, FOR), 100_000e18);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorAlreadyCastVote.selector, alice));
        governor.castVote(proposal, FOR);
        vm.stopPrank();
        vm.prank(stranger);
        assertEq(governor.castVote(proposal, FOR), 0);
        pass(3 days);
        _assertState(IGovernor.ProposalState.Succeeded);
    }

    function test_Vote_ByDelegation() public {
        vm.prank(alice);
        token.delegate(bob);
        pass(1);
        proposeDiff(bob, one("disputes.bond", 5));
        pass(2 days + 1);
        vm.prank(alice);
        assertEq(governor.castVote(proposal, FOR), 0);
        vm.prank(bob);
        assertEq(governor.castVote(proposal, FOR), 102_500e18);
    }

    /// Bounds are asked when it takes effect: then nothing of it does.
    function test_Execute_OutOfBounds_ChangesNothing() public {
        proposeDiff(bob, two("auditRepeatPpm", 5, "disputes.bond", 0));
        carry();
        queue();
        pass(2 days);
        vm.expectRevert(outOfBounds("disputes.bond", 0, 1, 1e24));
        execute();
        assertEq(valueOf("auditRepeatPpm"), 10_000);
        assertEq(policy.version(), 0);
        _assertState(IGovernor.ProposalState.Queued);
    }

    /// Two proposals that were each valid when they were made.
    function test_Execute_BrokenByWhatCameBefore_WaitsUntilItHolds() public {
        proposeDiff(bob, one("tiers.economy.replicas", 2));
        carry();
        queue();
        pass(2 days);
        vm.expectRevert(outOfBounds("tiers.economy.mostReplicas", 1, 2, 8));
        execute();
        (bytes memory waiting, string memory name) = (calls[0], description);
        description = "room";
        proposeDiff(bob, one("tiers.economy.mostReplicas", 3));
        carryAndExecute();
        (calls[0], description) = (waiting, name);
        execute();
        assertEq(valueOf("tiers.economy.replicas"), 2);
    }

    function test_Execute_Again_Reverts() public {
        proposeDiff(bob, one("disputes.bond", 5));
        carryAndExecute();
        vm.expectRevert();
        execute();
        vm.expectRevert();
        queue();
        vm.prank(bob);
        vm.expectRevert();
        governor.propose(targets, values, calls, description);
        bytes32 operation = timelock.hashOperationBatch(targets, values, calls, 0, bytes20(address(governor)) ^ hashed());
        assertTrue(timelock.isOperationDone(operation));
        vm.expectRevert();
        timelock.executeBatch(targets, values, calls, 0, bytes20(address(governor)) ^ hashed());
        assertEq(policy.version(), 1);
    }

    /// Once it is voted nobody in particular is needed.
    function test_ProposersKeysLost_StopsNothing() public {
        proposeDiff(bob, one("disputes.bond", 5));
        vm.startPrank(bob);
        token.transfer(address(0xdead), 2_500e18);
        vm.stopPrank();
        vm.startPrank(stranger);
        pass(2 days + 1);
        vm.stopPrank();
        vote(alice, FOR);
        pass(3 days);
        vm.startPrank(stranger);
        queue();
        pass(2 days);
        execute();
        assertEq(valueOf("disputes.bond"), 5);
    }

    function test_Cancel_ByTheProposerWhilePending() public {
        proposeDiff(bob, one("disputes.bond", 5));
        vm.prank(stranger);
        vm.expectRevert();
        governor.cancel(targets, values, calls, hashed());
        vm.prank(bob);
        governor.cancel(targets, values, calls, hashed());
        _assertState(IGovernor.ProposalState.Canceled);
        description = "another";
        proposeDiff(bob, one("disputes.bond", 5));
        pass(2 days + 1);
        vm.prank(bob);
        vm.expectRevert();
        governor.cancel(targets, values, calls, hashed());
    }

    function test_Timelock_HasOneProposerAndNoAdministrator() public view {
        assertTrue(timelock.hasRole(timelock.PROPOSER_ROLE(), address(governor)));
        assertTrue(timelock.hasRole(timelock.CANCELLER_ROLE(), address(governor)));
        assertTrue(timelock.hasRole(timelock.EXECUTOR_ROLE(), address(0)));
        assertFalse(timelock.hasRole(timelock.DEFAULT_ADMIN_ROLE(), address(this)));
        assertFalse(timelock.hasRole(timelock.DEFAULT_ADMIN_ROLE(), address(governor)));
        assertEq(timelock.getMinDelay(), 2 days);
        assertEq(policy.owner(), address(timelock));
        assertEq(target.owner(), address(policy));
    }

    function test_Roles_AreReachedThroughThePolicy() public {
        propose(bob, address(policy), abi.encodeCall(policy.forward, (address(target), abi.encodeCall(target.setTreasury, (stranger)))));
        carryAndExecute();
        assertEq(target.treasury(), stranger);
        description = "hand over";
        propose(bob, address(policy), abi.encodeCall(policy.transferOwnership, (stranger)));
        carryAndExecute();
        assertEq(policy.owner(), stranger);
    }

    function test_Settings_WithinBounds_Change() public {
        assertEq(governor.quorum(block.timestamp - 1), SUPPLY * 4 / 100);
        (targets, values, calls) = (new address[](4), new uint256[](4), new bytes[](4));
        for (uint256 i = 0; i < 4; ++i) {
            targets[i] = address(governor);
        }
        calls[0] = abi.encodeCall(governor.setVotingDelay, (1 hours));
        calls[1] = abi.encodeCall(governor.setVotingPeriod, (1 days));
        calls[2] = abi.encodeCall(governor.setProposalThreshold, (100));
        calls[3] = abi.encodeCall(governor.updateQuorumNumerator, (20));
        vm.prank(bob);
        proposal = governor.propose(targets, values, calls, description);
        carryAndExecute();
        assertEq(governor.votingDelay(), 1 hours);
        assertEq(governor.votingPeriod(), 1 days);
        assertEq(governor.proposalThresholdPpm(), 100);
        assertEq(governor.quorumNumerator(), 20);
        assertEq(governor.name(), "RenderGovernor");
        assertEq(governor.CLOCK_MODE(), "mode=timestamp");
        assertTrue(governor.proposalNeedsQueuing(proposal));
    }

    function test_Settings_BeyondBounds_AreRefused() public {
        propose(bob, address(governor), abi.encodeCall(governor.setVotingPeriod, (1 days - 1)));
        carry();
        queue();
        pass(2 days);
        vm.expectRevert(_outOfRange(1 days - 1, 1 days, 30 days));
        execute();

        GovernorBounds.Settings memory good = GovernorBounds.uniswap();
        assertEq(new PolicyGovernor(token, policy, good).votingPeriod(), 7 days);
        good.votingDelay = 1 hours - 1;
        _refusesSettings(good, 1 hours - 1, 1 hours, 14 days);
        good.votingDelay = 14 days + 1;
        _refusesSettings(good, 14 days + 1, 1 hours, 14 days);
        (good.votingDelay, good.votingPeriod) = (14 days, 30 days + 1);
        _refusesSettings(good, 30 days + 1, 1 days, 30 days);
        (good.votingPeriod, good.thresholdPpm) = (30 days, 99);
        _refusesSettings(good, 99, 100, 10_000);
        good.thresholdPpm = 10_001;
        _refusesSettings(good, 10_001, 100, 10_000);
        (good.thresholdPpm, good.quorumPercent) = (10_000, 1);
        _refusesSettings(good, 1, 2, 20);
        good.quorumPercent = 21;
        _refusesSettings(good, 21, 2, 20);
        (good.quorumPercent, good.timelockSeconds) = (2, 1 days - 1);
        _refusesSettings(good, 1 days - 1, 1 days, 30 days);
        good.timelockSeconds = 30 days + 1;
        _refusesSettings(good, 30 days + 1, 1 days, 30 days);
    }

    function test_Settings_ByAnybodyElse_Revert() public {
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorOnlyExecutor.selector, address(this)));
        governor.setVotingDelay(1 hours);
    }

    function _refuses(address target_, bytes memory call, uint256 value) private {
        (targets[0], calls[0], values[0]) = (target_, call, value);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(PolicyGovernor.NotGoverned.selector, target_, bytes4(call), value));
        governor.propose(targets, values, calls, description);
        values[0] = 0;
    }

    function _refusesSettings(GovernorBounds.Settings memory settings, uint256 value, uint256 min, uint256 max) private {
        vm.expectRevert(_outOfRange(value, min, max));
        new PolicyGovernor(token, policy, settings);
    }

    function _outOfRange(uint256 value, uint256 min, uint256 max) private pure returns (bytes memory) {
        return abi.encodeWithSelector(GovernorBounds.OutOfRange.selector, value, min, max);
    }

    function _assertState(IGovernor.ProposalState expected) private view {
        assertEq(uint8(governor.state(proposal)), uint8(expected));
    }
}
