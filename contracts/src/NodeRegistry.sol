// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {INodeAttestations} from "./interfaces/INodeAttestations.sol";
import {IArbiterSeats} from "./interfaces/IArbiterSeats.sol";
import {INodeOperators} from "./interfaces/INodeOperators.sol";
import {INodeRegistry} from "./interfaces/INodeRegistry.sol";
import {DomainTags} from "./libraries/DomainTags.sol";
import {ReceiptCodec} from "./libraries/ReceiptCodec.sol";
import {ArbiterSeats} from "./registry/ArbiterSeats.sol";
import {NodeAttestations} from "./registry/NodeAttestations.sol";

/// @title Registry of operators' nodes
/// @notice See {INodeRegistry} for what others ask, {INodeOperators}, {IArbiterSeats} and {INodeAttestations} for what operators and attestors do.
/// @dev Every call writes all it changes before it moves tokens, and moves them last; so a token that calls back finds finished books, and no lock against
/// reentrancy is needed. Amounts are 96 bits wide (7.9 · 10¹⁰ tokens), times 32 (until 2106).
contract NodeRegistry is INodeOperators, ArbiterSeats, NodeAttestations, Ownable2Step {
    using SafeERC20 for IERC20;

    // A node's books: stake in one slot with its operator, the way out in the next, the key in two.
    struct Books {
        address operator;
        uint96 stake;
        uint96 unbonding;
        uint32 releaseAt;
        uint32 heldUntil;
        uint32 registrations;
        bytes32 x;
        bytes32 y;
    }

    /// @inheritdoc INodeOperators
    uint256 public constant MIN_UNBONDING = 1 hours;

    /// @inheritdoc INodeOperators
    uint256 public constant MAX_UNBONDING = 90 days;

    /// @inheritdoc INodeOperators
    uint256 public constant MAX_HOLD = 30 days;

    /// @inheritdoc INodeOperators
    uint256 public constant MAX_HELD = 60 days;

    uint256 private constant MIN_ARBITER_STAKE = 1e18;
    uint256 private constant MAX_ARBITER_STAKE = 1e24;
    uint256 private constant MILLION = 1_000_000;

    /// @notice The token that is staked.
    IERC20 public immutable TOKEN;

    /// @inheritdoc INodeOperators
    address public slasher;

    Terms private _terms;
    mapping(bytes32 id => Books) private _nodes;

    /// @param token The token that is staked: its transfers move the whole amount or revert.
    /// @param owner_ Who sets the rest; governance.
    /// @param terms_ The first terms.
    constructor(IERC20 token, address owner_, Terms memory terms_) Ownable(owner_) {
        TOKEN = token;
        _setTerms(terms_);
    }

    // ───────────────────────────── operators ─────────────────────────────

    /// @inheritdoc INodeOperators
    function register(bytes32 x, bytes32 y, bytes32 r, bytes32 s) external returns (bytes32 id) {
        // Check
        if (!P256.isValidPublicKey(x, y)) revert InvalidKey(x, y);
        id = idOf(x, y);
        Books storage books = _nodes[id];
        if (books.operator != address(0)) revert AlreadyRegistered(id, books.operator);
        uint32 number = books.registrations + 1;
        bytes32 digest = registrationDigest(msg.sender, number);
        if (!P256.verify(digest, r, s, x, y)) revert InvalidSignature(id, digest);

        // Effect
        (books.operator, books.registrations, books.x, books.y) = (msg.sender, number, x, y);
        emit Registered(id, msg.sender, number, x, y);
    }

    /// @inheritdoc INodeOperators
    function deregister(bytes32 id) external {
        // Check
        _onlyOperator(id);
        Books storage books = _nodes[id];
        if (books.stake != 0) revert StillStaked(id, books.stake);
        if (block.timestamp < books.heldUntil) revert TooEarly(id, books.heldUntil);

        // Effect
        books.operator = address(0);
        emit Deregistered(id, msg.sender);
    }

    /// @inheritdoc INodeOperators
    function stake(bytes32 id, uint96 amount) external {
        _stake(id, amount);
    }

    /// @inheritdoc INodeOperators
    function stakeWithPermit(bytes32 id, uint96 amount, Permit calldata permit) external {
        // Whoever sees the permit can submit it first; then this fails and the allowance is there all the same. Without one, the transfer says so.
        try IERC20Permit(address(TOKEN)).permit(msg.sender, address(this), amount, permit.deadline, permit.v, permit.r, permit.s) {} catch {}
        _stake(id, amount);
    }

    /// @inheritdoc INodeOperators
    function unbond(bytes32 id, uint96 amount) external {
        // Check
        _onlyOperator(id);
        Books storage books = _nodes[id];
        uint96 bonded = books.stake - books.unbonding;
        if (amount == 0) revert NothingToDo(id);
        if (amount > bonded) revert TooMuch(id, amount, bonded);

        // Effect
        Terms memory set = _terms;
        books.unbonding += amount;
        books.releaseAt = uint32(block.timestamp) + set.unbondingSeconds;
        emit Unbonding(id, books.unbonding, books.releaseAt);
        _leaveBelow(id, bonded - amount, set.arbiterStake);
    }

    /// @inheritdoc INodeOperators
    function cancelUnbonding(bytes32 id, uint96 amount) external {
        // Check
        _onlyOperator(id);
        Books storage books = _nodes[id];
        if (amount == 0) revert NothingToDo(id);
        if (amount > books.unbonding) revert TooMuch(id, amount, books.unbonding);

        // Effect
        books.unbonding -= amount;
        emit Unbonding(id, books.unbonding, books.releaseAt);
    }

    /// @inheritdoc INodeOperators
    function withdraw(bytes32 id) external returns (uint256 amount) {
        // Check
        Books storage books = _nodes[id];
        amount = books.unbonding;
        if (amount == 0) revert NothingToDo(id);
        uint256 until = withdrawableAt(id);
        if (block.timestamp < until) revert TooEarly(id, until);

        // Effect
        address operator = books.operator;
        books.stake -= uint96(amount);
        books.unbonding = 0;
        emit Withdrawn(id, operator, amount);

        // Interaction
        TOKEN.safeTransfer(operator, amount);
    }

    /// @inheritdoc IArbiterSeats
    function join(bytes32 id) external returns (uint256 seat) {
        _onlyOperator(id);
        Terms memory set = _terms;
        return _take(id, msg.sender, _bonded(id), set.arbiterStake, set.unbondingSeconds);
    }

    /// @inheritdoc IArbiterSeats
    function leave(bytes32 id) external {
        _onlyOperator(id);
        _leave(id);
    }

    /// @inheritdoc IArbiterSeats
    function evict(bytes32 id) external {
        // Check
        uint256 bonded = _bonded(id);
        if (bonded >= _terms.arbiterStake) revert StakeSuffices(id, bonded, _terms.arbiterStake);

        // Effect
        _leave(id);
    }

    // ───────────────────────────── slasher ─────────────────────────────

    /// @inheritdoc INodeRegistry
    function slash(bytes32 id, uint256 ppm, bytes32 evidence) external returns (uint256 amount) {
        // Check
        _only(slasher);
        _inRange(ppm, 0, MILLION);
        Books storage books = _nodes[id];
        if (books.registrations == 0) revert UnknownNode(id);

        // Effect
        amount = Math.ceilDiv(books.stake * ppm, MILLION);
        uint256 bonded = books.stake - books.unbonding;
        books.stake -= uint96(amount);
        if (amount > bonded) books.unbonding = books.stake;
        emit Slashed(id, evidence, ppm, amount);
        _leaveBelow(id, _bonded(id), _terms.arbiterStake);

        // Interaction
        if (amount != 0) TOKEN.safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc INodeRegistry
    function hold(bytes32 id, uint32 until) external {
        // Check
        _only(slasher);
        _inRange(until, 0, block.timestamp + MAX_HOLD);
        Books storage books = _nodes[id];
        if (books.registrations == 0) revert UnknownNode(id);

        // Effect
        if (until <= books.heldUntil) return;
        books.heldUntil = until;
        emit Held(id, until);
    }

    // ───────────────────────────── owner ─────────────────────────────

    /// @inheritdoc INodeOperators
    function setTerms(Terms calldata terms_) external onlyOwner {
        _setTerms(terms_);
    }

    /// @inheritdoc INodeOperators
    function setSlasher(address slasher_) external onlyOwner {
        slasher = slasher_;
        emit SlasherSet(slasher_);
    }

    /// @inheritdoc INodeAttestations
    function setAttestor(address account, uint8 kinds) external onlyOwner {
        _setAttestor(account, kinds);
    }

    // ───────────────────────────── views ─────────────────────────────

    /// @inheritdoc INodeRegistry
    function node(bytes32 id) external view returns (Node memory) {
        Books storage books = _nodes[id];
        return Node(books.operator, books.stake, books.unbonding, books.releaseAt, books.x, books.y);
    }

    /// @inheritdoc INodeRegistry
    function arbiters() external view returns (uint256) {
        return _count();
    }

    /// @inheritdoc INodeRegistry
    function arbiter(uint256 index, uint256 at) external view returns (bytes32 id, address operator, bool eligible) {
        return _at(index, at);
    }

    /// @inheritdoc INodeOperators
    function terms() external view returns (Terms memory) {
        return _terms;
    }

    /// @inheritdoc INodeOperators
    function heldUntil(bytes32 id) external view returns (uint256) {
        return _nodes[id].heldUntil;
    }

    /// @inheritdoc INodeOperators
    function withdrawableAt(bytes32 id) public view returns (uint256) {
        Books storage books = _nodes[id];
        // However often it is held again, stake is free MAX_HELD after it has unbonded.
        return Math.max(books.releaseAt, Math.min(books.heldUntil, books.releaseAt + MAX_HELD));
    }

    /// @inheritdoc INodeOperators
    function registrations(bytes32 id) external view returns (uint256) {
        return _nodes[id].registrations;
    }

    /// @inheritdoc INodeOperators
    function idOf(bytes32 x, bytes32 y) public view returns (bytes32) {
        return ReceiptCodec.nodeOf(x, y);
    }

    /// @inheritdoc INodeOperators
    function registrationDigest(address operator, uint256 registration) public view returns (bytes32) {
        return sha256(abi.encodePacked(DomainTags.NODE_REGISTRATION, block.chainid, address(this), operator, uint32(registration)));
    }

    // ───────────────────────────── inside ─────────────────────────────

    function _stake(bytes32 id, uint96 amount) private {
        // Check
        _onlyOperator(id);
        if (amount == 0) revert NothingToDo(id);
        Books storage books = _nodes[id];
        uint96 room = type(uint96).max - books.stake;
        if (amount > room) revert TooMuch(id, amount, room);

        // Effect
        books.stake += amount;
        emit Staked(id, amount, books.stake);

        // Interaction
        TOKEN.safeTransferFrom(msg.sender, address(this), amount);
    }

    function _setTerms(Terms memory terms_) private {
        _inRange(terms_.arbiterStake, MIN_ARBITER_STAKE, MAX_ARBITER_STAKE);
        _inRange(terms_.unbondingSeconds, MIN_UNBONDING, MAX_UNBONDING);
        _terms = terms_;
        emit TermsSet(terms_);
    }

    function _bonded(bytes32 id) private view returns (uint256) {
        Books storage books = _nodes[id];
        return books.stake - books.unbonding;
    }

    function _onlyOperator(bytes32 id) internal view override {
        _registrationOf(id);
        _only(_nodes[id].operator);
    }

    function _registrationOf(bytes32 id) internal view override returns (uint256) {
        if (_nodes[id].operator == address(0)) revert UnknownNode(id);
        return _nodes[id].registrations;
    }

    function _only(address role) private view {
        if (msg.sender != role) revert NotAllowed(msg.sender, role);
    }

    function _inRange(uint256 value, uint256 min, uint256 max) private pure {
        if (value < min || value > max) revert OutOfRange(value, min, max);
    }
}
