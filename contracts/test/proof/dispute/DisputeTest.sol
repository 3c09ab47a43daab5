// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IProofOfRender} from "../../../src/interfaces/IProofOfRender.sol";
import {ArbiterVote} from "../../../src/libraries/ArbiterVote.sol";
import {MerkleSum} from "../../../src/libraries/MerkleSum.sol";
import {ProofOfRender} from "../../../src/ProofOfRender.sol";
import {ReceiptProof} from "../../../src/ReceiptProof.sol";
import {PlainToken} from "../../support/PlainToken.sol";
import {StandInRegistry} from "../../support/StandInRegistry.sol";
import {SumTree} from "../../support/SumTree.sol";
import {ReceiptTest} from "../ReceiptTest.sol";

/// A node that rendered, somebody who doubts it, nine arbiters of nine operators, and the steps that all tests of disputes share.
abstract contract DisputeTest is ReceiptTest {
    using SumTree for MerkleSum[][];

    uint96 internal constant BOND = 10e18;
    uint96 internal constant STAKE = 1_000e18 + 7;
    uint256 internal constant ARBITERS = 9;
    uint256 internal constant BLOCKS = 13;
    uint256 internal constant DIFFERS = 6;

    address internal owner = makeAddr("owner");
    address internal cpu = makeAddr("reference CPU");
    address internal operator = makeAddr("operator");
    address internal claimant = makeAddr("claimant");
    address internal stranger = makeAddr("stranger");

    PlainToken internal token;
    StandInRegistry internal registry;
    ProofOfRender internal proof;
    uint256 internal blocks = BLOCKS;
    uint256 internal differs = DIFFERS;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        vm.roll(1_000);
        token = new PlainToken();
        registry = new StandInRegistry(token);
        deploy();
        registry.put(idOf("node"), operator, STAKE);
        for (uint256 i = 0; i < ARBITERS; ++i) {
            registry.put(arbiterId(i), arbiterOf(i), uint96(500e18 + i));
            registry.join(arbiterId(i));
        }
        vm.warp(1_800_000_100);
        fund(claimant);
    }

    function deploy() internal {
        proof = new ProofOfRender(token, registry, new ReceiptProof(), NETWORK, owner, cpu, defaults());
        registry.setSlasher(address(proof));
    }

    function nodeTree() internal view returns (MerkleSum[][] memory) {
        return treeOf(blocks, 0, 0);
    }

    function claimTree() internal view returns (MerkleSum[][] memory) {
        return treeOf(blocks, 1, differs);
    }

    function defaults() internal pure returns (IProofOfRender.Terms memory) {
        return IProofOfRender.Terms({
            bond: BOND,
            windowSeconds: 7 days,
            arbiters: 5,
            commitSeconds: 600,
            revealSeconds: 600,
            answerSeconds: 3_600,
            referenceSeconds: 1 days,
            winnerPpm: 500_000,
            arbitersPpm: 400_000,
            disputeLostPpm: 200_000,
            falseArbitrationPpm: 50_000,
            noArbitrationPpm: 10_000,
            equivocatedPpm: 1_000_000,
            reporterPpm: 300_000
        });
    }

    function setTerms(IProofOfRender.Terms memory terms) internal {
        vm.prank(owner);
        proof.setTerms(terms);
    }

    function arbiterId(uint256 i) internal pure returns (bytes32) {
        return sha256(abi.encode("arbiter", i));
    }

    function arbiterOf(uint256 i) internal pure returns (address) {
        return address(uint160(0xa000 + i));
    }

    function fund(address who) internal {
        token.mint(who, 1_000_000e18);
        vm.prank(who);
        token.approve(address(proof), type(uint256).max);
    }

    function claimOf(MerkleSum memory root, MerkleSum memory sum) internal view returns (IProofOfRender.Claim memory claim) {
        claim.cut = rowOf(blocks);
        claim.order = ORDER;
        claim.receipt = receiptOf("node", claim.cut, root, (block.timestamp - 60) * 1_000);
        (claim.r, claim.s) = signAs("node", sha256(claim.receipt));
        (claim.x, claim.y) = pointOf("node");
        claim.sum = sum;
    }

    function open(bytes memory levels) internal returns (bytes32) {
        IProofOfRender.Claim memory claim = claimOf(nodeTree().root(), claimTree().root());
        vm.prank(claimant);
        return proof.open(claim, levels);
    }

    /// Opened, and walked to the first block that differs.
    function opened() internal returns (bytes32 id) {
        (bytes memory levels, uint256 at) = nodeTree().walk(claimTree());
        id = open(levels);
        assertEq(at, differs);
    }

    /// Opened at that block.
    function openedAt() internal returns (bytes32) {
        IProofOfRender.Claim memory claim = claimOf(nodeTree().root(), claimLeaf());
        bytes memory path = nodeTree().path(differs);
        vm.prank(claimant);
        return proof.openAt(claim, uint32(differs), path);
    }

    /// The panel is drawn.
    function drawn() internal returns (bytes32 id) {
        id = opened();
        draw(id);
    }

    function draw(bytes32 id) internal {
        vm.roll(proof.dispute(id).seedBlock + 1);
        proof.draw(id);
    }

    function saltOf(uint256 seat) internal pure returns (bytes32) {
        return keccak256(abi.encode("salt", seat));
    }

    function commit(bytes32 id, uint256 seat, MerkleSum memory leaf) internal {
        IProofOfRender.Seat memory arbiter = proof.panel(id)[seat];
        bytes32 commitment = ArbiterVote.commitment(ArbiterVote.voteFor(leaf), arbiter.node, id, saltOf(seat));
        vm.prank(arbiter.operator);
        proof.commit(id, seat, commitment);
    }

    function reveal(bytes32 id, uint256 seat, MerkleSum memory leaf) internal {
        proof.reveal(id, seat, leaf, saltOf(seat));
    }

    /// Each seat votes for the node's leaf (n), the claimant's (c), another (o), or is silent (-).
    function vote(bytes32 id, bytes memory votes) internal {
        for (uint256 i = 0; i < votes.length; ++i) {
            if (votes[i] != "-") commit(id, i, leafFor(id, votes[i]));
        }
        if (phase(id) == IProofOfRender.Phase.Committing) vm.warp(proof.dispute(id).commitEnd + 1);
        for (uint256 i = 0; i < votes.length; ++i) {
            if (votes[i] != "-") reveal(id, i, leafFor(id, votes[i]));
        }
    }

    function leafFor(bytes32 id, bytes1 said) internal view returns (MerkleSum memory) {
        IProofOfRender.Dispute memory books = proof.dispute(id);
        return said == "n" ? books.nodeSum : said == "c" ? books.claimSum : other();
    }

    function other() internal pure returns (MerkleSum memory) {
        return leafOf(DIFFERS, 99);
    }

    function rule(bytes32 id, MerkleSum memory leaf, bool fault) internal {
        vm.prank(cpu);
        proof.rule(id, leaf, fault);
    }

    function phase(bytes32 id) internal view returns (IProofOfRender.Phase) {
        return proof.phaseOf(id);
    }

    function assertPhase(bytes32 id, IProofOfRender.Phase expected) internal view {
        assertEq(uint8(phase(id)), uint8(expected), "phase");
    }

    function wrongPhase(bytes32 id, IProofOfRender.Phase at) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IProofOfRender.WrongPhase.selector, id, at);
    }

    function passDeadline(bytes32 id) internal {
        vm.warp(uint256(proof.dispute(id).deadline) + 1);
    }

    // These hash by keccak256, since SHA-256 is a call, and would come between an expectation and what is expected.
    function nodeLeaf() internal view returns (MerkleSum memory) {
        return leafOf(differs, 0);
    }

    function claimLeaf() internal view returns (MerkleSum memory) {
        return leafOf(differs, 1);
    }
}
