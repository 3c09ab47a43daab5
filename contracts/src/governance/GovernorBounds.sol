// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Bounds and presets of governance
/// @notice What its settings can ever be, and what they are at networks whose governance has held for years.
library GovernorBounds {
    /// @notice How votes are held.
    /// @param votingDelay From a proposal to the moment whose votes count, 1 hour to 14 days, in seconds.
    /// @param votingPeriod How long is voted, 1 to 30 days, in seconds.
    /// @param thresholdPpm Share of all votes that a proposer must have, 100 to 10,000 in parts per million.
    /// @param quorumPercent Share of all votes that must be for it or abstain, 2 to 20 percent.
    /// @param timelockSeconds From the vote to its effect, 1 to 30 days; for good.
    struct Settings {
        uint48 votingDelay;
        uint32 votingPeriod;
        uint256 thresholdPpm;
        uint256 quorumPercent;
        uint256 timelockSeconds;
    }

    /// @notice A setting lies outside its range.
    error OutOfRange(uint256 value, uint256 min, uint256 max);

    /// @notice As Compound's GovernorBravo: 13,140 blocks (2 days) before 19,710 blocks (3 days) of voting, 25,000 of 10 million COMP to propose, a quorum of 400,000, 2 days.
    function compound() internal pure returns (Settings memory) {
        return Settings(2 days, 3 days, 2_500, 4, 2 days);
    }

    /// @notice As Uniswap's: 13,140 blocks (2 days) before 40,320 blocks (a week when set) of voting, 1 million of a billion UNI to propose, a quorum of 40 million, 2 days.
    function uniswap() internal pure returns (Settings memory) {
        return Settings(2 days, 7 days, 1_000, 4, 2 days);
    }

    /// @notice Reverts unless the value lies in its range.
    function inRange(uint256 value, uint256 min, uint256 max) internal pure {
        if (value < min || value > max) revert OutOfRange(value, min, max);
    }
}
