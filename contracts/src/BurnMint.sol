// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBurnMint} from "./interfaces/IBurnMint.sol";
import {IRenderToken} from "./interfaces/IRenderToken.sol";
import {EmissionSchedule} from "./libraries/EmissionSchedule.sol";
import {EpochMint} from "./libraries/EpochMint.sol";

/// @title BurnMint
/// @notice See IBurnMint.
/// @dev The token is RenderToken, which calls nobody back and reverts where it fails.
contract BurnMint is IBurnMint, Ownable2Step {
    using EmissionSchedule for EmissionSchedule.Schedule;

    /// @dev Terms and the epoch that they hold from.
    struct TermsFrom {
        uint64 epoch;
        Terms terms;
    }

    /// @dev A schedule and the epoch that it holds from.
    struct ScheduleFrom {
        uint64 epoch;
        EmissionSchedule.Schedule schedule;
    }

    uint256 private constant MAX_AVAILABILITY_BP = 5_000;

    /// @inheritdoc IBurnMint
    IRenderToken public immutable token;
    /// @inheritdoc IBurnMint
    uint64 public immutable start;
    /// @inheritdoc IBurnMint
    uint32 public immutable epochSeconds;
    /// @inheritdoc IBurnMint
    uint32 public immutable windowSeconds;
    /// @inheritdoc IBurnMint
    uint128 public immutable lostPerWorkUnit;

    /// @inheritdoc IBurnMint
    bytes32 public root;
    /// @inheritdoc IBurnMint
    uint128 public minted;
    /// @inheritdoc IBurnMint
    uint128 public carried;
    /// @inheritdoc IBurnMint
    uint128 public recycled;
    /// @inheritdoc IBurnMint
    uint128 public recyclable;
    /// @inheritdoc IBurnMint
    address public settler;
    /// @inheritdoc IBurnMint
    uint64 public nextEpoch;
    /// @inheritdoc IBurnMint
    address public guardian;
    /// @inheritdoc IBurnMint
    mapping(address account => uint256 amount) public claimed;

    Report private report;
    /// @dev By epoch, ascending, from epoch 0 on.
    ScheduleFrom[] private schedules;
    /// @dev By epoch, ascending, from epoch 0 on.
    TermsFrom[] private history;

    constructor(Config memory config) Ownable(config.owner) {
        if (
            address(config.token).code.length == 0 || config.epochSeconds == 0 || config.epochSeconds > 366 days || config.windowSeconds == 0
                || config.windowSeconds > 30 days
        ) revert BurnMint_ConfigOutOfRange();
        token = config.token;
        start = config.start;
        epochSeconds = config.epochSeconds;
        windowSeconds = config.windowSeconds;
        lostPerWorkUnit = config.lostPerWorkUnit;
        _setSchedule(0, config.schedule);
        _setTerms(0, config.terms, config.lostPerWorkUnit);
        _setSettler(config.settler);
        _setGuardian(config.guardian);
    }

    /// @inheritdoc IBurnMint
    function post(uint256 epoch, uint128 microWorkUnits, uint64 answered, bytes32 root_) external {
        // Check
        if (msg.sender != settler) revert BurnMint_Forbidden(msg.sender, settler);
        if (report.postedAt != 0) close();
        if (epoch != nextEpoch) revert BurnMint_WrongEpoch(epoch, nextEpoch);
        if (block.timestamp < endOf(epoch)) revert BurnMint_EpochNotOver(epoch, endOf(epoch));

        // Effect
        report = Report(microWorkUnits, answered, uint64(block.timestamp), root_);
        emit Posted(epoch, root_, microWorkUnits, answered, block.timestamp + windowSeconds);
    }

    /// @inheritdoc IBurnMint
    function reject(bytes32 root_) external {
        // Check
        if (msg.sender != guardian) revert BurnMint_Forbidden(msg.sender, guardian);
        uint256 until = _windowEnd();
        if (block.timestamp >= until) revert BurnMint_WindowOver(until);
        if (root_ != report.root) revert BurnMint_WrongRoot(root_, report.root);

        // Effect
        delete report;
        emit Rejected(nextEpoch, root_);
    }

    /// @inheritdoc IBurnMint
    function close() public {
        // Check
        uint256 until = _windowEnd();
        if (block.timestamp < until) revert BurnMint_WindowOpen(until);

        // Effect
        uint64 epoch = nextEpoch;
        EpochMint.Budget memory budget = _budget(epoch);
        (uint256 forWork, uint256 forAvailability, uint128 carryOut, uint128 again) = EpochMint.decide(budget, report.microWorkUnits, report.answered);
        uint128 amount = uint128(forWork + forAvailability);
        root = report.root;
        carried = carryOut;
        if (again != 0) recycled += again;
        // Before this epoch's mint: what was burned by now, less what was minted again.
        recyclable = uint128(token.granted() + minted - token.totalSupply()) - recycled;
        minted += amount;
        nextEpoch = epoch + 1;
        delete report;
        emit Closed(epoch, root, budget.scheduled, forWork, forAvailability, carryOut, again);

        // Interaction
        token.mint(address(this), amount);
    }

    /// @inheritdoc IBurnMint
    function claim(address account, uint256 cumulative, bytes32[] calldata proof) external returns (uint256 amount) {
        // Check
        if (!MerkleProof.verifyCalldata(proof, root, leafOf(account, cumulative))) revert BurnMint_WrongProof(account, cumulative);
        uint256 before = claimed[account];
        if (cumulative <= before) revert BurnMint_NothingToClaim(account, cumulative, before);

        // Effect
        amount = cumulative - before;
        claimed[account] = cumulative;
        emit Claimed(account, amount, cumulative);

        // Interaction
        token.transfer(account, amount);
    }

    /// @inheritdoc IBurnMint
    function setTerms(Terms calldata terms) external onlyOwner {
        _setTerms(_nextToBegin(), terms, lostPerWorkUnit);
    }

    /// @inheritdoc IBurnMint
    function setSchedule(EmissionSchedule.Schedule calldata schedule) external onlyOwner {
        _setSchedule(_nextToBegin(), schedule);
    }

    /// @inheritdoc IBurnMint
    function setSettler(address settler_) external onlyOwner {
        _setSettler(settler_);
    }

    /// @inheritdoc IBurnMint
    function setGuardian(address guardian_) external onlyOwner {
        _setGuardian(guardian_);
    }

    /// @inheritdoc IBurnMint
    function pending() external view returns (Report memory) {
        return report;
    }

    /// @inheritdoc IBurnMint
    function emissionOf(uint256 epoch) public view returns (uint128) {
        // The first holds from epoch 0 on, so one is found.
        uint256 i = schedules.length - 1;
        while (schedules[i].epoch > epoch) --i;
        return schedules[i].schedule.at(epoch);
    }

    /// @inheritdoc IBurnMint
    function supply() external view returns (uint256 granted, uint256 minted_, uint256 burned) {
        granted = token.granted();
        minted_ = minted;
        burned = granted + minted_ - token.totalSupply();
    }

    /// @inheritdoc IBurnMint
    function termsOf(uint256 epoch) public view returns (Terms memory) {
        // The first holds from epoch 0 on, so one is found.
        uint256 i = history.length - 1;
        while (history[i].epoch > epoch) --i;
        return history[i].terms;
    }

    /// @inheritdoc IBurnMint
    function endOf(uint256 epoch) public view returns (uint256) {
        return start + (epoch + 1) * epochSeconds;
    }

    /// @inheritdoc IBurnMint
    function leafOf(address account, uint256 cumulative) public view returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(block.chainid, address(this), account, cumulative))));
    }

    function _nextToBegin() private view returns (uint64) {
        return block.timestamp < start ? 0 : uint64((block.timestamp - start) / epochSeconds + 1);
    }

    function _budget(uint64 epoch) private view returns (EpochMint.Budget memory) {
        Terms memory terms = termsOf(epoch);
        uint128 again = epoch < terms.recycledFromEpoch ? 0 : uint128(Math.min(recyclable, terms.recycledPerEpoch));
        return EpochMint.Budget(emissionOf(epoch), carried, again, terms.capPerWorkUnit, terms.availabilityBp);
    }

    function _windowEnd() private view returns (uint256) {
        if (report.postedAt == 0) revert BurnMint_NothingPending();
        return uint256(report.postedAt) + windowSeconds;
    }

    function _setTerms(uint64 fromEpoch, Terms memory terms, uint256 lost) private {
        // Check
        uint256 most = terms.availabilityBp > MAX_AVAILABILITY_BP ? 0 : lost * (EpochMint.WHOLE_BP - terms.availabilityBp) / EpochMint.WHOLE_BP;
        if (terms.availabilityBp > MAX_AVAILABILITY_BP || terms.capPerWorkUnit > most) {
            revert BurnMint_TermsOutOfRange(terms.availabilityBp, terms.capPerWorkUnit, most);
        }
        if (terms.recycledPerEpoch > EmissionSchedule.MAX_PER_EPOCH) {
            revert BurnMint_RecyclingOutOfRange(terms.recycledPerEpoch, EmissionSchedule.MAX_PER_EPOCH);
        }

        // Effect
        uint256 count = history.length;
        if (count > 0 && history[count - 1].epoch == fromEpoch) history[count - 1].terms = terms;
        else history.push(TermsFrom(fromEpoch, terms));
        emit TermsChanged(fromEpoch, terms);
    }

    function _setSchedule(uint64 fromEpoch, EmissionSchedule.Schedule memory schedule) private {
        uint256 count = schedules.length;
        if (count == 0 || schedules[count - 1].epoch != fromEpoch) {
            schedules.push();
            schedules[count++].epoch = fromEpoch;
        }
        schedules[count - 1].schedule.store(schedule);
        emit ScheduleChanged(fromEpoch, schedule);
    }

    function _setSettler(address settler_) private {
        settler = settler_;
        emit SettlerChanged(settler_);
    }

    function _setGuardian(address guardian_) private {
        guardian = guardian_;
        emit GuardianChanged(guardian_);
    }
}
