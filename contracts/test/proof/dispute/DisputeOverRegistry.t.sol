// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {INodeOperators} from "../../../src/interfaces/INodeOperators.sol";
import {IProofOfRender} from "../../../src/interfaces/IProofOfRender.sol";
import {NodeRegistry} from "../../../src/NodeRegistry.sol";
import {ProofOfRender} from "../../../src/ProofOfRender.sol";
import {ReceiptProof} from "../../../src/ReceiptProof.sol";
import {DisputeTest} from "./DisputeTest.sol";

/// A dispute over nodes of the network's own registry: registered by their keys, staked and seated by their operators, slashed and held by the contract that judges.
contract DisputeOverRegistryTest is DisputeTest {
    NodeRegistry private nodes;
    string[3] private names = ["arbiter a", "arbiter b", "arbiter c"];

    function setUp() public override {
        super.setUp();
        nodes = new NodeRegistry(token, owner, INodeOperators.Terms(500e18, 21 days));
        IProofOfRender.Terms memory terms = defaults();
        terms.arbiters = 3;
        proof = new ProofOfRender(token, nodes, new ReceiptProof(), NETWORK, owner, cpu, terms);
        vm.prank(owner);
        nodes.setSlasher(address(proof));
        enter("node", operator, STAKE);
        for (uint256 i = 0; i < 3; ++i) {
            enter(names[i], arbiterOf(i), 500e18);
            bytes32 id = idOf(names[i]);
            vm.prank(arbiterOf(i));
            nodes.join(id);
        }
        vm.warp(block.timestamp + 1);
        fund(claimant);
    }

    /// The node unbonds all as soon as it is disputed, and pays all the same.
    function test_Dispute_LostByANodeOnItsWayOut() public {
        bytes32 node = idOf("node");
        vm.prank(operator);
        nodes.unbond(node, STAKE);
        bytes32 id = drawn();
        assertEq(proof.panel(id).length, 3);
        vote(id, "ccn");
        vm.prank(cpu);
        proof.rule(id, claimLeaf(), false);
        uint256 paid = 200e18 + 2;
        assertEq(nodes.node(node).stake, STAKE - paid);
        assertEq(nodes.node(node).unbonding, STAKE - paid);
        bytes32 wrong = proof.panel(id)[2].node;
        assertEq(nodes.node(wrong).stake, 475e18);
        assertEq(proof.owed(claimant), BOND + (paid + 25e18) / 2);
        assertEq(token.balanceOf(address(proof)), proof.owed(claimant) + proof.owed(proof.panel(id)[0].operator) + proof.owed(proof.panel(id)[1].operator));
    }

    /// Stake whose delay ends while a dispute is open stays until it is over.
    function test_Dispute_HoldsWhatHasUnbonded() public {
        bytes32 node = idOf("node");
        vm.prank(operator);
        nodes.unbond(node, STAKE);
        vm.warp(block.timestamp + 21 days - 1);
        bytes32 id = drawn();
        uint256 until = uint256(proof.dispute(id).deadline) + 3 days;
        assertEq(nodes.heldUntil(node), until + 1 days);
        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(INodeOperators.TooEarly.selector, node, until + 1 days));
        nodes.withdraw(node);
        IProofOfRender.Seat[] memory seats = proof.panel(id);
        assertEq(nodes.heldUntil(seats[0].node), until);
        vm.warp(until + 1 days);
        assertEq(nodes.withdraw(node), STAKE);
    }

    function test_Report_TakesAllThatIsStaked() public {
        IProofOfRender.SignedReceipt memory a;
        IProofOfRender.SignedReceipt memory b;
        a.receipt = receiptOf("node", rowOf(13), leafOf(0, 0), 1_800_000_000_000);
        b.receipt = receiptOf("node", rowOf(13), leafOf(0, 1), 1_800_000_000_000);
        (a.r, a.s) = signAs("node", sha256(a.receipt));
        (b.r, b.s) = signAs("node", sha256(b.receipt));
        (bytes32 x, bytes32 y) = pointOf("node");
        vm.prank(stranger);
        proof.reportEquivocation(a, b, x, y);
        assertEq(nodes.node(idOf("node")).stake, 0);
        assertEq(proof.owed(stranger), uint256(STAKE) * 3 / 10);
    }

    function enter(string memory name, address who, uint96 amount) private {
        (bytes32 x, bytes32 y) = pointOf(name);
        (bytes32 r, bytes32 s) = signAs(name, nodes.registrationDigest(who, 1));
        token.mint(who, amount);
        vm.startPrank(who);
        token.approve(address(nodes), amount);
        nodes.stake(nodes.register(x, y, r, s), amount);
        vm.stopPrank();
    }
}
