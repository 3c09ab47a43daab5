// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Escrow of render jobs
/// @notice Holds the cap of each job until the job is charged, then pays burn, treasury and the operators' pool, and returns the rest to the creator.
///
/// A job's life:
///
///     None ──lock──▶ Locked ──settle──▶ Charged ──window passes──▶ Settled ──refund (the rest)──▶ Closed
///                      │  ▲                │
///                      │  └────reject──────┘
///                      └──cancel by the settler, or refund after the deadline (all)──▶ Closed
///
/// While a job is locked its creator may raise its cap and give it more time ({topUp}), never less of either.
///
/// One settlement opens an epoch: it charges any number of jobs and proposes one Merkle root of what each operator has earned since the beginning. Each
/// charge is checked here against its job's cap, split and added up, so what an epoch pays is this contract's own sum, never the settler's word. When the
/// dispute window has passed, anyone can accept the epoch: its operators' part moves to the pool ({IOperatorPool}), a contract of its own whose balance
/// is all that any root can pay. Until then the guardian can reject the epoch, which frees its jobs, and operators still claim by the root before it.
/// At most one epoch is undecided at any time.
///
/// What is always true:
/// 1. The escrow's balance is Σ caps of locked jobs + Σ (cap − charge) of charged and settled jobs + the charges of an epoch not yet accepted, and gifts.
/// 2. The pool's balance is the operators' part of all accepted charges − all claims, and gifts; so no root pays more than was charged.
/// 3. An operator is paid at most the largest cumulative amount that an accepted root gave them: nothing is paid twice.
/// 4. charge = burn + treasury + operators and cap = charge + refund, to the unit, job by job.
/// 5. A creator gets back the whole cap after the deadline unless the job was charged by then in an epoch that was not rejected.
/// 6. Neither a pause, nor the loss of every role, stops refund, accept or claim. A pause ends by itself.
/// 7. A closed job stays closed: its creator and order never lock again.
///
/// A pause stops settlement, which is all that a stolen settler's key can harm. It does not stop locks: what is locked in a pause returns like any other
/// cap, and a lock that reads no setting is 2,100 gas cheaper.
///
/// What trust remains: the settler decides, within the cap, what a job is charged and how the pool is shared, and the guardian is who checks it in the
/// window. A root that is wrong and that nobody rejects can give away the pool: its own epoch's charges and what earlier epochs left unclaimed, never more.
/// An operator who claims within each window risks one epoch. No contract renders a picture again.
interface IJobEscrow {
    /// @notice Where a job stands.
    enum JobState {
        None,
        Locked,
        Charged,
        Settled,
        Closed
    }

    /// @notice A job's books, in one storage slot.
    /// @param cap The most that may be charged, in units of 10⁻¹⁸ token: what escrow took. Zero when closed.
    /// @param charge What it was charged; means nothing while the job is locked.
    /// @param deadline Unix seconds; the last second at which it can be charged. Zero where no such job was ever locked.
    /// @param epoch The epoch that charged it last, zero before any; that epoch may have been rejected.
    /// @param terms Which terms its charge is split by, fixed when it was locked.
    struct Job {
        uint96 cap;
        uint96 charge;
        uint32 deadline;
        uint24 epoch;
        uint8 terms;
    }

    /// @notice What governance sets; numbered from 0, and never changed once numbered.
    /// @param burnBp The burnt share of a charge, in basis points.
    /// @param treasuryBp The treasury's share, in basis points; the operators have the rest.
    /// @param window How long an epoch opened under these terms is disputable, in seconds.
    struct Terms {
        uint16 burnBp;
        uint16 treasuryBp;
        uint24 window;
    }

    /// @notice What an epoch pays once it is accepted.
    /// @param root Of what each operator has earned since the beginning.
    /// @param burnt Part of the charges that is destroyed.
    /// @param treasury Part of the charges that the network keeps.
    /// @param operators Part of the charges that the pool gets.
    struct Payment {
        bytes32 root;
        uint256 burnt;
        uint256 treasury;
        uint256 operators;
    }

    /// @notice One job's line in a settlement.
    /// @param job The job's id, see {jobId}.
    /// @param amount What it is charged, from 0 to its cap.
    struct Charge {
        bytes32 job;
        uint96 amount;
    }

    /// @notice An ERC-2612 permit of exactly what is locked, by the caller to the escrow.
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

    /// @notice A job was locked; its id is keccak256(creator, order).
    event Locked(address indexed creator, bytes32 indexed order, uint256 cap, uint256 deadline);

    /// @notice A locked job has a greater cap or a later deadline: these.
    event ToppedUp(bytes32 indexed job, uint256 cap, uint256 deadline);

    /// @notice An epoch was opened; {accept} takes its payment from `ripeAt` on, Unix seconds, unless {Rejected} comes first.
    event Settled(uint256 indexed epoch, uint256 ripeAt, Payment payment, Charge[] charges);

    /// @notice An epoch was accepted and paid.
    event Accepted(uint256 indexed epoch);

    /// @notice An epoch was rejected: its jobs are locked again, its root is void.
    event Rejected(uint256 indexed epoch);

    /// @notice A job was closed and `amount` returned to its creator.
    event Refunded(bytes32 indexed job, address indexed creator, uint256 amount);

    /// @notice The settler released a job uncharged; {Refunded} follows.
    event Cancelled(bytes32 indexed job);

    /// @notice Settling stops until `until`, Unix seconds; a time not in the future ends a pause.
    event Paused(uint256 until);

    /// @notice There are new terms.
    event TermsSet(uint256 indexed number, Terms terms);

    /// @notice The settler changed.
    event SettlerSet(address indexed settler);

    /// @notice The guardian changed.
    event GuardianSet(address indexed guardian);

    /// @notice The treasury changed.
    event TreasurySet(address indexed treasury);

    /// @notice Only `role` may do that.
    error NotAllowed(address caller, address role);

    /// @notice Settling is paused.
    error IsPaused(uint256 until);

    /// @notice A job must lock something.
    error NothingToLock(bytes32 job);

    /// @notice A deadline lies after now and at most {MAX_LOCK} ahead.
    error DeadlineOutOfRange(uint256 deadline, uint256 first, uint256 last);

    /// @notice The job is not in a state in which that can happen.
    error WrongState(bytes32 job, JobState state);

    /// @notice The job can still be charged.
    error DeadlineAhead(bytes32 job, uint256 deadline);

    /// @notice The job can no longer be charged.
    error DeadlinePassed(bytes32 job, uint256 deadline);

    /// @notice A charge is at most the cap.
    error ChargeAboveCap(bytes32 job, uint256 charge, uint256 cap);

    /// @notice No such terms exist.
    error UnknownTerms(bytes32 job, uint256 terms);

    /// @notice The last epoch is neither accepted nor rejected.
    error EpochUndecided(uint256 epoch, uint256 ripeAt);

    /// @notice That epoch is not disputable, or not any more.
    error NotDisputable(uint256 epoch);

    /// @notice The last epoch is still disputable, or decided; `ripeAt` is zero where it is decided.
    error NotAcceptable(uint256 epoch, uint256 ripeAt);

    /// @notice That is not what the epoch was opened with.
    error WrongPayment(bytes32 given, bytes32 expected);

    /// @notice No operator's earnings hash to zero.
    error ZeroRoot();

    /// @notice A setting lies outside its range.
    error OutOfRange(uint256 value, uint256 min, uint256 max);

    /// @notice Neither nobody nor the escrow itself can have that role.
    error InvalidAddress(address given);

    /// @notice The longest time from lock to deadline, in seconds.
    function MAX_LOCK() external view returns (uint256);

    /// @notice The longest pause, in seconds.
    function MAX_PAUSE() external view returns (uint256);

    /// @notice The shortest dispute window, in seconds.
    function MIN_WINDOW() external view returns (uint256);

    /// @notice The longest dispute window, in seconds.
    function MAX_WINDOW() external view returns (uint256);

    /// @notice The id of a creator's order: two creators' jobs never meet, so nobody can take another's id.
    /// @param creator Who locks.
    /// @param order The order's hash, as the creator signed it.
    function jobId(address creator, bytes32 order) external pure returns (bytes32);

    /// @notice A job's books and where it stands.
    function job(bytes32 id) external view returns (Job memory books, JobState state);

    /// @notice The number of the last epoch, from 1, or zero before any; and from when it can be accepted, Unix seconds, or zero where it is decided.
    function epoch() external view returns (uint256 number, uint256 ripeAt);

    /// @notice keccak256 of the {Payment} of the last epoch.
    function payment() external view returns (bytes32);

    /// @notice Whether an epoch was rejected.
    function isRejected(uint256 number) external view returns (bool);

    /// @notice The number of the latest terms, and until when settling is paused.
    function settings() external view returns (uint256 terms, uint256 pausedUntil);

    /// @notice The terms of that number.
    function termsOf(uint256 number) external view returns (Terms memory);

    /// @notice Who settles and cancels.
    function settler() external view returns (address);

    /// @notice Who can reject an epoch and pause.
    function guardian() external view returns (address);

    /// @notice Who gets the treasury's share.
    function treasury() external view returns (address);

    /// @notice Locks a job's cap, taken from the caller by allowance.
    /// @param order The order's hash; each locks once for a creator.
    /// @param cap The most that may be charged, above zero.
    /// @param deadline The last second at which it can be charged, Unix seconds.
    /// @param terms The terms that the creator agrees to. The network renders for the latest; a job under terms that do not exist cannot be charged.
    /// @return id The job's id.
    function lock(bytes32 order, uint96 cap, uint32 deadline, uint8 terms) external returns (bytes32 id);

    /// @notice Locks a job's cap, with the allowance in the same transaction. A permit that someone else has already submitted does no harm.
    function lockWithPermit(bytes32 order, uint96 cap, uint32 deadline, uint8 terms, Permit calldata permit) external returns (bytes32 id);

    /// @notice Adds to the cap of the caller's locked job, as when its work turns out dearer than was quoted, and may give it more time. Its terms stay.
    /// @param order The order's hash.
    /// @param amount What to add; may be zero where only the deadline moves.
    /// @param deadline The new deadline, not before the old one: nobody shortens the time in which work can be charged. Zero keeps the old one.
    /// @return cap The new cap.
    function topUp(bytes32 order, uint96 amount, uint32 deadline) external returns (uint256 cap);

    /// @notice {topUp} in one transaction with its permit. A permit that somebody else submitted before does not fail it.
    function topUpWithPermit(bytes32 order, uint96 amount, uint32 deadline, Permit calldata permit) external returns (uint256 cap);

    /// @notice Returns to the creator what is theirs and closes the job: all of it once the deadline has passed uncharged, the rest once it is settled.
    /// Anyone may call; only the creator is paid.
    /// @return amount What was returned; zero where the charge is the cap.
    function refund(address creator, bytes32 order) external returns (uint256 amount);

    /// @notice Releases a locked job uncharged, at once. For the settler, who knows that no work was accepted; a job with accepted work is settled instead,
    /// also where its creator gave it up.
    function cancel(address creator, bytes32 order) external returns (uint256 amount);

    /// @notice Opens an epoch: charges jobs and proposes the root of what each operator has earned since the beginning. For the settler, once the epoch
    /// before is decided.
    /// @param root The Merkle root over {IOperatorPool.leafOf}, pairs hashed in sorted order.
    /// @param charges One line a job; each is locked, within its deadline, and occurs once. May be empty, to correct a root.
    /// @return number The epoch's number.
    function settle(bytes32 root, Charge[] calldata charges) external returns (uint256 number);

    /// @notice Rejects the undecided epoch. For the guardian, while its window is open.
    /// @param number Which, so that a late call never hits the next one.
    function reject(uint256 number) external;

    /// @notice Accepts the last epoch once its window has passed: burns, pays the treasury and the pool, and makes its root the one to claim by. Anyone may
    /// call.
    /// @param paid What {Settled} said.
    function accept(Payment calldata paid) external;

    /// @notice Stops settling for some time, from 0 (which ends a pause) to {MAX_PAUSE} seconds. For the guardian.
    function pause(uint256 duration) external;

    /// @notice Adds terms, for jobs locked and epochs opened from now on: shares of at most 10,000 basis points together, a window from {MIN_WINDOW} to
    /// {MAX_WINDOW}; at most 256 in all. For the owner.
    function setTerms(Terms calldata terms) external;

    /// @notice Sets who settles; nobody is allowed, and stops settlement. For the owner.
    function setSettler(address settler) external;

    /// @notice Sets who guards; nobody is allowed. For the owner.
    function setGuardian(address guardian) external;

    /// @notice Sets who gets the treasury's share. For the owner.
    function setTreasury(address treasury) external;
}
