// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {INodeRegistry} from "./INodeRegistry.sol";

/// @title What operators do with their nodes
/// @notice Registration, stake and the way out; what others ask of the registry is {INodeRegistry}.
///
/// What is always true:
/// 1. The registry's balance is the sum of all stakes, and gifts.
/// 2. A node's unbonding part is at most its stake.
/// 3. Nothing leaves but by {withdraw}, to the node's operator, no sooner than the delay that held when it last began to unbond; or by a slash, to the slasher.
/// 4. What unbonds can be withdrawn at the latest {MAX_HELD} after its delay, whatever the slasher does and whether there is one.
/// 5. A key belongs to one operator at a time, who had a signature of it made for them and for that one registration.
///
/// What trust remains: the owner names the slasher, and the slasher can take any stake at once. Nobody else can take a unit, and nobody at all can keep one.
interface INodeOperators is INodeRegistry {
    /// @notice What governance sets.
    /// @param arbiterStake What must be bonded for a seat in the list of arbiters, 1 to 10⁶ tokens in units of 10⁻¹⁸ token.
    /// @param unbondingSeconds How long stake unbonds, {MIN_UNBONDING} to {MAX_UNBONDING}; and how long a node that left the list stays out of it.
    struct Terms {
        uint96 arbiterStake;
        uint32 unbondingSeconds;
    }

    /// @notice An ERC-2612 permit of exactly the amount, by the caller to the registry.
    /// @param deadline Until when the permit holds, Unix seconds.
    /// @param v Of the signature.
    /// @param r Of the signature.
    /// @param s Of the signature.
    struct Permit {
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    /// @notice A node's key was registered by its operator, for the `registration`th time, from 1.
    event Registered(bytes32 indexed id, address indexed operator, uint256 registration, bytes32 x, bytes32 y);

    /// @notice An operator gave a node up; whoever has a new signature of its key may register it.
    event Deregistered(bytes32 indexed id, address indexed operator);

    /// @notice A node's stake grew by `amount`, to `stake`.
    event Staked(bytes32 indexed id, uint256 amount, uint256 stake);

    /// @notice `unbonding` in all is on its way out and can be withdrawn from `releaseAt` on, Unix seconds, unless a hold is longer.
    event Unbonding(bytes32 indexed id, uint256 unbonding, uint256 releaseAt);

    /// @notice What was unbonding was paid out.
    event Withdrawn(bytes32 indexed id, address indexed operator, uint256 amount);

    /// @notice A slash took `amount`; `evidence` is the digest of what proves the fault.
    event Slashed(bytes32 indexed id, bytes32 indexed evidence, uint256 ppm, uint256 amount);

    /// @notice Nothing of the node's stake leaves before `until`, Unix seconds.
    event Held(bytes32 indexed id, uint256 until);

    /// @notice Another slasher judges from now on.
    event SlasherSet(address indexed slasher);

    /// @notice There are new terms.
    event TermsSet(Terms terms);

    /// @notice Only `role` may do that.
    error NotAllowed(address caller, address role);

    /// @notice No operator has registered that key, or the one that had gave it up.
    error UnknownNode(bytes32 id);

    /// @notice The node belongs to `operator`.
    error AlreadyRegistered(bytes32 id, address operator);

    /// @notice That is no point of P-256.
    error InvalidKey(bytes32 x, bytes32 y);

    /// @notice The node's key did not sign this registration, or its signature has the higher of the two values of s.
    error InvalidSignature(bytes32 id, bytes32 digest);

    /// @notice There must be something to stake, unbond or withdraw.
    error NothingToDo(bytes32 id);

    /// @notice More than there is.
    error TooMuch(bytes32 id, uint256 amount, uint256 available);

    /// @notice The stake is still unbonding or held.
    error TooEarly(bytes32 id, uint256 until);

    /// @notice A node with stake, unbonding stake included, is not given up.
    error StillStaked(bytes32 id, uint256 stake);

    /// @notice A value lies outside its range.
    error OutOfRange(uint256 value, uint256 min, uint256 max);

    /// @notice The shortest time that stake unbonds, in seconds.
    function MIN_UNBONDING() external view returns (uint256);

    /// @notice The longest time that stake unbonds, in seconds.
    function MAX_UNBONDING() external view returns (uint256);

    /// @notice How far ahead of now a hold reaches at most, in seconds.
    function MAX_HOLD() external view returns (uint256);

    /// @notice How long all holds together keep stake after it has unbonded at most, in seconds.
    function MAX_HELD() external view returns (uint256);

    /// @notice Who slashes and holds: the contract that judges results. Nobody where it is zero.
    function slasher() external view returns (address);

    /// @notice What governance set last.
    function terms() external view returns (Terms memory);

    /// @notice Until when a node's stake is held, Unix seconds; may have passed.
    function heldUntil(bytes32 id) external view returns (uint256);

    /// @notice From when the unbonding part can be withdrawn, holds included, Unix seconds; means nothing where nothing unbonds.
    function withdrawableAt(bytes32 id) external view returns (uint256);

    /// @notice How often a key was registered; its next registration has the number after.
    function registrations(bytes32 id) external view returns (uint256);

    /// @notice The id of a key: SHA-256 of its SubjectPublicKeyInfo (DER).
    function idOf(bytes32 x, bytes32 y) external view returns (bytes32);

    /// @notice What a node's key signs to be registered by an operator: SHA-256 ("render.nreg.v1" in 16 bytes ‖ chain id, 32 bytes ‖ this contract ‖ operator ‖
    /// number of the registration, 4 bytes). A registration that was given up can never be repeated with its old signature.
    function registrationDigest(address operator, uint256 registration) external view returns (bytes32);

    /// @notice Registers a node for the caller.
    /// @param x The public key's affine coordinates.
    /// @param y The public key's affine coordinates.
    /// @param r Of the key's signature over {registrationDigest}.
    /// @param s Of the signature, at most half of the group's order.
    /// @return id The node's id.
    function register(bytes32 x, bytes32 y, bytes32 r, bytes32 s) external returns (bytes32 id);

    /// @notice Gives a node up, so that another operator can register it: the way to hand it over. For its operator, once nothing is staked or held. The id stays, and
    /// with it what is known of the node: its seats, the time that it stays out of the list, all events. What its operator declared and attestors said ends.
    function deregister(bytes32 id) external;

    /// @notice Adds to a node's stake, taken from the caller by allowance. For its operator.
    function stake(bytes32 id, uint96 amount) external;

    /// @notice Adds to a node's stake, with the allowance in the same transaction. A permit that someone else has already submitted does no harm.
    function stakeWithPermit(bytes32 id, uint96 amount, Permit calldata permit) external;

    /// @notice Begins to unbond; what was unbonding before starts its delay again. Slashable all the while. For the node's operator.
    function unbond(bytes32 id, uint96 amount) external;

    /// @notice Bonds again what was unbonding. For the node's operator.
    function cancelUnbonding(bytes32 id, uint96 amount) external;

    /// @notice Pays what has unbonded to the node's operator. Anyone may call.
    /// @return amount What was paid.
    function withdraw(bytes32 id) external returns (uint256 amount);

    /// @notice Sets the terms, for what begins from now on. For the owner.
    function setTerms(Terms calldata terms) external;

    /// @notice Sets who slashes and holds; nobody is allowed. For the owner.
    function setSlasher(address slasher) external;
}
