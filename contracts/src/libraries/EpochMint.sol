// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title EpochMint
/// @notice What an epoch mints. The same rule as `EpochClose` in `Render.Network`, to the last unit; shared vectors keep them equal.
library EpochMint {
    uint256 internal constant WHOLE_BP = 10_000;
    uint256 private constant MILLION = 1_000_000;

    /// @notice Splits an epoch's budget into what is minted for work, what for availability, and what is carried over.
    /// @dev Work gets at most the cap for each accepted work unit, or wash jobs would pay. Availability gets at most the same part of what is
    /// minted as of the schedule, so that nodes which only wait cannot live on an idle network. All divisions round down.
    /// @param scheduled Emission of the schedule for this epoch.
    /// @param carryIn Emission of earlier epochs that was not minted.
    /// @param capPerWorkUnit The most that is minted for one accepted work unit.
    /// @param availabilityBp Share of `scheduled` for nodes that answered wake-ups, in basis points, 0 to 9,999.
    /// @param microWorkUnits Accepted and paid work, in millionths of a work unit.
    /// @param answered Wake-ups answered.
    /// @return forWork Shared pro rata to accepted work.
    /// @return forAvailability Shared pro rata to answered wake-ups.
    /// @return carryOut scheduled + carryIn − forWork − forAvailability.
    function decide(uint128 scheduled, uint128 carryIn, uint128 capPerWorkUnit, uint256 availabilityBp, uint128 microWorkUnits, uint256 answered)
        internal
        pure
        returns (uint256 forWork, uint256 forAvailability, uint128 carryOut)
    {
        uint128 budget = scheduled + carryIn;
        uint256 reserved = uint256(scheduled) * availabilityBp / WHOLE_BP;
        // Two factors of 128 bits fit in 256.
        forWork = Math.min(budget - reserved, uint256(capPerWorkUnit) * microWorkUnits / MILLION);
        if (answered > 0) forAvailability = Math.min(reserved, forWork * availabilityBp / (WHOLE_BP - availabilityBp));
        // Both come out of the budget, so what is left fits.
        carryOut = uint128(budget - forWork - forAvailability);
    }
}
