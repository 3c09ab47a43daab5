// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Test} from "forge-std/Test.sol";

/// @dev The trees that the network's settler makes, which `Render.Chain.Tests` freezes: OpenZeppelin takes every proof, and no other amount.
contract ClaimTreeVectorsTest is Test {
    struct TreeOfClaims {
        address[] accounts;
        uint256 chainId;
        address pool;
        uint256[] cumulative;
        bytes32[][] proofs;
        bytes32 root;
    }

    string private constant CASE = "TreeOfClaims(address[] accounts,uint256 chainId,address pool,uint256[] cumulative,bytes32[][] proofs,bytes32 root)";

    function test_Vectors_EveryProof_LeadsToTheRoot() external view {
        TreeOfClaims[] memory cases = abi.decode(vm.parseJsonTypeArray(vm.readFile("../tests/vectors/claim-tree.json"), "$", CASE), (TreeOfClaims[]));
        assertGt(cases.length, 5);
        for (uint256 i; i < cases.length; ++i) {
            TreeOfClaims memory c = cases[i];
            for (uint256 j; j < c.accounts.length; ++j) {
                assertTrue(MerkleProof.verify(c.proofs[j], c.root, _leaf(c, j, c.cumulative[j])), "a proof");
                assertFalse(MerkleProof.verify(c.proofs[j], c.root, _leaf(c, j, c.cumulative[j] - 1)), "another amount");
            }
        }
    }

    function _leaf(TreeOfClaims memory c, uint256 index, uint256 cumulative) private pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(abi.encode(c.chainId, c.pool, c.accounts[index], cumulative))));
    }
}
