// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {IPolicy} from "../interfaces/IPolicy.sol";
import {GovernorBounds} from "./GovernorBounds.sol";
import {PolicyGovernor} from "./PolicyGovernor.sol";

/// @title Governance in an emergency
/// @notice Votes as {PolicyGovernor}'s, at once and without a timelock, but with twice its quorum and two thirds of the votes; and all that they can do is what the policy lets an emergency do:
/// tighten values, remove a settler, a slasher or the reference CPU, name a guardian. Nothing of that takes a token from anybody.
///
/// The votes that count are those of the second of the proposal, so none is bought for it. How votes are held never changes here; governance replaces the contract in the policy.
contract EmergencyGovernor is GovernorCountingSimple, GovernorVotes {
    /// @notice Whose quorum is doubled, and whose threshold holds.
    PolicyGovernor public immutable GOVERNOR;

    /// @notice The policy.
    IPolicy public immutable POLICY;

    uint256 private immutable PERIOD;

    /// @notice A proposal may not call that, or send coins.
    error NotAnEmergency(address target, bytes4 selector, uint256 value);

    /// @param governor The governor of all times.
    /// @param period How long is voted, 6 hours to 3 days, in seconds.
    constructor(PolicyGovernor governor, uint256 period) Governor("RenderEmergencyGovernor") GovernorVotes(governor.token()) {
        GovernorBounds.inRange(period, 6 hours, 3 days);
        (GOVERNOR, POLICY, PERIOD) = (governor, governor.POLICY(), period);
    }

    /// @inheritdoc Governor
    function votingDelay() public pure override returns (uint256) {
        return 0;
    }

    /// @inheritdoc Governor
    function votingPeriod() public view override returns (uint256) {
        return PERIOD;
    }

    /// @inheritdoc Governor
    function proposalThreshold() public view override returns (uint256) {
        return GOVERNOR.proposalThreshold();
    }

    /// @inheritdoc Governor
    function quorum(uint256 timepoint) public view override returns (uint256) {
        return 2 * GOVERNOR.quorum(timepoint);
    }

    // Two thirds of those who decide.
    function _voteSucceeded(uint256 proposalId) internal view override(Governor, GovernorCountingSimple) returns (bool) {
        (uint256 against, uint256 for_,) = proposalVotes(proposalId);
        return for_ != 0 && for_ >= 2 * against;
    }

    function _propose(address[] memory targets, uint256[] memory values, bytes[] memory calldatas, string memory description, address proposer)
        internal
        override
        returns (uint256)
    {
        for (uint256 i = 0; i < targets.length && i < values.length && i < calldatas.length; ++i) {
            bytes4 selector = bytes4(calldatas[i]);
            bool allowed = targets[i] == address(POLICY) && (selector == IPolicy.applyInEmergency.selector || selector == IPolicy.forwardInEmergency.selector);
            if (values[i] != 0 || !allowed) revert NotAnEmergency(targets[i], selector, values[i]);
        }
        return super._propose(targets, values, calldatas, description, proposer);
    }
}
