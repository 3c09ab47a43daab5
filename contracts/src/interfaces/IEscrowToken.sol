// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

/// @title What the escrow asks of the token
/// @notice An ERC-20 with permits whose holders can burn. A transfer moves the whole amount or reverts: no fee on transfer, no rebase.
/// The supply stays below 2⁹⁶ units, so that no sum of balances overflows the escrow's books.
interface IEscrowToken is IERC20, IERC20Permit {
    /// @notice Destroys tokens of the caller.
    /// @param value How much, in units of 10⁻¹⁸ token.
    function burn(uint256 value) external;
}
