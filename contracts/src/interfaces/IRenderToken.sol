// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title IRenderToken
/// @notice RNT, the network's token: an ERC-20 with 18 decimals, permits (ERC-2612), votes (ERC-5805, by timestamp) and burning.
/// Amounts fit in 128 bits, as in the network's own ledger.
/// @dev After deployment one thing can be decided, once: which contract mints. Nobody can pause, freeze, upgrade or seize.
interface IRenderToken is IERC20 {
    /// @notice Somebody else than `allowed` called.
    error RenderToken_Forbidden(address caller, address allowed);

    /// @notice The minter is `minter` for good.
    error RenderToken_MinterIsSet(address minter);

    /// @notice An account without code cannot be the minter: `account`.
    error RenderToken_MinterHasNoCode(address account);

    /// @notice The one contract that mints was named.
    event MinterSet(address indexed minter);

    /// @notice Names the contract that mints, once. Only by the deployer, who has no other right and loses this one by it.
    /// @param minter A contract.
    function setMinter(address minter) external;

    /// @notice Mints. Only by the minter, which answers for the schedule.
    /// @param to Who receives.
    /// @param amount In units of 10⁻¹⁸ token. The total supply stays below 2¹²⁸ units, else `ERC20ExceededSafeSupply`.
    function mint(address to, uint256 amount) external;

    /// @notice The contract that mints; zero until it is named.
    function minter() external view returns (address);

    /// @notice Who may name the minter.
    function deployer() external view returns (address);

    /// @notice What was handed out at deployment, before the first epoch, in units of 10⁻¹⁸ token.
    function granted() external view returns (uint256);
}
