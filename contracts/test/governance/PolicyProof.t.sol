// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";
import {ProofOfRender} from "../../src/ProofOfRender.sol";
import {Policy} from "../../src/governance/Policy.sol";
import {PolicyBindings} from "../../src/governance/PolicyBindings.sol";
import {INodeRegistry} from "../../src/interfaces/INodeRegistry.sol";
import {IPolicy} from "../../src/interfaces/IPolicy.sol";
import {IProofOfRender} from "../../src/interfaces/IProofOfRender.sol";
import {IReceiptProof} from "../../src/interfaces/IReceiptProof.sol";
import {PlainToken} from "../support/PlainToken.sol";

/// The contract that judges results takes all its terms from the policy, each to its own place.
contract PolicyProofTest is Test {
    Policy private policy;
    ProofOfRender private proof;

    function setUp() public {
        policy = new Policy(address(this), new IPolicy.Change[](0));
        IProofOfRender.Terms memory other = IProofOfRender.Terms(1, 60, 3, 5, 5, 60, 60, 0, 0, 0, 0, 0, 0, 0);
        proof = new ProofOfRender(new PlainToken(), INodeRegistry(address(1)), IReceiptProof(address(2)), "network", address(policy), address(this), other);
        policy.bind(3, PolicyBindings.proofOfRender(address(proof)));
    }

    function test_Bound_HasThePolicysTerms() public view {
        _assertTerms(IProofOfRender.Terms(10e18, 7 days, 5, 600, 600, 1 hours, 1 days, 500_000, 400_000, 200_000, 50_000, 10_000, 1_000_000, 100_000));
    }

    function test_Changed_ArrivesEachInItsPlace() public {
        IPolicy.Binding memory to = policy.binding(3);
        uint128[14] memory values = [uint128(1e18), 61, 7, 8, 9, 62, 63, 10, 11, 12, 13, 14, 15, 16];
        IPolicy.Change[] memory diff = new IPolicy.Change[](14);
        for (uint256 i = 0; i < 14; ++i) {
            diff[i] = IPolicy.Change(to.ids[i], values[i]);
            for (uint256 j = i; j > 0 && diff[j - 1].id > diff[j].id; --j) {
                (diff[j - 1], diff[j]) = (diff[j], diff[j - 1]);
            }
        }
        policy.applyDiff(diff);
        _assertTerms(IProofOfRender.Terms(1e18, 61, 7, 8, 9, 62, 63, 10, 11, 12, 13, 14, 15, 16));
        assertEq(proof.terms(), 2);
    }

    function test_Reference_IsReached() public {
        policy.forward(address(proof), abi.encodeCall(proof.setReference, (address(7))));
        assertEq(proof.referenceCpu(), address(7));
    }

    function _assertTerms(IProofOfRender.Terms memory expected) private view {
        assertEq(abi.encode(proof.termsOf(proof.terms())), abi.encode(expected));
    }
}
