// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Registry of operators' nodes
/// @notice Who owns a node, which P-256 key signs its receipts, what stake answers for it, and what attestors said about its hardware and its place.
///
/// A node's life: registered by its operator, with a signature of the node's key over chain, contract and operator → staked → unbonding, for as long as a fault
/// of its last work may still be found, and slashable all the while → withdrawn.
///
/// A node's id is SHA-256 of its public key in SubjectPublicKeyInfo (DER), as receipts name it.
///
/// This is what the contract that judges results asks; what operators and attestors do is in {INodeOperators}, {IArbiterSeats} and {INodeAttestations}.
interface INodeRegistry {
    /// @notice A node.
    /// @param operator Who owns it; zero where it is not registered.
    /// @param stake What answers for it, unbonding part included, in units of 10⁻¹⁸ token.
    /// @param unbonding What of the stake is on its way out.
    /// @param releaseAt When the unbonding part may be withdrawn.
    /// @param x The public key's affine coordinates.
    /// @param y The public key's affine coordinates.
    struct Node {
        address operator;
        uint96 stake;
        uint96 unbonding;
        uint32 releaseAt;
        bytes32 x;
        bytes32 y;
    }

    /// @notice A node.
    function node(bytes32 id) external view returns (Node memory);

    /// @notice How many seats the list of arbiters has; it only grows, so that an index names the same node for ever.
    function arbiters() external view returns (uint256);

    /// @notice A seat of the list of arbiters.
    /// @param index From 0.
    /// @param at A time, in seconds, not after now: of later ones nothing is known, and it reverts.
    /// @return id The node.
    /// @return operator Who owns it.
    /// @return eligible Whether it stood in the list, with the stake that an arbiter needs, before `at` and had not left by then. What happens later never
    /// changes the answer, so that nobody steers a panel by joining or leaving once its seed is known.
    function arbiter(uint256 index, uint256 at) external view returns (bytes32 id, address operator, bool eligible);

    /// @notice Takes ⌈stake · ppm / 10⁶⌉ of a node's stake, from the unbonding part last, and sends it to the caller, who divides it. For the slasher.
    /// A node that was given up has no stake, and nothing is taken; a node that never was reverts.
    /// @param id The node.
    /// @param ppm The share, in parts per million, 0 to 1,000,000.
    /// @param evidence The digest of what proves the fault, for the books.
    /// @return amount What was taken.
    function slash(bytes32 id, uint256 ppm, bytes32 evidence) external returns (uint256 amount);

    /// @notice Keeps a node's stake in place until a time, since something is open against it; never shortens an earlier hold. For the slasher.
    /// @param id The node; one that never was reverts.
    /// @param until Unix seconds, at most 30 days from now. All holds together end 60 days after the stake has unbonded, so that nothing is kept for ever.
    function hold(bytes32 id, uint32 until) external;
}
