// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IProofOfRender} from "../../../src/interfaces/IProofOfRender.sol";
import {IReceiptProof} from "../../../src/interfaces/IReceiptProof.sol";
import {MerkleSum} from "../../../src/libraries/MerkleSum.sol";
import {DisputeTest} from "./DisputeTest.sol";

/// Equivocation.tree states the branches; the terms and roles of the contract are here too.
contract EquivocationTest is DisputeTest {
    function test_Report_TakesTheStake() public {
        (IProofOfRender.SignedReceipt memory a, IProofOfRender.SignedReceipt memory b) = two("lease", "lease");
        (bytes32 x, bytes32 y) = pointOf("node");
        uint256 supply = token.totalSupply();
        uint256 share = uint256(STAKE) * 300_000 / 1_000_000;
        vm.expectEmit();
        emit IProofOfRender.Equivocated(idOf("node"), "lease", sha256(a.receipt), sha256(b.receipt), stranger, STAKE, share);
        vm.prank(stranger);
        assertEq(proof.reportEquivocation(a, b, x, y), share);
        assertEq(registry.stakeOf(idOf("node")), 0);
        assertEq(proof.owed(stranger), share);
        assertEq(supply - token.totalSupply(), STAKE - share);
        assertTrue(proof.isReported(idOf("node"), "lease"));

        // Once, in either order, whoever else comes, with whatever third receipt.
        registry.put(idOf("node"), operator, STAKE);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.AlreadyReported.selector, idOf("node"), bytes16("lease")));
        proof.reportEquivocation(b, a, x, y);
        // For another lease, again.
        (a, b) = two("other", "other");
        proof.reportEquivocation(a, b, x, y);
    }

    /// A node that has left is convicted all the same.
    function test_Report_OfANodeThatGaveUp() public {
        registry.giveUp(idOf("node"));
        (IProofOfRender.SignedReceipt memory a, IProofOfRender.SignedReceipt memory b) = two("lease", "lease");
        (bytes32 x, bytes32 y) = pointOf("node");
        proof.reportEquivocation(a, b, x, y);
        assertEq(registry.stakeOf(idOf("node")), 0);
    }

    function test_Report_OfNoEquivocation() public {
        (bytes32 x, bytes32 y) = pointOf("node");
        (IProofOfRender.SignedReceipt memory a, IProofOfRender.SignedReceipt memory b) = two("lease", "lease");
        expectNone(a, a, x, y);
        IProofOfRender.SignedReceipt memory again = IProofOfRender.SignedReceipt(a.receipt, a.r, a.s);
        expectNone(a, again, x, y);
        (, b) = two("lease", "other");
        expectNone(a, b, x, y);
        expectNone(b, a, x, y);
        b = signed(receiptOf(NETWORK, "node", "lease", rowOf(12), leafOf(1, 1), 1_800_000_000_000));
        expectNone(a, b, x, y);
        // Another network's receipts are its own contract's to judge, one of them or both.
        b = signed(receiptOf(sha256("another"), "node", "lease", rowOf(13), leafOf(1, 1), 1_800_000_000_000));
        expectNone(a, b, x, y);
        expectNone(b, a, x, y);
        a = signed(receiptOf(sha256("another"), "node", "lease", rowOf(13), leafOf(2, 2), 1_800_000_000_000));
        expectNone(a, b, x, y);
    }

    function test_Report_OfWhatItDidNotSign() public {
        (IProofOfRender.SignedReceipt memory a, IProofOfRender.SignedReceipt memory b) = two("lease", "lease");
        (bytes32 x, bytes32 y) = pointOf("node");
        b.s = bytes32(GROUP_ORDER - uint256(b.s));
        vm.expectRevert(abi.encodeWithSelector(IReceiptProof.NotSigned.selector, sha256(b.receipt)));
        proof.reportEquivocation(a, b, x, y);
        vm.expectRevert(abi.encodeWithSelector(IReceiptProof.NotSigned.selector, sha256(b.receipt)));
        proof.reportEquivocation(b, a, x, y);
        b = IProofOfRender.SignedReceipt(receiptOf("another", rowOf(13), leafOf(1, 1), 1_800_000_000_000), a.r, a.s);
        vm.expectRevert(abi.encodeWithSelector(IReceiptProof.WrongKey.selector, idOf("node"), idOf("another")));
        proof.reportEquivocation(a, b, x, y);
    }

    function test_Terms_AreBounded() public {
        IProofOfRender.Terms memory terms = defaults();
        (terms.bond) = 0;
        expectOutOfRange(terms, 0, 1, 1_000_000e18);
        terms.bond = 1_000_000e18 + 1;
        expectOutOfRange(terms, terms.bond, 1, 1_000_000e18);
        terms = defaults();
        terms.windowSeconds = 59;
        expectOutOfRange(terms, 59, 60, 366 days);
        terms.windowSeconds = 366 days + 1;
        expectOutOfRange(terms, 366 days + 1, 60, 366 days);
        terms = defaults();
        terms.arbiters = 1;
        expectOutOfRange(terms, 1, 3, 15);
        terms.arbiters = 17;
        expectOutOfRange(terms, 17, 3, 15);
        terms.arbiters = 4;
        expectOutOfRange(terms, 4, 3, 5);
        terms = defaults();
        terms.commitSeconds = 4;
        expectOutOfRange(terms, 4, 5, 1 days);
        terms.commitSeconds = 1 days + 1;
        expectOutOfRange(terms, 1 days + 1, 5, 1 days);
        terms = defaults();
        terms.revealSeconds = 4;
        expectOutOfRange(terms, 4, 5, 1 days);
        terms.revealSeconds = 1 days + 1;
        expectOutOfRange(terms, 1 days + 1, 5, 1 days);
        terms = defaults();
        terms.answerSeconds = 59;
        expectOutOfRange(terms, 59, 60, 1 days);
        terms.answerSeconds = 1 days + 1;
        expectOutOfRange(terms, 1 days + 1, 60, 1 days);
        terms = defaults();
        terms.referenceSeconds = 59;
        expectOutOfRange(terms, 59, 60, 7 days);
        terms.referenceSeconds = 7 days + 1;
        expectOutOfRange(terms, 7 days + 1, 60, 7 days);
    }

    function test_Terms_OfSharesAreBounded() public {
        IProofOfRender.Terms memory terms = defaults();
        (terms.winnerPpm, terms.arbitersPpm) = (600_001, 400_000);
        expectOutOfRange(terms, 1_000_001, 0, 1_000_000);
        terms = defaults();
        terms.disputeLostPpm = 1_000_001;
        expectOutOfRange(terms, 1_000_001, 0, 1_000_000);
        terms = defaults();
        terms.falseArbitrationPpm = 1_000_001;
        expectOutOfRange(terms, 1_000_001, 0, 1_000_000);
        terms = defaults();
        terms.noArbitrationPpm = 1_000_001;
        expectOutOfRange(terms, 1_000_001, 0, 1_000_000);
        terms = defaults();
        terms.equivocatedPpm = 1_000_001;
        expectOutOfRange(terms, 1_000_001, 0, 1_000_000);
        terms = defaults();
        terms.reporterPpm = 500_001;
        expectOutOfRange(terms, 500_001, 0, 500_000);
    }

    function test_Terms_AtTheirBounds() public {
        IProofOfRender.Terms memory least = IProofOfRender.Terms(1, 60, 3, 5, 5, 60, 60, 0, 0, 0, 0, 0, 0, 0);
        IProofOfRender.Terms memory most =
            IProofOfRender.Terms(1_000_000e18, 366 days, 15, 1 days, 1 days, 1 days, 7 days, 1_000_000, 0, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 500_000);
        setTerms(least);
        vm.expectEmit();
        emit IProofOfRender.TermsSet(2, most);
        setTerms(most);
        assertEq(proof.terms(), 2);
        assertEq(abi.encode(proof.termsOf(0)), abi.encode(defaults()));
        assertEq(abi.encode(proof.termsOf(1)), abi.encode(least));
        assertEq(abi.encode(proof.termsOf(2)), abi.encode(most));
        // The longest dispute still fits what a registry holds.
        bytes32 id = open("");
        assertEq(registry.heldUntil(idOf("node")), block.timestamp + 1 days + 1 days + 1 days + 1 days + 7 days + 3 days);
        assertEq(proof.dispute(id).terms, 2);
    }

    /// There are 65,536 numbers.
    function test_Terms_RunOut() public {
        uint256 slot = termsSlot();
        vm.store(address(proof), bytes32(slot), bytes32((uint256(vm.load(address(proof), bytes32(slot))) & ~(uint256(0xffff) << 160)) | uint256(0xffff) << 160));
        assertEq(proof.terms(), 65_535);
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.OutOfRange.selector, 65_536, 1, 65_535));
        vm.prank(owner);
        proof.setTerms(defaults());
    }

    function test_Roles_OnlyTheOwnerSets() public {
        vm.startPrank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        proof.setTerms(defaults());
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        proof.setReference(stranger);
        vm.stopPrank();
        vm.expectEmit();
        emit IProofOfRender.ReferenceSet(stranger);
        vm.prank(owner);
        proof.setReference(stranger);
        assertEq(proof.referenceCpu(), stranger);
    }

    function test_Deployed_AsGiven() public view {
        assertEq(address(proof.TOKEN()), address(token));
        assertEq(address(proof.REGISTRY()), address(registry));
        assertEq(proof.NETWORK(), NETWORK);
        assertEq(proof.owner(), owner);
        assertEq(proof.referenceCpu(), cpu);
    }

    function two(bytes16 first, bytes16 second) private view returns (IProofOfRender.SignedReceipt memory a, IProofOfRender.SignedReceipt memory b) {
        a = signed(receiptOf(NETWORK, "node", first, rowOf(13), leafOf(0, 0), 1_800_000_000_000));
        b = signed(receiptOf(NETWORK, "node", second, rowOf(13), leafOf(0, 1), 1_800_000_000_000));
    }

    function signed(bytes memory receipt) private pure returns (IProofOfRender.SignedReceipt memory one) {
        one.receipt = receipt;
        (one.r, one.s) = signAs("node", sha256(receipt));
    }

    function expectNone(IProofOfRender.SignedReceipt memory a, IProofOfRender.SignedReceipt memory b, bytes32 x, bytes32 y) private {
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.NoEquivocation.selector, sha256(a.receipt), sha256(b.receipt)));
        proof.reportEquivocation(a, b, x, y);
    }

    function expectOutOfRange(IProofOfRender.Terms memory terms, uint256 value, uint256 min, uint256 max) private {
        vm.expectRevert(abi.encodeWithSelector(IProofOfRender.OutOfRange.selector, value, min, max));
        vm.prank(owner);
        proof.setTerms(terms);
    }

    // The slot of the reference CPU's address, with the number of the latest terms behind it.
    function termsSlot() private view returns (uint256 slot) {
        while (address(uint160(uint256(vm.load(address(proof), bytes32(slot))))) != cpu) ++slot;
    }
}
