// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Operators' pool
/// @notice Holds what accepted epochs paid for operators and pays it out by cumulative claims: one claim collects everything up to now. Its balance is the
/// pool: since the escrow pays in what it charged, and nothing else pays out, no root can pay more than was charged.
interface IOperatorPool {
    /// @notice The escrow made a root the one to claim by.
    event RootAccepted(bytes32 root);

    /// @notice An operator was paid; `cumulative` is all they were ever paid.
    event Claimed(address indexed operator, uint256 amount, uint256 cumulative);

    /// @notice Only the escrow sets roots.
    error NotEscrow(address caller);

    /// @notice The accepted root does not hold that leaf.
    error InvalidProof(address operator, uint256 cumulative, bytes32 root);

    /// @notice All of that was paid before.
    error NothingToClaim(address operator, uint256 cumulative, uint256 claimed);

    /// @notice The root that operators claim by; zero before the first accepted epoch.
    function root() external view returns (bytes32);

    /// @notice All that an operator was ever paid.
    function claimed(address operator) external view returns (uint256);

    /// @notice An operator's leaf: hashed twice, so that no inner node is a leaf, and bound to chain and contract.
    /// @param operator Who earned.
    /// @param cumulative All they ever earned, in units of 10⁻¹⁸ token.
    function leafOf(address operator, uint256 cumulative) external view returns (bytes32);

    /// @notice Pays an operator all that the root gives them and was not paid before. Anyone may call; only the operator is paid. Where a wrong root gave away
    /// more than the pool holds, the token refuses what is not there, and a corrected root pays it.
    /// @param operator Whom.
    /// @param cumulative Their amount in the root.
    /// @param proof The leaf's siblings, from the bottom.
    /// @return amount What was paid.
    function claim(address operator, uint256 cumulative, bytes32[] calldata proof) external returns (uint256 amount);

    /// @notice Makes a root the one to claim by. For the escrow.
    function setRoot(bytes32 root) external;
}
