// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {GovernorTimelockControl} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes, IVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {GovernorVotesQuorumFraction} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import {IPolicy} from "../interfaces/IPolicy.sol";
import {GovernorBounds} from "./GovernorBounds.sol";

/// @title Governance of the policy
/// @notice Token-weighted votes over {IPolicy}, with a timelock: proposed → a delay, whose end fixes the votes → voted → queued → after the timelock anybody executes.
///
/// A proposal may call the policy, and the four functions here that set how votes are held, within bounds that nobody can change; it can call nothing else. So the timelock, which is
/// deployed here, has this one proposer, no administrator and one delay for good; to replace all of it, a proposal hands the policy to another owner.
///
/// What trust remains: whoever has more votes than the others in a vote that meets its quorum decides, within the policy's bounds.
contract PolicyGovernor is GovernorSettings, GovernorCountingSimple, GovernorVotesQuorumFraction, GovernorTimelockControl {
    uint256 private constant MILLION = 1_000_000;

    /// @notice The policy.
    IPolicy public immutable POLICY;

    /// @notice A proposal may not call that, or send coins.
    error NotGoverned(address target, bytes4 selector, uint256 value);

    /// @param token Whose holders vote.
    /// @param policy What they vote on; its owner is to be {timelock}.
    /// @param settings How; see {GovernorBounds}.
    constructor(IVotes token, IPolicy policy, GovernorBounds.Settings memory settings)
        Governor("RenderGovernor")
        GovernorSettings(settings.votingDelay, settings.votingPeriod, settings.thresholdPpm)
        GovernorVotes(token)
        GovernorVotesQuorumFraction(settings.quorumPercent)
        GovernorTimelockControl(_deployTimelock(settings.timelockSeconds))
    {
        POLICY = policy;
    }

    /// @notice Proposes a change of the policy.
    /// @param diff The new values, in ascending order of ids.
    /// @param description What it is for, and where its replay of past epochs is.
    /// @return The proposal's id.
    function proposePolicy(IPolicy.Change[] calldata diff, string calldata description) external returns (uint256) {
        address[] memory targets = new address[](1);
        bytes[] memory calls = new bytes[](1);
        (targets[0], calls[0]) = (address(POLICY), abi.encodeCall(IPolicy.applyDiff, (diff)));
        return propose(targets, new uint256[](1), calls, description);
    }

    /// @notice The votes that a proposer must have: a share of all that there were a moment ago.
    function proposalThreshold() public view override(Governor, GovernorSettings) returns (uint256) {
        return token().getPastTotalSupply(clock() - 1) * super.proposalThreshold() / MILLION;
    }

    /// @notice The share of all votes that a proposer must have, in parts per million.
    function proposalThresholdPpm() public view returns (uint256) {
        return GovernorSettings.proposalThreshold();
    }

    /// @inheritdoc Governor
    function state(uint256 proposalId) public view override(Governor, GovernorTimelockControl) returns (ProposalState) {
        return super.state(proposalId);
    }

    /// @inheritdoc Governor
    function proposalNeedsQueuing(uint256 proposalId) public view override(Governor, GovernorTimelockControl) returns (bool) {
        return super.proposalNeedsQueuing(proposalId);
    }

    function _propose(address[] memory targets, uint256[] memory values, bytes[] memory calldatas, string memory description, address proposer)
        internal
        override
        returns (uint256)
    {
        for (uint256 i = 0; i < targets.length && i < values.length && i < calldatas.length; ++i) {
            bytes4 selector = bytes4(calldatas[i]);
            bool settings = targets[i] == address(this)
                && (selector == this.setVotingDelay.selector
                    || selector == this.setVotingPeriod.selector
                    || selector == this.setProposalThreshold.selector
                    || selector == this.updateQuorumNumerator.selector);
            if (values[i] != 0 || !(settings || targets[i] == address(POLICY))) revert NotGoverned(targets[i], selector, values[i]);
        }
        return super._propose(targets, values, calldatas, description, proposer);
    }

    function _setVotingDelay(uint48 seconds_) internal override {
        GovernorBounds.inRange(seconds_, 1 hours, 14 days);
        super._setVotingDelay(seconds_);
    }

    function _setVotingPeriod(uint32 seconds_) internal override {
        GovernorBounds.inRange(seconds_, 1 days, 30 days);
        super._setVotingPeriod(seconds_);
    }

    function _setProposalThreshold(uint256 ppm) internal override {
        GovernorBounds.inRange(ppm, 100, 10_000);
        super._setProposalThreshold(ppm);
    }

    function _updateQuorumNumerator(uint256 percent) internal override {
        GovernorBounds.inRange(percent, 2, 20);
        super._updateQuorumNumerator(percent);
    }

    function _deployTimelock(uint256 delay) private returns (TimelockController) {
        GovernorBounds.inRange(delay, 1 days, 30 days);
        address[] memory proposers = new address[](1);
        proposers[0] = address(this);
        // Nobody in particular: everybody executes. No administrator.
        return new TimelockController(delay, proposers, new address[](1), address(0));
    }

    function _queueOperations(uint256 id, address[] memory targets, uint256[] memory values, bytes[] memory calldatas, bytes32 description)
        internal
        override(Governor, GovernorTimelockControl)
        returns (uint48)
    {
        return super._queueOperations(id, targets, values, calldatas, description);
    }

    function _executeOperations(uint256 id, address[] memory targets, uint256[] memory values, bytes[] memory calldatas, bytes32 description)
        internal
        override(Governor, GovernorTimelockControl)
    {
        super._executeOperations(id, targets, values, calldatas, description);
    }

    function _cancel(address[] memory targets, uint256[] memory values, bytes[] memory calldatas, bytes32 description)
        internal
        override(Governor, GovernorTimelockControl)
        returns (uint256)
    {
        return super._cancel(targets, values, calldatas, description);
    }

    function _executor() internal view override(Governor, GovernorTimelockControl) returns (address) {
        return super._executor();
    }
}
