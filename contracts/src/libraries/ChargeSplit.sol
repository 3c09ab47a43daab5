// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title How a charge is split
/// @notice The largest-remainder rule of the local ledger for its three shares: each gets ⌊charge · share / 10⁴⌋, and the units left go one each to the
/// largest remainders, ties in the order burn, operators, treasury (their names' ordinal order). The parts add up to the charge, always.
library ChargeSplit {
    /// @notice The whole, in basis points.
    uint256 internal constant WHOLE = 10_000;

    /// @notice Splits a charge; the operators have the share that is neither burnt nor the treasury's.
    /// @param charge What is split; below 2²⁴⁰, so that no product overflows.
    /// @param burnBp The burnt share, in basis points.
    /// @param treasuryBp The treasury's share, in basis points; with `burnBp` at most 10,000.
    function split(uint256 charge, uint256 burnBp, uint256 treasuryBp) internal pure returns (uint256 burnt, uint256 treasury, uint256 operators) {
        unchecked {
            uint256 operatorsBp = WHOLE - burnBp - treasuryBp;
            burnt = charge * burnBp / WHOLE;
            treasury = charge * treasuryBp / WHOLE;
            operators = charge * operatorsBp / WHOLE;
            uint256 left = charge - burnt - treasury - operators;
            if (left == 0) return (burnt, treasury, operators);

            uint256 burnRest = charge * burnBp % WHOLE;
            uint256 treasuryRest = charge * treasuryBp % WHOLE;
            uint256 operatorsRest = charge * operatorsBp % WHOLE;
            // The three remainders add up to `left` wholes and each is less than one, so at most two units are left, and a share of nothing gets none.
            if (left == 1) {
                if (burnRest >= operatorsRest && burnRest >= treasuryRest) ++burnt;
                else if (operatorsRest >= treasuryRest) ++operators;
                else ++treasury;
            } else {
                // Everyone but the last in order.
                if (treasuryRest <= burnRest && treasuryRest <= operatorsRest) {
                    ++burnt;
                    ++operators;
                } else if (operatorsRest <= burnRest) {
                    ++burnt;
                    ++treasury;
                } else {
                    ++operators;
                    ++treasury;
                }
            }
        }
    }
}
