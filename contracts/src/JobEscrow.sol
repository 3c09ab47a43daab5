// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IEscrowToken} from "./interfaces/IEscrowToken.sol";
import {IJobEscrow} from "./interfaces/IJobEscrow.sol";
import {ChargeSplit} from "./libraries/ChargeSplit.sol";
import {OperatorPool} from "./OperatorPool.sol";

/// @title Escrow of render jobs
/// @notice See {IJobEscrow}.
/// @dev Every call writes all it changes before it moves tokens, and moves them last; so a token that calls back finds finished books, and no lock against
/// reentrancy is needed. Amounts are 96 bits wide (7.9 · 10¹⁰ tokens), times 32 (until 2106).
contract JobEscrow is IJobEscrow, Ownable2Step {
    using SafeERC20 for IEscrowToken;

    // What settling reads and writes, in one slot.
    struct Settings {
        address settler;
        uint32 pausedUntil;
        uint32 ripeAt;
        uint24 epoch;
        uint8 terms;
    }

    /// @inheritdoc IJobEscrow
    uint256 public constant MAX_LOCK = 365 days;

    /// @inheritdoc IJobEscrow
    uint256 public constant MAX_PAUSE = 7 days;

    /// @inheritdoc IJobEscrow
    uint256 public constant MIN_WINDOW = 1 hours;

    /// @inheritdoc IJobEscrow
    uint256 public constant MAX_WINDOW = 7 days;

    /// @notice The token that is locked and paid.
    IEscrowToken public immutable TOKEN;

    /// @notice Where operators claim.
    OperatorPool public immutable POOL;

    /// @inheritdoc IJobEscrow
    bytes32 public payment;

    /// @inheritdoc IJobEscrow
    address public guardian;

    /// @inheritdoc IJobEscrow
    address public treasury;

    Settings private _settings;
    mapping(bytes32 id => Job) private _jobs;
    mapping(uint256 number => Terms) private _terms;
    mapping(uint256 word => uint256 bits) private _rejected;

    /// @param token The token that is locked and paid.
    /// @param owner_ Who sets the rest; the timelock of governance.
    /// @param settler_ Who settles and cancels.
    /// @param guardian_ Who rejects and pauses.
    /// @param treasury_ Who gets the treasury's share.
    /// @param terms The first terms.
    constructor(IEscrowToken token, address owner_, address settler_, address guardian_, address treasury_, Terms memory terms) Ownable(owner_) {
        TOKEN = token;
        POOL = new OperatorPool(token);
        _setSettler(settler_);
        _setGuardian(guardian_);
        _setTreasury(treasury_);
        _setTerms(0, terms);
    }

    // ───────────────────────────── creators ─────────────────────────────

    /// @inheritdoc IJobEscrow
    function lock(bytes32 order, uint96 cap, uint32 deadline, uint8 terms) external returns (bytes32 id) {
        return _lock(order, cap, deadline, terms);
    }

    /// @inheritdoc IJobEscrow
    function lockWithPermit(bytes32 order, uint96 cap, uint32 deadline, uint8 terms, Permit calldata permit) external returns (bytes32 id) {
        _permit(cap, permit);
        return _lock(order, cap, deadline, terms);
    }

    /// @inheritdoc IJobEscrow
    function topUp(bytes32 order, uint96 amount, uint32 deadline) external returns (uint256 cap) {
        return _topUp(order, amount, deadline);
    }

    /// @inheritdoc IJobEscrow
    function topUpWithPermit(bytes32 order, uint96 amount, uint32 deadline, Permit calldata permit) external returns (uint256 cap) {
        _permit(amount, permit);
        return _topUp(order, amount, deadline);
    }

    /// @inheritdoc IJobEscrow
    function refund(address creator, bytes32 order) external returns (uint256 amount) {
        // Check
        bytes32 id = jobId(creator, order);
        Job memory books = _jobs[id];
        JobState state = _stateOf(books);
        if (state == JobState.Locked) {
            if (block.timestamp <= books.deadline) revert DeadlineAhead(id, books.deadline);
            amount = books.cap;
        } else if (state == JobState.Settled) {
            amount = books.cap - books.charge;
        } else {
            revert WrongState(id, state);
        }

        _close(id, creator, amount);
    }

    /// @inheritdoc IJobEscrow
    function cancel(address creator, bytes32 order) external returns (uint256 amount) {
        // Check
        _only(_settings.settler);
        bytes32 id = jobId(creator, order);
        Job memory books = _jobs[id];
        JobState state = _stateOf(books);
        if (state != JobState.Locked) revert WrongState(id, state);

        amount = books.cap;
        emit Cancelled(id);
        _close(id, creator, amount);
    }

    // ───────────────────────────── epochs ─────────────────────────────

    /// @inheritdoc IJobEscrow
    function settle(bytes32 root, Charge[] calldata charges) external returns (uint256) {
        // Check
        Settings memory set = _settings;
        _only(set.settler);
        if (block.timestamp < set.pausedUntil) revert IsPaused(set.pausedUntil);
        if (set.ripeAt != 0) revert EpochUndecided(set.epoch, set.ripeAt);
        if (root == 0) revert ZeroRoot();

        // Effect
        Terms memory latest = _terms[set.terms];
        Payment memory sum;
        sum.root = root;
        ++set.epoch;
        set.ripeAt = uint32(block.timestamp + latest.window);
        for (uint256 i = 0; i < charges.length; ++i) {
            _charge(charges[i].job, charges[i].amount, set, latest, sum);
        }
        _settings = set;
        payment = keccak256(abi.encode(sum));
        emit Settled(set.epoch, set.ripeAt, sum, charges);
        return set.epoch;
    }

    /// @inheritdoc IJobEscrow
    function reject(uint256 number) external {
        // Check
        _only(guardian);
        if (number != _settings.epoch || block.timestamp >= _settings.ripeAt) revert NotDisputable(number);

        // Effect
        _settings.ripeAt = 0;
        _rejected[number >> 8] |= 1 << (number & 0xff);
        emit Rejected(number);
    }

    /// @inheritdoc IJobEscrow
    function accept(Payment calldata paid) external {
        // Check
        uint256 number = _settings.epoch;
        uint256 ripeAt = _settings.ripeAt;
        if (ripeAt == 0 || block.timestamp < ripeAt) revert NotAcceptable(number, ripeAt);
        bytes32 given = keccak256(abi.encode(paid));
        if (given != payment) revert WrongPayment(given, payment);

        // Effect
        _settings.ripeAt = 0;
        POOL.setRoot(paid.root);
        emit Accepted(number);

        // Interaction
        if (paid.burnt != 0) TOKEN.burn(paid.burnt);
        if (paid.treasury != 0) TOKEN.safeTransfer(treasury, paid.treasury);
        if (paid.operators != 0) TOKEN.safeTransfer(address(POOL), paid.operators);
    }

    // ───────────────────────────── roles ─────────────────────────────

    /// @inheritdoc IJobEscrow
    function pause(uint256 duration) external {
        _only(guardian);
        _inRange(duration, 0, MAX_PAUSE);
        _settings.pausedUntil = uint32(block.timestamp + duration);
        emit Paused(block.timestamp + duration);
    }

    /// @inheritdoc IJobEscrow
    function setTerms(Terms calldata terms) external onlyOwner {
        uint256 number = uint256(_settings.terms) + 1;
        _inRange(number, 1, type(uint8).max);
        _setTerms(uint8(number), terms);
    }

    /// @inheritdoc IJobEscrow
    function setSettler(address settler_) external onlyOwner {
        _setSettler(settler_);
    }

    /// @inheritdoc IJobEscrow
    function setGuardian(address guardian_) external onlyOwner {
        _setGuardian(guardian_);
    }

    /// @inheritdoc IJobEscrow
    function setTreasury(address treasury_) external onlyOwner {
        _setTreasury(treasury_);
    }

    // ───────────────────────────── views ─────────────────────────────

    /// @inheritdoc IJobEscrow
    function jobId(address creator, bytes32 order) public pure returns (bytes32) {
        return Hashes.efficientKeccak256(bytes32(uint256(uint160(creator))), order);
    }

    /// @inheritdoc IJobEscrow
    function job(bytes32 id) external view returns (Job memory books, JobState state) {
        books = _jobs[id];
        state = _stateOf(books);
    }

    /// @inheritdoc IJobEscrow
    function epoch() external view returns (uint256 number, uint256 ripeAt) {
        return (_settings.epoch, _settings.ripeAt);
    }

    /// @inheritdoc IJobEscrow
    function isRejected(uint256 number) public view returns (bool) {
        return _rejected[number >> 8] >> (number & 0xff) & 1 != 0;
    }

    /// @inheritdoc IJobEscrow
    function settings() external view returns (uint256 terms, uint256 pausedUntil) {
        return (_settings.terms, _settings.pausedUntil);
    }

    /// @inheritdoc IJobEscrow
    function termsOf(uint256 number) external view returns (Terms memory) {
        return _terms[number];
    }

    /// @inheritdoc IJobEscrow
    function settler() external view returns (address) {
        return _settings.settler;
    }

    // ───────────────────────────── inside ─────────────────────────────

    function _lock(bytes32 order, uint96 cap, uint32 deadline, uint8 terms) private returns (bytes32 id) {
        // Check
        id = jobId(msg.sender, order);
        if (cap == 0) revert NothingToLock(id);
        _inTime(deadline, block.timestamp + 1);
        Job storage books = _jobs[id];
        if (books.deadline != 0) revert WrongState(id, _stateOf(books));

        // Effect
        (books.cap, books.deadline, books.terms) = (cap, deadline, terms);
        emit Locked(msg.sender, order, cap, deadline);

        // Interaction
        TOKEN.safeTransferFrom(msg.sender, address(this), cap);
    }

    function _topUp(bytes32 order, uint96 amount, uint32 deadline) private returns (uint256 cap) {
        // Check
        bytes32 id = jobId(msg.sender, order);
        Job memory books = _jobs[id];
        JobState state = _stateOf(books);
        if (state != JobState.Locked) revert WrongState(id, state);
        if (deadline == 0) deadline = books.deadline;
        if (amount == 0 && deadline == books.deadline) revert NothingToLock(id);
        _inTime(deadline, Math.max(books.deadline, block.timestamp + 1));

        // Effect
        books.cap += amount;
        (_jobs[id].cap, _jobs[id].deadline) = (books.cap, deadline);
        emit ToppedUp(id, books.cap, deadline);

        // Interaction
        if (amount != 0) TOKEN.safeTransferFrom(msg.sender, address(this), amount);
        return books.cap;
    }

    function _permit(uint96 amount, Permit calldata permit) private {
        // Whoever sees the permit can submit it first; then this fails and the allowance is there all the same. Without one, the transfer says so.
        try TOKEN.permit(msg.sender, address(this), amount, permit.deadline, permit.v, permit.r, permit.s) {} catch {}
    }

    function _close(bytes32 id, address creator, uint256 amount) private {
        // Effect
        _jobs[id].cap = 0;
        emit Refunded(id, creator, amount);

        // Interaction
        TOKEN.safeTransfer(creator, amount);
    }

    // Charges one job in the epoch that `set` opens and adds its parts to the epoch's sums.
    function _charge(bytes32 id, uint96 amount, Settings memory set, Terms memory latest, Payment memory sum) private {
        // Check
        Job memory books = _jobs[id];
        JobState state = books.epoch == set.epoch ? JobState.Charged : _stateOf(books);
        if (state != JobState.Locked) revert WrongState(id, state);
        if (block.timestamp > books.deadline) revert DeadlinePassed(id, books.deadline);
        if (amount > books.cap) revert ChargeAboveCap(id, amount, books.cap);
        if (books.terms > set.terms) revert UnknownTerms(id, books.terms);

        // Effect
        (_jobs[id].charge, _jobs[id].epoch) = (amount, set.epoch);
        Terms memory terms = books.terms == set.terms ? latest : _terms[books.terms];
        (uint256 burnt, uint256 toTreasury, uint256 operators) = ChargeSplit.split(amount, terms.burnBp, terms.treasuryBp);
        unchecked {
            // Charges are within caps, which the escrow holds: no sum exceeds the supply.
            sum.burnt += burnt;
            sum.treasury += toTreasury;
            sum.operators += operators;
        }
    }

    function _stateOf(Job memory books) private view returns (JobState) {
        if (books.deadline == 0) return JobState.None;
        if (books.cap == 0) return JobState.Closed;
        if (books.epoch == 0 || isRejected(books.epoch)) return JobState.Locked;
        bool disputable = books.epoch == _settings.epoch && block.timestamp < _settings.ripeAt;
        return disputable ? JobState.Charged : JobState.Settled;
    }

    function _setTerms(uint8 number, Terms memory terms) private {
        _inRange(uint256(terms.burnBp) + terms.treasuryBp, 0, ChargeSplit.WHOLE);
        _inRange(terms.window, MIN_WINDOW, MAX_WINDOW);
        _terms[number] = terms;
        _settings.terms = number;
        emit TermsSet(number, terms);
    }

    function _setSettler(address settler_) private {
        _settings.settler = settler_;
        emit SettlerSet(settler_);
    }

    function _setGuardian(address guardian_) private {
        guardian = guardian_;
        emit GuardianSet(guardian_);
    }

    function _setTreasury(address treasury_) private {
        if (treasury_ == address(0) || treasury_ == address(this)) revert InvalidAddress(treasury_);
        treasury = treasury_;
        emit TreasurySet(treasury_);
    }

    function _only(address role) private view {
        if (msg.sender != role) revert NotAllowed(msg.sender, role);
    }

    function _inTime(uint256 deadline, uint256 first) private view {
        uint256 last = block.timestamp + MAX_LOCK;
        if (deadline < first || deadline > last) revert DeadlineOutOfRange(deadline, first, last);
    }

    function _inRange(uint256 value, uint256 min, uint256 max) private pure {
        if (value < min || value > max) revert OutOfRange(value, min, max);
    }
}
