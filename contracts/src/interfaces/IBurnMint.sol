// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IRenderToken} from "./IRenderToken.sol";
import {EmissionSchedule} from "../libraries/EmissionSchedule.sol";

/// @title IBurnMint
/// @notice Mints each epoch what the schedule and the accepted work allow, and pays it to operators by a Merkle root of cumulative amounts.
///
/// An epoch's life: it ends → the settler posts its report (work, answered wake-ups, root) → within the dispute window the guardian may reject the
/// report, and the settler posts another → after the window anybody closes the epoch: it mints, and the root counts. What was not minted is
/// carried over and does not exist until it is minted. The burn is no input of the schedule. Where policy recycles, an epoch that schedule and carry do not
/// suffice for may mint burned tokens again: a stated amount at most, and never more than was burned by the close of the epoch before and not minted again
/// since. So the supply never passes what was granted and scheduled (RNP-001, "net emissions").
///
/// What must be trusted: that the settler's report is what the network's books say (anybody can derive it from them and see a wrong one within the
/// window), or else that the guardian rejects it. What need not be trusted, since it is enforced here: an epoch never mints above its schedule and
/// what was carried over, nor above the cap for each reported work unit; a root never pays out more than was minted; rejecting delays and never
/// takes; nobody can stop a claim, so nobody's loss of a key can trap what was minted.
interface IBurnMint {
    /// @notice Policy of an epoch.
    /// @param capPerWorkUnit The most that is minted for one accepted work unit, in units of 10⁻¹⁸ token. With the availability share on top never above
    /// what the price floor takes from a creator for good, or jobs bought from oneself would pay.
    /// @param availabilityBp Share of the schedule for staked nodes that answer wake-ups, in basis points, 0 to 5,000.
    /// @param recycledFromEpoch From this epoch on burned tokens may be minted again.
    /// @param recycledPerEpoch The most of them in an epoch, at most a billion tokens; zero where nothing is recycled.
    struct Terms {
        uint128 capPerWorkUnit;
        uint16 availabilityBp;
        uint32 recycledFromEpoch;
        uint128 recycledPerEpoch;
    }

    /// @notice What is decided at deployment.
    /// @param token The token; this contract must be named its minter.
    /// @param schedule The emission schedule from epoch 0 on.
    /// @param start Beginning of epoch 0, in seconds of Unix time.
    /// @param epochSeconds Length of an epoch, 1 s to 366 days.
    /// @param windowSeconds Dispute window of a report, 1 s to 30 days.
    /// @param lostPerWorkUnit Hard bound of the cap: burn and treasury of the price floor for one work unit, in units of 10⁻¹⁸ token.
    /// @param terms Policy from epoch 0 on.
    /// @param owner Who changes policy and roles: the governance's timelock.
    /// @param settler Who posts reports.
    /// @param guardian Who may reject a report.
    struct Config {
        IRenderToken token;
        EmissionSchedule.Schedule schedule;
        uint64 start;
        uint32 epochSeconds;
        uint32 windowSeconds;
        uint128 lostPerWorkUnit;
        Terms terms;
        address owner;
        address settler;
        address guardian;
    }

    /// @notice What happened in an epoch.
    /// @param microWorkUnits Accepted and paid work, in millionths of a work unit.
    /// @param answered Wake-ups that staked nodes answered.
    /// @param postedAt When it was posted; 0 where no report is pending.
    /// @param root Merkle root of what each account has earned up to and including this epoch: see `leafOf`.
    struct Report {
        uint128 microWorkUnits;
        uint64 answered;
        uint64 postedAt;
        bytes32 root;
    }

    /// @notice `caller` is not `allowed`.
    error BurnMint_Forbidden(address caller, address allowed);

    /// @notice Epoch length, window or token are out of range.
    error BurnMint_ConfigOutOfRange();

    /// @notice A share above 5,000 basis points, or a cap at which wash jobs would pay: at most `mostCapPerWorkUnit` with this share.
    error BurnMint_TermsOutOfRange(uint256 availabilityBp, uint256 capPerWorkUnit, uint256 mostCapPerWorkUnit);

    /// @notice More would be recycled in an epoch than `most`.
    error BurnMint_RecyclingOutOfRange(uint256 recycledPerEpoch, uint256 most);

    /// @notice The next epoch to report is `expected`.
    error BurnMint_WrongEpoch(uint256 epoch, uint256 expected);

    /// @notice The epoch lasts until `endsAt`.
    error BurnMint_EpochNotOver(uint256 epoch, uint256 endsAt);

    /// @notice No report is pending.
    error BurnMint_NothingPending();

    /// @notice The report may still be rejected, until `until`.
    error BurnMint_WindowOpen(uint256 until);

    /// @notice The report could be rejected until `until` only.
    error BurnMint_WindowOver(uint256 until);

    /// @notice The pending report's root is another.
    error BurnMint_WrongRoot(bytes32 root, bytes32 pending);

    /// @notice The proof does not lead from this account and amount to the root that counts.
    error BurnMint_WrongProof(address account, uint256 cumulative);

    /// @notice The account has already received `claimed`.
    error BurnMint_NothingToClaim(address account, uint256 cumulative, uint256 claimed);

    /// @notice A report was posted; it can be closed from `closableAt` on.
    event Posted(uint256 indexed epoch, bytes32 indexed root, uint256 microWorkUnits, uint256 answered, uint256 closableAt);

    /// @notice A report was rejected.
    event Rejected(uint256 indexed epoch, bytes32 indexed root);

    /// @notice An epoch was closed and minted forWork + forAvailability, of which `recycled` had been burned before.
    event Closed(uint256 indexed epoch, bytes32 indexed root, uint256 scheduled, uint256 forWork, uint256 forAvailability, uint256 carryOut, uint256 recycled);

    /// @notice An account received `amount`, and `cumulative` in all.
    event Claimed(address indexed account, uint256 amount, uint256 cumulative);

    /// @notice These terms hold from an epoch on.
    event TermsChanged(uint256 indexed fromEpoch, Terms terms);

    /// @notice This schedule holds from an epoch on.
    event ScheduleChanged(uint256 indexed fromEpoch, EmissionSchedule.Schedule schedule);

    /// @notice Another settler posts from now on.
    event SettlerChanged(address indexed settler);

    /// @notice Another guardian may reject from now on.
    event GuardianChanged(address indexed guardian);

    /// @notice Posts the report of the next epoch; closes the one before if its window has passed. Only by the settler, and only after the epoch's end.
    /// @param epoch Which epoch the report is of, so that a repeated transaction cannot report another.
    /// @param microWorkUnits See `Report`.
    /// @param answered See `Report`.
    /// @param root See `Report`.
    function post(uint256 epoch, uint128 microWorkUnits, uint64 answered, bytes32 root) external;

    /// @notice Rejects the pending report within its window. Only by the guardian.
    /// @param root The rejected root, so that a late rejection cannot hit another report.
    function reject(bytes32 root) external;

    /// @notice Closes the pending report's epoch after its window: mints, and makes its root count. By anybody.
    function close() external;

    /// @notice Pays an account everything it has earned and not yet received. By anybody, to the account alone.
    /// @param account Who is paid.
    /// @param cumulative What the account has earned in all, as in the root that counts.
    /// @param proof The path from the account's leaf to the root.
    /// @return amount What was paid.
    function claim(address account, uint256 cumulative, bytes32[] calldata proof) external returns (uint256 amount);

    /// @notice Changes policy for epochs that have not begun. Only by the owner.
    function setTerms(Terms calldata terms) external;

    /// @notice Changes the schedule for epochs that have not begun, within the ranges of `EmissionSchedule`. Only by the owner.
    /// @param schedule Counted from epoch 0, as the first one was.
    function setSchedule(EmissionSchedule.Schedule calldata schedule) external;

    /// @notice Names another settler. Only by the owner.
    function setSettler(address settler) external;

    /// @notice Names another guardian. Only by the owner.
    function setGuardian(address guardian) external;

    /// @notice The token.
    function token() external view returns (IRenderToken);

    /// @notice Beginning of epoch 0, in seconds of Unix time.
    function start() external view returns (uint64);

    /// @notice Length of an epoch in seconds.
    function epochSeconds() external view returns (uint32);

    /// @notice Dispute window in seconds.
    function windowSeconds() external view returns (uint32);

    /// @notice Hard bound of the cap: see `Config`.
    function lostPerWorkUnit() external view returns (uint128);

    /// @notice Who posts reports.
    function settler() external view returns (address);

    /// @notice Who may reject a report.
    function guardian() external view returns (address);

    /// @notice The epoch whose report is pending or comes next; those before are closed.
    function nextEpoch() external view returns (uint64);

    /// @notice The report that is pending.
    function pending() external view returns (Report memory);

    /// @notice The root that counts.
    function root() external view returns (bytes32);

    /// @notice All that was ever minted here.
    function minted() external view returns (uint128);

    /// @notice Scheduled in closed epochs and not minted: minted + carried − recycled is what the schedule allowed up to now.
    function carried() external view returns (uint128);

    /// @notice Burned tokens that were ever minted again.
    function recycled() external view returns (uint128);

    /// @notice What was burned by the close of the last epoch and not minted again since: the most that any later epoch could recycle so far.
    function recyclable() external view returns (uint128);

    /// @notice What an account has received in all.
    function claimed(address account) external view returns (uint256);

    /// @notice What the schedule allows in an epoch, as it stands; for an epoch that has begun it never changes.
    function emissionOf(uint256 epoch) external view returns (uint128);

    /// @notice The terms of an epoch, as they stand; for an epoch that has begun they never change.
    function termsOf(uint256 epoch) external view returns (Terms memory);

    /// @notice When an epoch ends, in seconds of Unix time.
    function endOf(uint256 epoch) external view returns (uint256);

    /// @notice The leaf of an account: it holds on this chain and in this contract only, and no inner node of a tree can be taken for one.
    function leafOf(address account, uint256 cumulative) external view returns (bytes32);

    /// @notice Burn and mint side by side. The token's supply is granted + minted − burned.
    function supply() external view returns (uint256 granted, uint256 minted_, uint256 burned);
}
