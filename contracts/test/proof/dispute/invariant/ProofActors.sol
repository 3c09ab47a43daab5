// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IProofOfRender} from "../../../../src/interfaces/IProofOfRender.sol";
import {MerkleSum} from "../../../../src/libraries/MerkleSum.sol";
import {SumTree} from "../../../support/SumTree.sol";
import {DisputeTest} from "../DisputeTest.sol";

/// Everybody who can move a dispute: claimants, both sides' helpers, arbiters who vote as they like or are silent, the reference CPU, the owner, reporters, givers
/// and time. Whatever is refused must leave everything as it was, so calls are tried in any state.
contract ProofActors is DisputeTest {
    using SumTree for MerkleSum[][];

    bytes32[] public ids;
    address[2] private claimants = [address(0xc1), address(0xc2)];
    bytes32 private immutable nodeId;
    bytes32 private immutable equivocalId;
    address[] private accounts;
    bytes32[] private staked;
    mapping(bytes32 id => IProofOfRender.Phase) public reached;
    // The block on which the two differ.
    mapping(bytes32 id => uint256) private origin;
    // What each seat has said: n, c, o.
    mapping(bytes32 id => mapping(uint256 seat => bytes1)) private said;
    mapping(bytes32 receipt => uint256) public convictions;
    mapping(bytes32 how => uint256) public ended;
    uint256 public bondsTaken;
    uint256 public withdrawn;
    uint256 public gifts;
    uint256 public stakesPut;
    uint256 private reports;
    uint256 private immutable supplyBefore;

    constructor() {
        setUp();
        (blocks, differs) = (5, 2);
        fund(claimants[0]);
        fund(claimants[1]);
        (nodeId, equivocalId) = (idOf("node"), idOf("equivocal"));
        for (uint256 i = 0; i < ARBITERS; ++i) {
            accounts.push(arbiterOf(i));
            staked.push(arbiterId(i));
        }
        accounts.push(operator);
        accounts.push(stranger);
        accounts.push(claimants[0]);
        accounts.push(claimants[1]);
        staked.push(nodeId);
        staked.push(equivocalId);
        stakesPut = stakes();
        supplyBefore = token.totalSupply();
    }

    function openOne(uint256 seed) external {
        if (ids.length == 8) return;
        claimant = claimants[seed % 2];
        // Half of the claims are over the same receipts as others'.
        vm.warp(block.timestamp + (seed & 4) / 4);
        differs = (seed >> 8) % blocks;
        bool atBlock = (seed >> 4) % 2 == 0;
        IProofOfRender.Claim memory claim = claimOf(nodeTree().root(), atBlock ? claimLeaf() : claimTree().root());
        (bytes memory levels,) = nodeTree().walk(claimTree());
        bytes memory path = nodeTree().path(differs);
        bytes32 id;
        vm.prank(claimant);
        if (atBlock) {
            try proof.openAt(claim, uint32(differs), path) returns (bytes32 made) {
                id = made;
            } catch {}
        } else {
            try proof.open(claim, (seed >> 5) % 4 == 0 ? levels : bytes("")) returns (bytes32 made) {
                id = made;
            } catch {}
        }
        if (id == 0) return;
        ids.push(id);
        bondsTaken += bondOf(id);
        origin[id] = differs;
        look();
    }

    function walkOn(uint256 which, uint256 how) external {
        bytes32 id = pick(which);
        if (id == 0) return;
        IProofOfRender.Dispute memory books = proof.dispute(id);
        if (books.phase != IProofOfRender.Phase.Walking) return;
        differs = origin[id];
        MerkleSum[] memory ofNode = nodeTree()[books.level - 1];
        MerkleSum[] memory ofClaim = claimTree()[books.level - 1];
        uint256 i = 2 * books.index;
        if (how % 3 == 0) {
            bytes memory level =
                bytes.concat(SumTree.encode(ofNode[i]), SumTree.encode(ofNode[i + 1]), SumTree.encode(ofClaim[i]), SumTree.encode(ofClaim[i + 1]));
            try proof.walk(id, level) {} catch {}
        } else if (how % 3 == 1) {
            try proof.disclose(id, ofNode[i], ofNode[i + 1]) {} catch {}
        } else {
            try proof.disclose(id, ofClaim[i], ofClaim[i + 1]) {} catch {}
        }
        look();
    }

    function drawOne(uint256 which) external {
        bytes32 id = pick(which);
        if (id == 0) return;
        vm.roll(block.number + (which % 9 == 0 ? 300 : 9));
        try proof.draw(id) {
            checkPanel(id);
        } catch {}
        look();
    }

    /// All seats that still can: commit to what they like or are silent, then show it or not.
    function vote(uint256 which, uint256 seed) external {
        bytes32 id = pick(which);
        if (id == 0) return;
        IProofOfRender.Phase at = phase(id);
        uint256 seats = proof.panel(id).length;
        for (uint256 seat = 0; seat < seats; ++seat) {
            seed = uint256(keccak256(abi.encode(seed)));
            bytes1 word = bytes(which % 2 == 0 ? bytes("nnnnco-") : bytes("ccccno-"))[seed % 7];
            if (at == IProofOfRender.Phase.Committing && said[id][seat] == 0 && word != "-") {
                vm.expectRevert();
                vm.prank(stranger);
                proof.commit(id, seat, "x");
                commit(id, seat, leafFor(id, word));
                said[id][seat] = word;
            } else if (at == IProofOfRender.Phase.Revealing && said[id][seat] != 0 && word != "-") {
                try proof.reveal(id, seat, leafFor(id, said[id][seat]), saltOf(seat)) {} catch {}
            }
        }
        look();
    }

    function ruleOne(uint256 which, uint8 kind, bool fault) external {
        bytes32 id = pick(which);
        if (id == 0) return;
        MerkleSum memory leaf = leafFor(id, bytes("nco")[kind % 3]);
        bool forNode = majorityForNode(id);
        uint256 stake = registry.stakeOf(nodeId);
        vm.prank(proof.referenceCpu());
        try proof.rule(id, leaf, fault) {
            afterwards(id, stake, forNode || fault || kind % 3 == 0 && !majority(id));
        } catch {}
        look();
    }

    function settleOne(uint256 which) external {
        bytes32 id = pick(which);
        if (id == 0) return;
        bool forNode = majorityForNode(id);
        uint256 stake = registry.stakeOf(nodeId);
        try proof.settle(id) {
            afterwards(id, stake, forNode || !majority(id));
        } catch {}
        look();
    }

    function expireOne(uint256 which) external {
        bytes32 id = pick(which);
        if (id == 0) return;
        uint256 stake = registry.stakeOf(nodeId);
        bool nodesTurn = proof.dispute(id).nodesTurn;
        try proof.expire(id) {
            afterwards(id, stake, !nodesTurn);
        } catch {}
        look();
    }

    function abandonOne(uint256 which) external {
        bytes32 id = pick(which);
        if (id == 0) return;
        uint256 stake = registry.stakeOf(nodeId);
        try proof.abandon(id) {
            afterwards(id, stake, true);
        } catch {}
        look();
    }

    function withdrawOne(uint256 which) external {
        address account = accounts[which % accounts.length];
        if (proof.owed(account) != 0) withdrawn += proof.withdraw(account);
    }

    function reportOne(uint256 seed) external {
        IProofOfRender.SignedReceipt memory a;
        IProofOfRender.SignedReceipt memory b;
        bytes16 lease = bytes16(uint128(seed % 3 == 0 ? reports : ++reports));
        a.receipt = receiptOf(NETWORK, "equivocal", lease, rowOf(5), leafOf(0, 0), 1_800_000_000_000);
        b.receipt = receiptOf(NETWORK, "equivocal", lease, rowOf(5), leafOf(0, 1), 1_800_000_000_000);
        (a.r, a.s) = signAs("equivocal", sha256(a.receipt));
        (b.r, b.s) = signAs("equivocal", sha256(b.receipt));
        (bytes32 x, bytes32 y) = pointOf("equivocal");
        registry.put(equivocalId, address(0xe1), 3e18 + 1);
        stakesPut += 3e18 + 1;
        bool before = proof.isReported(equivocalId, lease);
        vm.prank(stranger);
        try proof.reportEquivocation(a, b, x, y) {
            assertFalse(before, "reported twice");
        } catch {
            assertTrue(before, "refused");
        }
    }

    function govern(uint96 bond, uint24 a, uint24 b, uint24 c, uint8 size, bool noReference) external {
        IProofOfRender.Terms memory terms = defaults();
        terms.bond = uint96(bound(bond, 1, 1_000e18));
        terms.winnerPpm = uint24(bound(a, 0, 1_000_000));
        terms.arbitersPpm = uint24(bound(b, 0, 1_000_000 - terms.winnerPpm));
        terms.disputeLostPpm = uint24(bound(c, 0, 1_000_000));
        terms.noArbitrationPpm = uint24(bound(a ^ c, 0, 1_000_000));
        terms.arbiters = uint8(3 + 2 * (size % 7));
        setTerms(terms);
        vm.prank(owner);
        proof.setReference(noReference ? address(0) : cpu);
    }

    function give(uint64 dust) external {
        token.mint(address(proof), dust);
        gifts += dust;
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1, time % 6 == 0 ? 3 days : 900));
        vm.roll(block.number + time % 40);
        look();
    }

    // ───────────────────────────── what they see ─────────────────────────────

    function count() external view returns (uint256) {
        return ids.length;
    }

    function bonds() external view returns (uint256 sum) {
        for (uint256 i = 0; i < ids.length; ++i) {
            if (proof.dispute(ids[i]).phase != IProofOfRender.Phase.Closed) sum += bondOf(ids[i]);
        }
    }

    function owedInAll() external view returns (uint256 sum) {
        for (uint256 i = 0; i < accounts.length; ++i) {
            sum += proof.owed(accounts[i]);
        }
    }

    function stakes() public view returns (uint256 sum) {
        for (uint256 i = 0; i < staked.length; ++i) {
            sum += registry.stakeOf(staked[i]);
        }
    }

    function burned() external view returns (uint256) {
        return supplyBefore + gifts + (stakesPut - initialStakes()) - token.totalSupply();
    }

    function balance() external view returns (uint256) {
        return token.balanceOf(address(proof));
    }

    /// Time alone: nobody votes, answers or rules any more.
    function endAll() external {
        vm.warp(block.timestamp + 365 days);
        vm.roll(block.number + 1_000_000);
        for (uint256 i = 0; i < ids.length; ++i) {
            if (proof.dispute(ids[i]).phase != IProofOfRender.Phase.Closed) proof.abandon(ids[i]);
        }
        for (uint256 i = 0; i < accounts.length; ++i) {
            if (proof.owed(accounts[i]) != 0) withdrawn += proof.withdraw(accounts[i]);
        }
    }

    function initialStakes() private pure returns (uint256 sum) {
        sum = STAKE;
        for (uint256 i = 0; i < ARBITERS; ++i) {
            sum += 500e18 + i;
        }
    }

    /// More often than not the latest.
    function pick(uint256 which) private view returns (bytes32) {
        return ids.length == 0 ? bytes32(0) : ids[which % 4 == 0 ? which % ids.length : ids.length - 1];
    }

    function bondOf(bytes32 id) private view returns (uint256) {
        return proof.termsOf(proof.dispute(id).terms).bond;
    }

    /// No phase is ever left backwards.
    function look() private {
        for (uint256 i = 0; i < ids.length; ++i) {
            IProofOfRender.Phase now_ = phase(ids[i]);
            assertGe(uint8(now_), uint8(reached[ids[i]]), "a phase left backwards");
            reached[ids[i]] = now_;
        }
    }

    /// The end of a dispute, against what its seats were seen to say.
    function afterwards(bytes32 id, uint256 stake, bool nodeIsFree) private {
        assertEq(uint8(phase(id)), uint8(IProofOfRender.Phase.Closed), "not closed");
        uint256 left = registry.stakeOf(nodeId);
        ++ended[left == stake ? bytes32("node free") : bytes32("node pays")];
        if (proof.panel(id).length != 0) ++ended["with a panel"];
        if (nodeIsFree) assertEq(left, stake, "an honest node paid");
        if (left != stake) assertEq(++convictions[proof.dispute(id).receipt], 1, "paid twice for a receipt");
    }

    function checkPanel(bytes32 id) private view {
        IProofOfRender.Seat[] memory seats = proof.panel(id);
        assertTrue(seats.length == 0 || (seats.length % 2 == 1 && seats.length >= 3), "an even panel");
        for (uint256 i = 0; i < seats.length; ++i) {
            assertTrue(seats[i].operator != operator && seats[i].operator != proof.dispute(id).claimant, "a party");
            for (uint256 j = 0; j < i; ++j) {
                assertTrue(seats[i].operator != seats[j].operator, "two seats of an operator");
            }
        }
    }

    function majorityForNode(bytes32 id) private view returns (bool) {
        return votesFor(id, "n") * 2 > proof.panel(id).length;
    }

    function majority(bytes32 id) private view returns (bool) {
        uint256 size = proof.panel(id).length;
        return votesFor(id, "n") * 2 > size || votesFor(id, "c") * 2 > size || votesFor(id, "o") * 2 > size;
    }

    function votesFor(bytes32 id, bytes1 word) private view returns (uint256 votes) {
        IProofOfRender.Seat[] memory seats = proof.panel(id);
        for (uint256 i = 0; i < seats.length; ++i) {
            if (seats[i].vote == IProofOfRender.Vote.Revealed && said[id][i] == word) ++votes;
        }
    }
}
