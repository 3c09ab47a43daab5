// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title EmissionSchedule
/// @notice How much may be minted in each epoch: stated periods one after the other, then the last period's amount, damped once a year and
/// rounded down each time. It is data and a function of the epoch's number alone, never of the burn. `Render.Network` has the same rule.
library EmissionSchedule {
    /// @notice A stretch of epochs with the same emission.
    /// @param epochs Number of epochs, 1 or more.
    /// @param perEpoch Emission of each, in units of 10⁻¹⁸ token; at most `MAX_PER_EPOCH`.
    struct Period {
        uint32 epochs;
        uint128 perEpoch;
    }

    /// @param periods The stated periods from epoch 0 on; at least one, at most `MAX_PERIODS`.
    /// @param epochsPerYear After the last period the emission falls each time so many epochs have passed; 1 or more.
    /// @param dampingPpm By what it is multiplied then, in parts per million, 0 to 1,000,000.
    struct Schedule {
        Period[] periods;
        uint32 epochsPerYear;
        uint32 dampingPpm;
    }

    /// @notice The schedule is none: see the ranges of `Schedule` and `Period`.
    error EmissionSchedule_OutOfRange();

    /// @notice More periods would make an epoch's end needlessly dear.
    uint256 internal constant MAX_PERIODS = 32;

    /// @notice A billion tokens an epoch: what no schedule needs, and far from where carried emission could overflow.
    uint128 internal constant MAX_PER_EPOCH = 1_000_000_000e18;

    uint256 private constant MILLION = 1_000_000;

    /// @notice The part of the Render Network's published emission that goes to node operators, in epochs of 7 days: 43,758 a week in year 1,
    /// 20,700 a week in year 2, then damped by 0.945 a year (RNP-006, RNP-018, RNP-001).
    function renderNetwork() internal pure returns (Schedule memory schedule) {
        schedule.periods = new Period[](2);
        schedule.periods[0] = Period(52, 43_758e18);
        schedule.periods[1] = Period(52, 20_700e18);
        schedule.epochsPerYear = 52;
        schedule.dampingPpm = 945_000;
    }

    /// @notice Keeps a schedule in place of any before it, after a look at its ranges.
    function store(Schedule storage self, Schedule memory schedule) internal {
        uint256 count = schedule.periods.length;
        if (count == 0 || count > MAX_PERIODS) revert EmissionSchedule_OutOfRange();
        if (schedule.epochsPerYear == 0 || schedule.dampingPpm > MILLION) revert EmissionSchedule_OutOfRange();
        delete self.periods;
        self.epochsPerYear = schedule.epochsPerYear;
        self.dampingPpm = schedule.dampingPpm;
        for (uint256 i; i < count; ++i) {
            if (schedule.periods[i].epochs == 0 || schedule.periods[i].perEpoch > MAX_PER_EPOCH) revert EmissionSchedule_OutOfRange();
            self.periods.push(schedule.periods[i]);
        }
    }

    /// @notice The emission of an epoch, in units of 10⁻¹⁸ token.
    /// @param epoch The epoch's number, from 0.
    function at(Schedule storage self, uint256 epoch) internal view returns (uint128) {
        uint256 count = self.periods.length;
        uint256 emission;
        for (uint256 i; i < count; ++i) {
            Period memory period = self.periods[i];
            if (epoch < period.epochs) return period.perEpoch;
            epoch -= period.epochs;
            emission = period.perEpoch;
        }

        uint256 damping = self.dampingPpm;
        if (damping == MILLION) return uint128(emission);
        for (uint256 year = epoch / self.epochsPerYear + 1; year > 0 && emission > 0; --year) {
            emission = emission * damping / MILLION;
        }
        // Never above the last period's amount, which fits.
        return uint128(emission);
    }
}
