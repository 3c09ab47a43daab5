// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test, Vm} from "forge-std/Test.sol";
import {IJobEscrow} from "../../../src/interfaces/IJobEscrow.sol";
import {JobEscrow} from "../../../src/JobEscrow.sol";
import {OperatorPool} from "../../../src/OperatorPool.sol";
import {MerkleTree} from "../../support/MerkleTree.sol";
import {PlainToken} from "../../support/PlainToken.sol";

/// Everybody who can move an escrow, with a plain account of what each was owed: creators, settler (honest or not), guardian, owner, operators, givers, time.
contract EscrowActors is Test {
    uint256 private constant OPERATORS = 4;

    struct Order {
        address creator;
        bytes32 hash;
        uint96 cap;
        uint96 charge;
        // Charged in that epoch; zero while it was not, or no longer is.
        uint256 epoch;
        bool closed;
    }

    JobEscrow public immutable escrow;
    OperatorPool public immutable pool;
    PlainToken public immutable token;
    address public immutable owner = makeAddr("owner");
    address public immutable settler = makeAddr("settler");
    address public immutable guardian = makeAddr("guardian");
    address public immutable treasury = makeAddr("treasury");

    Order[] public orders;
    uint256[OPERATORS] private cumulative;
    uint256[OPERATORS] private accepted;
    uint256[OPERATORS] private most;
    uint256[OPERATORS] public paid;
    IJobEscrow.Payment private opened;
    uint256 public epoch;
    bool public undecided;
    uint256 public pending;
    uint256 public charged;
    uint256 public operatorsPart;
    uint256 public burnt;
    uint256 public toTreasury;
    uint256 public givenEscrow;
    uint256 public givenPool;
    mapping(bytes32 call => uint256) public did;

    constructor() {
        vm.warp(1_800_000_000);
        token = new PlainToken();
        escrow = new JobEscrow(token, owner, settler, guardian, treasury, IJobEscrow.Terms(4_500, 500, 1 days));
        pool = escrow.POOL();
    }

    function lock(uint8 who, uint96 cap, uint32 ahead, uint8 terms) external {
        address creator = vm.addr(1 + who % 3);
        cap = uint96(bound(cap, 1, 1e24));
        (uint256 latest,) = escrow.settings();
        token.mint(creator, cap);
        vm.startPrank(creator);
        token.approve(address(escrow), cap);
        bytes32 hash = bytes32(orders.length);
        escrow.lock(hash, cap, uint32(block.timestamp + bound(ahead, 1 hours, 20 days)), uint8(bound(terms, 0, latest)));
        vm.stopPrank();
        orders.push(Order(creator, hash, cap, 0, 0, false));
        ++did["lock"];
    }

    function topUp(uint256 which, uint96 amount, uint32 ahead, bool later) external {
        if (orders.length == 0) return;
        Order storage o = orders[which % orders.length];
        amount = uint96(bound(amount, 0, 1e24));
        (IJobEscrow.Job memory books,) = escrow.job(escrow.jobId(o.creator, o.hash));
        uint32 deadline = later ? uint32(block.timestamp + bound(ahead, 1 hours, 20 days)) : 0;
        bool allowed = !o.closed && o.epoch == 0 && (deadline == 0 ? amount != 0 && books.deadline > block.timestamp : deadline >= books.deadline);
        if (deadline == books.deadline && amount == 0) allowed = false;
        token.mint(o.creator, amount);
        vm.startPrank(o.creator);
        token.approve(address(escrow), amount);
        try escrow.topUp(o.hash, amount, deadline) returns (uint256 cap) {
            assertTrue(allowed, "a top-up that is not allowed");
            o.cap += amount;
            assertEq(cap, o.cap, "cap");
            ++did["topUp"];
        } catch {
            assertFalse(allowed, "a top-up that is allowed");
        }
        vm.stopPrank();
    }

    function settle(uint256 seed, bool honest) external {
        if (undecided) return;
        (, uint256 pausedUntil) = escrow.settings();
        if (block.timestamp < pausedUntil) return;
        IJobEscrow.Charge[] memory charges = new IJobEscrow.Charge[](orders.length);
        uint256 n;
        uint256 sum;
        for (uint256 i = 0; i < orders.length; ++i) {
            Order storage o = orders[i];
            bytes32 id = escrow.jobId(o.creator, o.hash);
            (IJobEscrow.Job memory books,) = escrow.job(id);
            if (o.closed || o.epoch != 0 || block.timestamp > books.deadline || uint256(keccak256(abi.encode(seed, i))) % 3 == 0) continue;
            o.charge = uint96(uint256(keccak256(abi.encode(seed, i, "charge"))) % (uint256(o.cap) + 1));
            o.epoch = epoch + 1;
            charges[n++] = IJobEscrow.Charge(id, o.charge);
            sum += o.charge;
        }
        assembly ("memory-safe") {
            mstore(charges, n)
        }
        for (uint256 i = 0; i < OPERATORS; ++i) {
            // An honest root shares half of the charges, rounded down; another gives away what it likes.
            cumulative[i] = honest ? accepted[i] + sum / 2 / OPERATORS / 2 : uint256(keccak256(abi.encode(seed, i, "root"))) >> 160;
        }
        bytes32 root = MerkleTree.root(_leaves(cumulative));
        vm.recordLogs();
        vm.prank(settler);
        epoch = escrow.settle(root, charges);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        (, opened,) = abi.decode(logs[0].data, (uint256, IJobEscrow.Payment, IJobEscrow.Charge[]));
        undecided = true;
        pending = sum;
        ++did["settle"];
    }

    function reject() external {
        (, uint256 ripeAt) = escrow.epoch();
        if (!undecided || block.timestamp >= ripeAt) return;
        vm.prank(guardian);
        escrow.reject(epoch);
        for (uint256 i = 0; i < orders.length; ++i) {
            if (orders[i].epoch == epoch) (orders[i].epoch, orders[i].charge) = (0, 0);
        }
        (undecided, pending) = (false, 0);
        ++did["reject"];
    }

    function accept(address anyone) external {
        (, uint256 ripeAt) = escrow.epoch();
        if (!undecided || block.timestamp < ripeAt) return;
        vm.prank(anyone);
        escrow.accept(opened);
        charged += pending;
        operatorsPart += opened.operators;
        burnt += opened.burnt;
        toTreasury += opened.treasury;
        for (uint256 i = 0; i < OPERATORS; ++i) {
            accepted[i] = cumulative[i];
            if (accepted[i] > most[i]) most[i] = accepted[i];
        }
        (undecided, pending) = (false, 0);
        ++did["accept"];
    }

    function claim(uint256 who) external {
        who %= OPERATORS;
        if (pool.root() == 0) return;
        bytes32[] memory proof = MerkleTree.proof(_leaves(accepted), who);
        try pool.claim(operator(who), accepted[who], proof) returns (uint256 amount) {
            paid[who] += amount;
            ++did["claim"];
        } catch {
            // Refused only where nothing is due or a bad root has emptied the pool.
            assertTrue(accepted[who] <= paid[who] || accepted[who] - paid[who] > token.balanceOf(address(pool)), "a claim that is due");
        }
    }

    function refund(uint256 which) external {
        if (orders.length == 0) return;
        Order storage o = orders[which % orders.length];
        (IJobEscrow.Job memory books,) = escrow.job(escrow.jobId(o.creator, o.hash));
        (, uint256 ripeAt) = escrow.epoch();
        bool disputable = o.epoch != 0 && o.epoch == epoch && undecided && block.timestamp < ripeAt;
        bool due = !o.closed && (o.epoch == 0 ? block.timestamp > books.deadline : !disputable);
        uint256 before = token.balanceOf(o.creator);
        try escrow.refund(o.creator, o.hash) returns (uint256 amount) {
            assertTrue(due, "a refund that is not due");
            assertEq(amount, o.cap - o.charge, "refund");
            assertEq(token.balanceOf(o.creator), before + amount, "paid to the creator");
            o.closed = true;
            ++did["refund"];
        } catch {
            assertFalse(due, "a refund that is due");
        }
    }

    function cancel(uint256 which) external {
        if (orders.length == 0) return;
        Order storage o = orders[which % orders.length];
        if (o.closed || o.epoch != 0 || which % 4 != 0) return;
        vm.prank(settler);
        escrow.cancel(o.creator, o.hash);
        o.closed = true;
        ++did["cancel"];
    }

    function pause(uint256 duration) external {
        vm.prank(guardian);
        escrow.pause(bound(duration, 0, 7 days));
    }

    function setTerms(uint16 burnBp, uint16 treasuryBp, uint24 window) external {
        (uint256 latest,) = escrow.settings();
        if (latest == 255) return;
        burnBp = uint16(bound(burnBp, 0, 10_000));
        vm.prank(owner);
        escrow.setTerms(IJobEscrow.Terms(burnBp, uint16(bound(treasuryBp, 0, 10_000 - burnBp)), uint24(bound(window, 1 hours, 7 days))));
    }

    function give(uint64 dust, bool toPool) external {
        token.mint(toPool ? address(pool) : address(escrow), dust);
        if (toPool) givenPool += dust;
        else givenEscrow += dust;
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1 minutes, 3 days));
    }

    function operator(uint256 who) public pure returns (address) {
        return vm.addr(100 + who);
    }

    function operators() external pure returns (uint256) {
        return OPERATORS;
    }

    function mostOf(uint256 who) external view returns (uint256) {
        return most[who];
    }

    /// What the escrow holds for creators: caps of open jobs and what charged ones leave.
    function owedToCreators() external view returns (uint256 sum) {
        for (uint256 i = 0; i < orders.length; ++i) {
            if (!orders[i].closed) sum += orders[i].cap - orders[i].charge;
        }
    }

    function count() external view returns (uint256) {
        return orders.length;
    }

    function _leaves(uint256[OPERATORS] memory amounts) private view returns (bytes32[] memory leaves) {
        leaves = new bytes32[](OPERATORS);
        for (uint256 i = 0; i < OPERATORS; ++i) {
            leaves[i] = pool.leafOf(operator(i), amounts[i]);
        }
    }
}
