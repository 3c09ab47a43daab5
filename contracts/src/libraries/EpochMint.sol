// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title EpochMint
/// @notice What an epoch mints. The same rule as `EpochClose` in `Render.Network`, to the last unit; shared vectors keep them equal.
library EpochMint {
    uint256 internal constant WHOLE_BP = 10_000;
    uint256 private constant MILLION = 1_000_000;

    /// @notice What an epoch is decided by.
    /// @param scheduled Emission of the schedule for this epoch.
    /// @param carryIn Emission of earlier epochs that was not minted.
    /// @param recyclable Burned tokens that may be minted again in this epoch.
    /// @param capPerWorkUnit The most that is minted for one accepted work unit.
    /// @param availabilityBp Share of scheduled and recyclable for nodes that answered wake-ups, in basis points, 0 to 9,999.
    struct Budget {
        uint128 scheduled;
        uint128 carryIn;
        uint128 recyclable;
        uint128 capPerWorkUnit;
        uint256 availabilityBp;
    }

    /// @notice Splits an epoch's budget into what is minted for work, what for availability, and what is carried over.
    /// @dev Work gets at most the cap for each accepted work unit, or wash jobs would pay. Availability gets at most the same part of what is
    /// minted as of the schedule, so that nodes which only wait cannot live on an idle network. All divisions round down.
    /// @param budget What the epoch is decided by.
    /// @param microWorkUnits Accepted and paid work, in millionths of a work unit.
    /// @param answered Wake-ups answered.
    /// @return forWork Shared pro rata to accepted work.
    /// @return forAvailability Shared pro rata to answered wake-ups.
    /// @return carryOut scheduled + carryIn + recycled − forWork − forAvailability.
    /// @return recycled What of it are burned tokens minted again: what schedule and carry did not suffice for.
    function decide(Budget memory budget, uint128 microWorkUnits, uint256 answered)
        internal
        pure
        returns (uint256 forWork, uint256 forAvailability, uint128 carryOut, uint128 recycled)
    {
        uint128 fresh = budget.scheduled + budget.carryIn;
        uint256 reserved = (uint256(budget.scheduled) + budget.recyclable) * budget.availabilityBp / WHOLE_BP;
        // Two factors of 128 bits fit in 256.
        forWork = Math.min(uint256(fresh) + budget.recyclable - reserved, uint256(budget.capPerWorkUnit) * microWorkUnits / MILLION);
        if (answered > 0) forAvailability = Math.min(reserved, forWork * budget.availabilityBp / (WHOLE_BP - budget.availabilityBp));
        // Both come out of the budget: what is above `fresh` is at most `recyclable`, what is below at most `fresh`.
        uint256 all = forWork + forAvailability;
        if (all > fresh) recycled = uint128(all - fresh);
        else carryOut = uint128(fresh - all);
    }
}
