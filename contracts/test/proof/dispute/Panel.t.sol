// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IProofOfRender} from "../../../src/interfaces/IProofOfRender.sol";
import {ArbiterVote} from "../../../src/libraries/ArbiterVote.sol";
import {DomainTags} from "../../../src/libraries/DomainTags.sol";
import {HashStream, HashStreams} from "../../../src/libraries/HashStream.sol";
import {MerkleSum} from "../../../src/libraries/MerkleSum.sol";
import {StandInRegistry} from "../../support/StandInRegistry.sol";
import {DisputeTest} from "./DisputeTest.sol";

contract PanelTest is DisputeTest {
    address private constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;

    function test_Draw_BeforeTheSeedsBlock() public {
        bytes32 id = opened();
        vm.roll(proof.dispute(id).seedBlock);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.SeedAhead.selector, id, block.number));
        proof.draw(id);
        vm.roll(block.number + 1);
        proof.draw(id);
        vm.expectRevert(wrongPhase(id, IProofOfRender.Phase.Committing));
        proof.draw(id);
        vm.expectRevert(wrongPhase("none", IProofOfRender.Phase.None));
        proof.draw("none");
    }

    /// Written out once more: the first five of other operators that the stream names.
    function testFuzz_Draw_IsWhatTheSeedSays(bytes32 hash) public {
        vm.assume(hash != 0);
        // An operator with a second node, and nodes of both parties.
        registry.put(arbiterId(9), arbiterOf(2), 1e18);
        registry.put(arbiterId(10), operator, 1e18);
        registry.put(arbiterId(11), claimant, 1e18);
        for (uint256 i = 9; i < 12; ++i) {
            registry.join(arbiterId(i));
        }
        vm.warp(block.timestamp + 1);
        bytes32 id = opened();
        uint256 seedBlock = proof.dispute(id).seedBlock;
        vm.roll(seedBlock + 1);
        vm.setBlockhash(seedBlock, hash);
        bytes32 seed = sha256(abi.encodePacked("render.dpnl.v1\x00\x00", hash, id, proof.dispute(id).receipt));
        HashStream memory stream = HashStreams.open(DomainTags.DRAW_PANEL, seed);
        bool[12] memory out;
        (out[10], out[11]) = (true, true);
        bytes32[] memory nodes = new bytes32[](5);
        for (uint256 n = 0; n < 5;) {
            uint256 index = HashStreams.below(stream, 12);
            if (out[index]) continue;
            out[index] = true;
            if (index == 2) out[9] = true;
            if (index == 9) out[2] = true;
            nodes[n++] = arbiterId(index);
        }
        vm.expectEmit();
        emit IProofOfRender.PanelDrawn(id, seed, nodes);
        proof.draw(id);
        IProofOfRender.Seat[] memory seats = proof.panel(id);
        assertEq(seats.length, 5);
        for (uint256 i = 0; i < 5; ++i) {
            assertEq(seats[i].node, nodes[i]);
        }
        assertPhase(id, IProofOfRender.Phase.Committing);
    }

    function test_Draw_SetsTimesAndHolds() public {
        bytes32 id = drawn();
        IProofOfRender.Dispute memory books = proof.dispute(id);
        assertEq(books.commitEnd, block.timestamp + 600);
        assertEq(books.revealEnd, block.timestamp + 1_200);
        assertEq(books.deadline, block.timestamp + 1_200 + 1 days);
        IProofOfRender.Seat[] memory seats = proof.panel(id);
        for (uint256 i = 0; i < seats.length; ++i) {
            assertEq(registry.heldUntil(seats[i].node), books.deadline + 3 days);
        }
        assertGe(registry.heldUntil(idOf("node")), books.deadline + 3 days);
    }

    /// Who joins once a dispute is open has no part in it; who leaves then has.
    function test_Draw_FromTheListAsItStoodWhenOpened() public {
        for (uint256 i = 3; i < ARBITERS; ++i) {
            registry.leave(i);
        }
        vm.warp(block.timestamp + 1);
        bytes32 id = opened();
        for (uint256 i = 0; i < 3; ++i) {
            registry.leave(i);
        }
        registry.join(arbiterId(5));
        vm.warp(block.timestamp + 1);
        draw(id);
        IProofOfRender.Seat[] memory seats = proof.panel(id);
        assertEq(seats.length, 3);
        for (uint256 i = 0; i < 3; ++i) {
            assertTrue(seats[i].node == arbiterId(0) || seats[i].node == arbiterId(1) || seats[i].node == arbiterId(2));
        }
    }

    function test_Draw_FourOperatorsAreThreeSeats() public {
        leaveFrom(4);
        assertEq(proof.panel(drawn()).length, 3);
    }

    function test_Draw_TwoOperatorsAreNone() public {
        leaveFrom(2);
        bytes32 id = drawn();
        assertEq(proof.panel(id).length, 0);
        assertPhase(id, IProofOfRender.Phase.Ruling);
        assertEq(proof.dispute(id).deadline, block.timestamp + 1 days);
    }

    function test_Draw_OneOperatorWithManyNodesIsNone() public {
        for (uint256 i = 0; i < ARBITERS; ++i) {
            registry.put(arbiterId(i), stranger, 1);
        }
        assertEq(proof.panel(drawn()).length, 0);
    }

    function test_Draw_OfAnEmptyList() public {
        registry = new StandInRegistry(token);
        deploy();
        registry.put(idOf("node"), operator, STAKE);
        fund(claimant);
        bytes32 id = drawn();
        assertEq(proof.panel(id).length, 0);
        assertPhase(id, IProofOfRender.Phase.Ruling);
    }

    /// Of nine operators, one is a party: eight are left, and of those seven sit.
    function test_Draw_LeavesOneOut() public {
        registry.put(arbiterId(0), operator, 1);
        IProofOfRender.Terms memory terms = defaults();
        terms.arbiters = 15;
        setTerms(terms);
        IProofOfRender.Seat[] memory seats = proof.panel(drawn());
        assertEq(seats.length, 7);
        for (uint256 i = 0; i < 7; ++i) {
            assertNotEq(seats[i].operator, operator);
        }
    }

    /// There is no second draw to wait for.
    function test_Draw_OutOfReach() public {
        bytes32 id = opened();
        vm.roll(proof.dispute(id).seedBlock + 257);
        vm.expectEmit();
        emit IProofOfRender.PanelDrawn(id, sha256(abi.encodePacked("render.dpnl.v1\x00\x00", bytes32(0), id, proof.dispute(id).receipt)), new bytes32[](0));
        proof.draw(id);
        assertEq(proof.panel(id).length, 0);
        assertPhase(id, IProofOfRender.Phase.Ruling);
    }

    function test_Draw_FromTheChainsHistory() public {
        bytes32 id = opened();
        vm.roll(proof.dispute(id).seedBlock + 257);
        // Answers any block with a hash.
        vm.etch(HISTORY, hex"60015f5260205ff3");
        proof.draw(id);
        assertEq(proof.panel(id).length, 5);
    }

    function test_Draw_AfterItsDay() public {
        bytes32 id = opened();
        vm.roll(proof.dispute(id).seedBlock + 1);
        passDeadline(id);
        proof.draw(id);
        assertEq(proof.panel(id).length, 0);
        assertPhase(id, IProofOfRender.Phase.Ruling);
    }

    function test_Commit_ByItsOperatorOnceInTime() public {
        bytes32 id = opened();
        vm.expectRevert(wrongPhase(id, IProofOfRender.Phase.Drawing));
        proof.commit(id, 0, "x");
        draw(id);
        address arbiter = proof.panel(id)[0].operator;
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.NotAllowed.selector, stranger, arbiter));
        vm.prank(stranger);
        proof.commit(id, 0, "x");
        vm.startPrank(arbiter);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.UnknownSeat.selector, id, 5));
        proof.commit(id, 5, "x");
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.WrongVote.selector, id, 0));
        proof.commit(id, 0, 0);
        vm.expectEmit();
        emit IProofOfRender.VoteCommitted(id, 0, "x");
        proof.commit(id, 0, "x");
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.WrongVote.selector, id, 0));
        proof.commit(id, 0, "y");
        vm.stopPrank();
        assertEq(proof.dispute(id).committed, 1);
        assertEq(proof.panel(id)[0].word, "x");

        uint256 end = proof.dispute(id).commitEnd;
        vm.warp(end);
        commit(id, 1, nodeLeaf());
        vm.warp(end + 1);
        vm.prank(proof.panel(id)[2].operator);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.TooLate.selector, id, end));
        proof.commit(id, 2, "x");
    }

    function test_Reveal_OnceAllHaveCommitted() public {
        bytes32 id = drawn();
        for (uint256 i = 0; i < 5; ++i) {
            if (i == 4) {
                vm.expectRevert(abi.encodeWithSelector(IProofOfRender.TooEarly.selector, id, proof.dispute(id).commitEnd));
                reveal(id, 0, nodeLeaf());
            }
            commit(id, i, nodeLeaf());
        }
        assertPhase(id, IProofOfRender.Phase.Revealing);
        vm.expectEmit();
        emit IProofOfRender.VoteRevealed(id, 0, nodeLeaf());
        vm.prank(stranger);
        proof.reveal(id, 0, nodeLeaf(), saltOf(0));
        assertEq(proof.panel(id)[0].word, ArbiterVote.voteFor(nodeLeaf()));
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.WrongVote.selector, id, 0));
        reveal(id, 0, nodeLeaf());
        for (uint256 i = 1; i < 5; ++i) {
            reveal(id, i, nodeLeaf());
        }
        assertPhase(id, IProofOfRender.Phase.Ruling);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.UnknownSeat.selector, id, 5));
        reveal(id, 5, nodeLeaf());
    }

    function test_Reveal_InTime() public {
        bytes32 id = drawn();
        commit(id, 0, nodeLeaf());
        commit(id, 1, nodeLeaf());
        uint256 end = proof.dispute(id).commitEnd;
        vm.warp(end);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.TooEarly.selector, id, end));
        reveal(id, 0, nodeLeaf());
        vm.warp(end + 1);
        // Who has not committed reveals nothing.
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.WrongVote.selector, id, 2));
        reveal(id, 2, nodeLeaf());
        vm.warp(end + 600);
        reveal(id, 0, nodeLeaf());
        assertPhase(id, IProofOfRender.Phase.Revealing);
        vm.warp(end + 601);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.TooLate.selector, id, end + 600));
        reveal(id, 1, nodeLeaf());
        assertPhase(id, IProofOfRender.Phase.Ruling);
    }

    /// The panel that has committed and revealed needs no more time.
    function test_Reveal_OfAllWhoCommittedEndsIt() public {
        bytes32 id = drawn();
        commit(id, 3, nodeLeaf());
        vm.warp(proof.dispute(id).commitEnd + 1);
        reveal(id, 3, nodeLeaf());
        assertPhase(id, IProofOfRender.Phase.Ruling);
    }

    function test_Reveal_OfAnotherLeafOrSalt() public {
        bytes32 id = drawn();
        commit(id, 0, nodeLeaf());
        vm.warp(proof.dispute(id).commitEnd + 1);
        bytes memory wrong = abi.encodeWithSelector(IProofOfRender.WrongVote.selector, id, 0);
        vm.expectRevert(wrong);
        reveal(id, 0, claimLeaf());
        MerkleSum memory leaf = nodeLeaf();
        leaf.invalid += 1;
        vm.expectRevert(wrong);
        reveal(id, 0, leaf);
        vm.expectRevert(wrong);
        proof.reveal(id, 0, nodeLeaf(), saltOf(1));
    }

    /// A commitment seen on its way is of no use at another seat, nor in another dispute.
    function test_Reveal_OfACopiedCommitment() public {
        bytes32 id = drawn();
        commit(id, 0, nodeLeaf());
        bytes32 seen = proof.panel(id)[0].word;
        vm.prank(proof.panel(id)[1].operator);
        proof.commit(id, 1, seen);

        fund(stranger);
        address first = claimant;
        claimant = stranger;
        bytes32 second = openedAt();
        claimant = first;
        IProofOfRender.Dispute memory books = proof.dispute(second);
        vm.roll(books.seedBlock + 1);
        proof.draw(second);
        for (uint256 i = 0; i < 5; ++i) {
            vm.prank(proof.panel(second)[i].operator);
            proof.commit(second, i, seen);
        }
        vm.warp(block.timestamp + 601);
        reveal(id, 0, nodeLeaf());
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.WrongVote.selector, id, 1));
        proof.reveal(id, 1, nodeLeaf(), saltOf(0));
        for (uint256 i = 0; i < 5; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IProofOfRender.WrongVote.selector, second, i));
            proof.reveal(second, i, nodeLeaf(), saltOf(0));
        }
    }

    /// Two claimants, two chains and two contracts have disputes of their own.
    function test_DisputeId_IsBoundToChainContractAndClaimant() public {
        bytes32 id = proof.disputeId("receipt", claimant);
        assertEq(id, sha256(abi.encode(block.chainid, address(proof), bytes32("receipt"), claimant)));
        assertNotEq(id, proof.disputeId("receipt", stranger));
        assertNotEq(id, proof.disputeId("another", claimant));
        vm.chainId(77);
        assertNotEq(id, proof.disputeId("receipt", claimant));
    }

    /// The ledger's vector.
    function test_Vote_IsTheLedgers() public view {
        string memory json = vm.readFile("../tests/vectors/dispute.json");
        MerkleSum memory leaf = abi.decode(vm.parseJsonType(json, ".vote.leaf", "MerkleSum(bytes32 hash,uint64 rays,uint64 invalid)"), (MerkleSum));
        bytes32 vote_ = ArbiterVote.voteFor(leaf);
        assertEq(vote_, wordAt(json, ".vote.vote"));
        bytes32 lease = bytes32(vm.parseBytes(vm.parseJsonString(json, ".vote.lease")));
        assertEq(ArbiterVote.commitment(vote_, wordAt(json, ".vote.arbiter"), lease, wordAt(json, ".vote.salt")), wordAt(json, ".vote.commitment"));
        assertEq(
            sha256(abi.encodePacked(DomainTags.DRAW_PANEL, wordAt(json, ".panel.reveal"), wordAt(json, ".panel.salt"), wordAt(json, ".panel.receipt"))),
            wordAt(json, ".panel.seed")
        );
    }

    function wordAt(string memory json, string memory key) private pure returns (bytes32) {
        return bytes32(vm.parseBytes(vm.parseJsonString(json, key)));
    }

    function leaveFrom(uint256 first) private {
        for (uint256 i = first; i < ARBITERS; ++i) {
            registry.leave(i);
        }
        vm.warp(block.timestamp + 1);
    }
}
