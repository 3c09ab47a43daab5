// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title How a dispute's money is divided
/// @notice The largest-remainder rule of the ledger, as `DisputeSettlement` of Render.Network applies it: each share gets ⌊amount · weight / Σ weights⌋, and the
/// units left go one each to the largest remainders, ties by name.
library DisputeSplit {
    /// @notice The whole, in parts per million.
    uint256 internal constant WHOLE = 1_000_000;

    /// @notice Splits what the losers pay; what neither winner nor arbiters get is burned. Ties: arbiters, burn, winner.
    /// @param paid What is split; below 2²³⁶, so that no product overflows.
    /// @param winnerPpm The winner's share, in parts per million.
    /// @param arbitersPpm The share of the arbiters who were right; with `winnerPpm` at most {WHOLE}.
    function split(uint256 paid, uint256 winnerPpm, uint256 arbitersPpm) internal pure returns (uint256 winner, uint256 arbiters, uint256 burned) {
        unchecked {
            uint256[3] memory weights = [arbitersPpm, WHOLE - arbitersPpm - winnerPpm, winnerPpm];
            uint256[3] memory parts;
            uint256 left = paid;
            for (uint256 i = 0; i < 3; ++i) {
                parts[i] = paid * weights[i] / WHOLE;
                left -= parts[i];
            }
            // The remainders add up to `left` wholes and each is less than one, so nobody gets a second unit, and a share of nothing gets none.
            for (; left != 0; --left) {
                uint256 most = 0;
                for (uint256 i = 1; i < 3; ++i) {
                    if (paid * weights[i] % WHOLE > paid * weights[most] % WHOLE) most = i;
                }
                ++parts[most];
                weights[most] = 0;
            }
            return (parts[2], parts[0], parts[1]);
        }
    }

    /// @notice Splits an amount in equal parts, one for each id; the units left go to the least ids.
    /// @dev The ledger breaks ties by the text of a node's id, which is `node-` and the first 20 hexadecimal digits of this id: the same order.
    function share(uint256 amount, bytes32[] memory ids) internal pure returns (uint256[] memory parts) {
        parts = new uint256[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            uint256 less = 0;
            for (uint256 j = 0; j < ids.length; ++j) {
                if (ids[j] < ids[i]) ++less;
            }
            parts[i] = amount / ids.length + (less < amount % ids.length ? 1 : 0);
        }
    }
}
