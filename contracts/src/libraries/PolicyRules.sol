// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPolicy} from "../interfaces/IPolicy.sol";

/// @title Rules between parameters
/// @notice What `PolicyBounds` of `Render.Network` demands beyond each value's own range.
library PolicyRules {
    uint256 private constant WHOLE_BP = 10_000;
    uint256 private constant MILLION = 1_000_000;

    bytes32 private constant SPLIT = keccak256("split");
    bytes32 private constant BURN = keccak256("split.burnBp");
    bytes32 private constant TREASURY = keccak256("split.treasuryBp");
    bytes32 private constant OPERATORS = keccak256("split.operatorsBp");
    bytes32 private constant FLOOR = keccak256("prices.floor");
    bytes32 private constant CEILING = keccak256("prices.ceiling");
    bytes32 private constant CAP = keccak256("emission.capPerWorkUnit");
    bytes32 private constant AVAILABILITY = keccak256("emission.availabilityBp");
    bytes32 private constant ARBITERS = keccak256("disputes.arbiters");
    bytes32 private constant WINNER = keccak256("disputes.winnerPpm");
    bytes32 private constant ARBITERS_PART = keccak256("disputes.arbitersPpm");

    /// @notice Reverts unless all rules hold.
    function check(mapping(bytes32 id => IPolicy.Parameter) storage policy) internal view {
        uint256 lost = policy[BURN].value + uint256(policy[TREASURY].value);
        _inBounds(SPLIT, lost + policy[OPERATORS].value, WHOLE_BP, WHOLE_BP);

        uint256 floor = policy[FLOOR].value;
        _inBounds(CEILING, policy[CEILING].value, floor, policy[CEILING].max);
        // Whoever renders a job of their own gets the operators' part back; and availability is minted on top of what work earns.
        uint256 most = floor * lost / WHOLE_BP * (WHOLE_BP - policy[AVAILABILITY].value) / WHOLE_BP;
        _inBounds(CAP, policy[CAP].value, 0, most);

        _replicas(policy, keccak256("tiers.economy.replicas"), keccak256("tiers.economy.mostReplicas"));
        _replicas(policy, keccak256("tiers.priority.replicas"), keccak256("tiers.priority.mostReplicas"));
        _replicas(policy, keccak256("tiers.trusted.replicas"), keccak256("tiers.trusted.mostReplicas"));

        if (policy[ARBITERS].value % 2 == 0) revert IPolicy.NotOdd(ARBITERS, policy[ARBITERS].value);
        _inBounds(ARBITERS_PART, policy[ARBITERS_PART].value, 0, MILLION - policy[WINNER].value);
    }

    function _replicas(mapping(bytes32 id => IPolicy.Parameter) storage policy, bytes32 least, bytes32 most) private view {
        _inBounds(most, policy[most].value, policy[least].value, policy[most].max);
    }

    function _inBounds(bytes32 id, uint256 value, uint256 min, uint256 max) private pure {
        if (value < min || value > max) revert IPolicy.OutOfBounds(id, value, min, max);
    }
}
