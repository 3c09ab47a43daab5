// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IJobEscrow} from "../../src/interfaces/IJobEscrow.sol";
import {IOperatorPool} from "../../src/interfaces/IOperatorPool.sol";
import {JobEscrow} from "../../src/JobEscrow.sol";
import {OperatorPool} from "../../src/OperatorPool.sol";
import {MerkleTree} from "../support/MerkleTree.sol";
import {EscrowTest} from "./EscrowTest.sol";

contract OperatorPoolTest is EscrowTest {
    // Half of a charged cap, the operators' part.
    uint256 private constant PART = 500e18;

    function test_Claim_NoRootYet_Reverts() public {
        _invalid(alice, 1, new bytes32[](0));
    }

    function test_Claim_WrongProof_Reverts() public {
        _epoch(100, 200);
        _invalid(alice, 101, proofOf(0, 100, 200));
        _invalid(bob, 100, proofOf(0, 100, 200));
        _invalid(alice, 100, proofOf(1, 100, 200));
        _invalid(alice, 100, new bytes32[](0));
    }

    function testFuzz_Claim_NotInTheRoot_Reverts(address operator, uint256 cumulative, bytes32[] calldata proof) public {
        _epoch(100, 200);
        _invalid(operator, cumulative, proof);
    }

    function test_Claim_OldRoot_Reverts() public {
        _epoch(100, 200);
        _epoch(150, 200);
        _invalid(alice, 100, proofOf(0, 100, 200));
    }

    function test_Claim_AnotherChain_Reverts() public {
        _epoch(100, 200);
        bytes32[] memory proof = proofOf(0, 100, 200);
        vm.chainId(block.chainid + 1);
        _invalid(alice, 100, proof);
    }

    function test_Claim_AnotherPool_Reverts() public {
        JobEscrow other = new JobEscrow(token, owner, settler, guardian, treasury, IJobEscrow.Terms(BURN_BP, TREASURY_BP, WINDOW));
        bytes32[] memory two = new bytes32[](2);
        (two[0], two[1]) = (other.POOL().leafOf(alice, 100), other.POOL().leafOf(bob, 200));
        bytes32 id = lock(order, CAP);
        settle(MerkleTree.root(two), one(id, CAP));
        accept();
        _invalid(alice, 100, MerkleTree.proof(two, 0));
    }

    function test_Claim_InnerNodeAsLeaf_Reverts() public {
        // A leaf hashed once over 64 bytes could be an inner node; no pair of siblings is a leaf of this tree.
        bytes32 root = _epoch(100, 200);
        bytes32[] memory two = leaves(100, 200);
        assertNotEq(root, keccak256(abi.encode(two[0])));
        _invalid(address(uint160(uint256(two[0]))), uint256(two[1]), new bytes32[](0));
    }

    function test_Claim_Twice_Reverts() public {
        _epoch(100, 200);
        pool.claim(alice, 100, proofOf(0, 100, 200));
        bytes32[] memory proof = proofOf(0, 100, 200);
        vm.expectRevert(abi.encodeWithSelector(IOperatorPool.NothingToClaim.selector, alice, 100, 100));
        pool.claim(alice, 100, proof);
    }

    function test_Claim_LessThanBefore_Reverts() public {
        _epoch(100, 200);
        pool.claim(alice, 100, proofOf(0, 100, 200));
        _epoch(99, 200);
        bytes32[] memory proof = proofOf(0, 99, 200);
        vm.expectRevert(abi.encodeWithSelector(IOperatorPool.NothingToClaim.selector, alice, 99, 100));
        pool.claim(alice, 99, proof);
    }

    function test_Claim_ByAnyone_PaysTheOperator() public {
        _epoch(100, 200);
        bytes32[] memory proof = proofOf(1, 100, 200);
        vm.expectEmit(address(pool));
        emit IOperatorPool.Claimed(bob, 200, 200);
        vm.prank(stranger);
        assertEq(pool.claim(bob, 200, proof), 200);
        assertEq(token.balanceOf(bob), 200);
        assertEq(token.balanceOf(stranger), 0);
    }

    function test_Claim_SeveralEpochs_PaysAllAtOnce() public {
        _epoch(PART, 0);
        _epoch(PART, PART);
        _epoch(PART * 2, PART);
        assertEq(pool.claim(alice, PART * 2, proofOf(0, PART * 2, PART)), PART * 2);
        assertEq(pool.claim(bob, PART, proofOf(1, PART * 2, PART)), PART);
        assertEq(token.balanceOf(address(pool)), 0);
    }

    function test_Claim_NextEpochUndecided_PaysByTheAcceptedRoot() public {
        _epoch(100, 200);
        bytes32 id = lock("next", CAP);
        settle(rootOf(0, type(uint256).max), one(id, CAP));
        assertEq(pool.claim(alice, 100, proofOf(0, 100, 200)), 100);
        _invalid(bob, type(uint256).max, proofOf(1, 0, type(uint256).max));
    }

    function testFuzz_Claim_BadRoot_NeverPaysMoreThanWasCharged(uint256 toAlice, uint256 toBob, uint96 charge) public {
        charge = uint96(bound(charge, 0, CAP));
        bytes32 id = lock(order, CAP);
        lock("untouched", CAP);
        settle(rootOf(toAlice, toBob), one(id, charge));
        accept();
        uint256 before = token.balanceOf(address(escrow));
        _try(alice, toAlice, proofOf(0, toAlice, toBob));
        _try(bob, toBob, proofOf(1, toAlice, toBob));
        assertLe(token.balanceOf(alice) + token.balanceOf(bob), opened.operators);
        assertEq(token.balanceOf(address(escrow)), before);
    }

    function test_Claim_BadRoot_CorrectedRootPays() public {
        _epoch(PART, 1);
        pool.claim(alice, PART, proofOf(0, PART, 1));
        bytes32[] memory proof = proofOf(1, PART, 1);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, address(pool), 0, 1));
        pool.claim(bob, 1, proof);
        assertEq(pool.claimed(bob), 0);
        _epoch(PART, PART);
        assertEq(pool.claim(bob, PART, proofOf(1, PART, PART)), PART);
    }

    function test_SetRoot_NotTheEscrow_Reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IOperatorPool.NotEscrow.selector, owner));
        vm.prank(owner);
        pool.setRoot("root");
    }

    function _epoch(uint256 toAlice, uint256 toBob) private returns (bytes32 root) {
        (uint256 number,) = escrow.epoch();
        bytes32 id = lock(keccak256(abi.encode(number)), CAP);
        root = rootOf(toAlice, toBob);
        settle(root, one(id, CAP));
        accept();
    }

    function _try(address operator, uint256 cumulative, bytes32[] memory proof) private {
        try pool.claim(operator, cumulative, proof) returns (uint256 amount) {
            assertEq(token.balanceOf(operator), amount);
        } catch {
            assertEq(token.balanceOf(operator), 0);
        }
    }

    function _invalid(address operator, uint256 cumulative, bytes32[] memory proof) private {
        vm.expectRevert(abi.encodeWithSelector(IOperatorPool.InvalidProof.selector, operator, cumulative, pool.root()));
        pool.claim(operator, cumulative, proof);
    }
}
