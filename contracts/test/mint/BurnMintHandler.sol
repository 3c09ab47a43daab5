// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {BurnMint} from "../../src/BurnMint.sol";
import {IBurnMint} from "../../src/interfaces/IBurnMint.sol";
import {EmissionSchedule} from "../../src/libraries/EmissionSchedule.sol";
import {BurnMintFixture} from "./BurnMintFixture.sol";

/// @dev Acts for settler, guardian, owner, operators and whoever burns or strays, and keeps its own books. A step that cannot be taken now is no step.
contract BurnMintHandler is BurnMintFixture {
    uint256 private constant OPERATORS = 6;

    /// @dev Sum of the schedule over all closed epochs.
    uint256 public scheduled;
    /// @dev Sum of what reported work was capped to over all closed epochs, and availability's most on top.
    uint256 public allowed;
    uint256 public burned;
    bool public paidFromRejected;

    mapping(address account => uint256) public earned;
    mapping(address account => uint256) public received;
    /// @dev The most that any root which counted gave an account.
    mapping(address account => uint256) public mostEver;
    mapping(address account => uint256) private counted;
    mapping(uint256 epoch => bytes32) private termsOfBegun;
    uint256 private known;

    constructor() {
        deploy(defaults());
        _noteTerms();
    }

    /// @dev Reports an epoch that is over; sometimes one that gives away too much.
    function report(uint128 work, uint64 answered, uint256[6] memory gains) external {
        uint256 epoch = burnMint.nextEpoch();
        if (burnMint.pending().postedAt != 0) {
            if (block.timestamp < uint256(burnMint.pending().postedAt) + WINDOW) return;
            _close();
            epoch++;
        }
        for (uint256 i; i < OPERATORS; ++i) {
            earn(operator(i), earned[operator(i)] = counted[operator(i)] + gains[i] % 400e18);
        }
        post(epoch, work % 10_000_000e6, answered % 1_000);
        _noteTerms();
    }

    function reject() external {
        IBurnMint.Report memory report_ = burnMint.pending();
        if (report_.postedAt == 0 || block.timestamp >= uint256(report_.postedAt) + WINDOW) return;
        vm.prank(guardian);
        burnMint.reject(report_.root);
        assertEq(burnMint.pending().postedAt, 0, "a rejected report is gone");
        for (uint256 i; i < OPERATORS; ++i) {
            earn(operator(i), earned[operator(i)] = counted[operator(i)]);
        }
    }

    function close() external {
        IBurnMint.Report memory report_ = burnMint.pending();
        if (report_.postedAt == 0) return;
        vm.warp(vm.getBlockTimestamp() + WINDOW);
        _close();
        _noteTerms();
    }

    /// @dev By anybody, for an operator, with whatever proof fits the newest tree; while that tree does not count, nothing may be paid.
    function claimFor(uint256 who, uint256 caller) external {
        address account = operator(who);
        uint256 cumulative = earned[account];
        if (cumulative == 0) return;
        bytes32[] memory proof = proofFor(account);
        uint256 before = token.balanceOf(account);
        vm.prank(operator(caller));
        try burnMint.claim(account, cumulative, proof) returns (uint256 amount) {
            received[account] += amount;
            if (burnMint.root() != currentRoot()) paidFromRejected = true;
            assertEq(token.balanceOf(account), before + amount);
        } catch {
            assertEq(token.balanceOf(account), before);
        }
    }

    function changeTerms(uint128 cap, uint16 bp, uint32 recycledFrom, uint128 recycled) external {
        bp %= 5_001;
        cap = uint128(cap % (uint256(0.0005e18) * (10_000 - bp) / 10_000 + 1));
        vm.prank(owner);
        burnMint.setTerms(IBurnMint.Terms(cap, bp, recycledFrom % 10, recycled % 5_000e18));
        _noteTerms();
    }

    /// @dev Sometimes little or nothing, so that recycling has its turn.
    function changeSchedule(uint128 perEpoch, uint32 epochs, uint32 damping) external {
        EmissionSchedule.Schedule memory schedule = EmissionSchedule.Schedule(new EmissionSchedule.Period[](1), 52, damping % 1_000_001);
        schedule.periods[0] = EmissionSchedule.Period(1 + epochs % 20, perEpoch % 3 == 0 ? 0 : perEpoch % 10_000e18);
        vm.prank(owner);
        burnMint.setSchedule(schedule);
        _noteTerms();
    }

    function burn(uint256 amount) external {
        amount = bound(amount, 0, token.balanceOf(address(this)));
        token.burn(amount);
        burned += amount;
    }

    function wait(uint32 time) external {
        vm.warp(vm.getBlockTimestamp() + time % (2 * WEEK));
        _noteTerms();
    }

    function stray(uint256 who, uint128 work, bytes32 root) external {
        address caller = operator(who);
        vm.startPrank(caller);
        uint256 epoch = burnMint.nextEpoch();
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_Forbidden.selector, caller, settler));
        burnMint.post(epoch, work, 0, root);
        vm.expectRevert(abi.encodeWithSelector(IBurnMint.BurnMint_Forbidden.selector, caller, guardian));
        burnMint.reject(root);
        vm.stopPrank();
    }

    function operator(uint256 index) public pure returns (address) {
        return address(uint160(0x0b00 + index % OPERATORS));
    }

    function contracts() external view returns (BurnMint, uint256 tokenSupply, uint256 held) {
        return (burnMint, token.totalSupply(), token.balanceOf(address(burnMint)));
    }

    function operators() external pure returns (uint256) {
        return OPERATORS;
    }

    /// @dev Whether the terms of every epoch that has begun are what they were when it began.
    function termsHeld() external view returns (bool) {
        for (uint256 epoch; epoch < known; ++epoch) {
            if (_digest(epoch) != termsOfBegun[epoch]) return false;
        }
        return true;
    }

    function _close() private {
        uint256 epoch = burnMint.nextEpoch();
        uint256 work = burnMint.pending().microWorkUnits;
        IBurnMint.Terms memory terms = burnMint.termsOf(epoch);
        scheduled += burnMint.emissionOf(epoch);
        allowed += work * terms.capPerWorkUnit * 10_000 / (10_000 - terms.availabilityBp) / 1e6;
        burnMint.close();
        for (uint256 i; i < OPERATORS; ++i) {
            address account = operator(i);
            counted[account] = earned[account];
            if (mostEver[account] < counted[account]) mostEver[account] = counted[account];
        }
    }

    function _noteTerms() private {
        for (; burnMint.start() + known * WEEK <= vm.getBlockTimestamp(); ++known) {
            termsOfBegun[known] = _digest(known);
        }
    }

    function _digest(uint256 epoch) private view returns (bytes32) {
        return keccak256(abi.encode(burnMint.termsOf(epoch), burnMint.emissionOf(epoch)));
    }
}
