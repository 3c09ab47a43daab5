// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IProofOfRender} from "../../../src/interfaces/IProofOfRender.sol";
import {MerkleSum} from "../../../src/libraries/MerkleSum.sol";
import {StandInRegistry} from "../../support/StandInRegistry.sol";
import {DisputeTest} from "./DisputeTest.sol";

/// The settlements that `Render.Network` computes and its tests freeze, each played through the contract from the opened dispute to the last withdrawal.
contract DisputeVectorsTest is DisputeTest {
    struct Arbiter {
        bytes32 node;
        string vote;
        uint96 stake;
        uint256 pays;
        uint256 gets;
    }

    struct Slash {
        uint96 bond;
        uint96 nodeStake;
        uint24 winnerPpm;
        uint24 arbitersPpm;
        uint24 disputeLostPpm;
        uint24 falseArbitrationPpm;
        uint24 noArbitrationPpm;
        string word;
        bool engineFault;
        string by;
        string winner;
        uint256 bondPays;
        uint256 nodePays;
        uint256 nodeGets;
        uint256 claimantGets;
        uint256 burned;
        Arbiter[] panel;
    }

    string private constant SLASH = "Slash(uint96 bond,uint96 nodeStake,uint24 winnerPpm,uint24 arbitersPpm,uint24 disputeLostPpm,uint24 falseArbitrationPpm,"
        "uint24 noArbitrationPpm,string word,bool engineFault,string by,string winner,uint256 bondPays,uint256 nodePays,uint256 nodeGets,uint256 claimantGets,"
        "uint256 burned,Arbiter[] panel)Arbiter(bytes32 node,string vote,uint96 stake,uint256 pays,uint256 gets)";

    function test_Disputes_AreSettledAsTheLedgerDoes() public {
        // Hundreds of transactions in one test are more than a block would hold.
        vm.pauseGasMetering();
        Slash[] memory cases = abi.decode(vm.parseJsonTypeArray(vm.readFile("../tests/vectors/dispute-slash.json"), "$", SLASH), (Slash[]));
        assertGe(cases.length, 60);
        for (uint256 i = 0; i < cases.length; ++i) {
            _play(cases[i], vm.toString(i));
        }
    }

    function _play(Slash memory c, string memory number) private {
        registry = new StandInRegistry(token);
        deploy();
        token.mint(claimant, c.bond);
        vm.prank(claimant);
        token.approve(address(proof), c.bond);
        uint256 had = token.balanceOf(claimant);
        registry.put(idOf("node"), operator, c.nodeStake);
        for (uint256 i = 0; i < c.panel.length; ++i) {
            registry.put(c.panel[i].node, arbiterOf(i), c.panel[i].stake);
            registry.join(c.panel[i].node);
        }
        vm.warp(block.timestamp + 1);
        IProofOfRender.Terms memory terms = defaults();
        (terms.bond, terms.winnerPpm, terms.arbitersPpm) = (c.bond, c.winnerPpm, c.arbitersPpm);
        (terms.disputeLostPpm, terms.falseArbitrationPpm, terms.noArbitrationPpm) = (c.disputeLostPpm, c.falseArbitrationPpm, c.noArbitrationPpm);
        terms.arbiters = c.panel.length == 0 ? 3 : uint8(c.panel.length);
        setTerms(terms);

        bytes32 id = drawn();
        vote(id, _votes(c, proof.panel(id)));
        uint256 supply = token.totalSupply();
        bool panelForNode = _is(c.by, "Panel") && _is(c.winner, "Node");
        if (phase(id) != IProofOfRender.Phase.Ruling) vm.warp(proof.dispute(id).revealEnd + 1);
        if (panelForNode) proof.settle(id);
        else rule(id, leafFor(id, bytes(c.word)[0]), c.engineFault);

        assertEq(supply - token.totalSupply(), c.burned, number);
        assertEq(c.nodeStake - registry.stakeOf(idOf("node")), c.nodePays, number);
        assertEq(_withdraw(operator), c.nodeGets, number);
        _withdraw(claimant);
        assertEq(token.balanceOf(claimant) + c.bondPays, had + c.claimantGets, number);
        for (uint256 i = 0; i < c.panel.length; ++i) {
            assertEq(c.panel[i].stake - registry.stakeOf(c.panel[i].node), c.panel[i].pays, number);
            assertEq(_withdraw(arbiterOf(i)), c.panel[i].gets, number);
        }
        assertEq(token.balanceOf(address(proof)), 0, number);
    }

    /// The panel's votes in the order of its seats.
    function _votes(Slash memory c, IProofOfRender.Seat[] memory seats) private pure returns (bytes memory votes) {
        assertEq(seats.length, c.panel.length);
        votes = new bytes(seats.length);
        for (uint256 i = 0; i < seats.length; ++i) {
            for (uint256 j = 0; j < seats.length; ++j) {
                if (c.panel[j].node == seats[i].node) votes[i] = _is(c.panel[j].vote, "none") ? bytes1("-") : bytes(c.panel[j].vote)[0];
            }
        }
    }

    function _withdraw(address account) private returns (uint256) {
        return proof.owed(account) == 0 ? 0 : proof.withdraw(account);
    }

    function _is(string memory a, string memory b) private pure returns (bool) {
        return keccak256(bytes(a)) == keccak256(bytes(b));
    }
}
