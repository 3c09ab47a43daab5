// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";
import {IPolicy} from "../../src/interfaces/IPolicy.sol";
import {Policy} from "../../src/governance/Policy.sol";
import {BoundTarget} from "./BoundTarget.sol";

/// A policy with an owner, an emergency and one bound contract, and diffs written as text.
abstract contract PolicyTest is Test {
    address internal owner = makeAddr("owner");
    address internal emergency = makeAddr("emergency");
    address internal stranger = makeAddr("stranger");

    Policy internal policy;
    BoundTarget internal target;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        policy = new Policy(owner, new IPolicy.Change[](0));
        target = new BoundTarget(address(policy));
        vm.startPrank(owner);
        policy.setEmergency(emergency);
        policy.bind(2, bindingOf(address(target)));
        vm.stopPrank();
    }

    function bindingOf(address to) internal pure returns (IPolicy.Binding memory binding) {
        binding = IPolicy.Binding(to, BoundTarget.setTerms.selector, new bytes32[](2));
        (binding.ids[0], binding.ids[1]) = (id("split.burnBp"), id("disputes.bond"));
    }

    function id(string memory path) internal pure returns (bytes32) {
        return keccak256(bytes(path));
    }

    function one(string memory path, uint256 value) internal pure returns (IPolicy.Change[] memory diff) {
        diff = new IPolicy.Change[](1);
        diff[0] = IPolicy.Change(id(path), value);
    }

    function two(string memory first, uint256 firstValue, string memory second, uint256 secondValue) internal pure returns (IPolicy.Change[] memory diff) {
        diff = new IPolicy.Change[](2);
        diff[0] = IPolicy.Change(id(first), firstValue);
        diff[1] = IPolicy.Change(id(second), secondValue);
        return sorted(diff);
    }

    function sorted(IPolicy.Change[] memory diff) internal pure returns (IPolicy.Change[] memory) {
        for (uint256 i = 1; i < diff.length; ++i) {
            for (uint256 j = i; j > 0 && diff[j - 1].id > diff[j].id; --j) {
                (diff[j - 1], diff[j]) = (diff[j], diff[j - 1]);
            }
        }
        return diff;
    }

    function apply_(IPolicy.Change[] memory diff) internal {
        vm.prank(policy.owner());
        policy.applyDiff(diff);
    }

    function valueOf(string memory path) internal view returns (uint256) {
        return policy.value(id(path));
    }

    function outOfBounds(string memory path, uint256 value, uint256 min, uint256 max) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IPolicy.OutOfBounds.selector, id(path), value, min, max);
    }

    function assertTerms(uint256 first, uint256 second, uint256 times) internal view {
        (uint16 first_, uint96 second_) = target.terms();
        assertEq(first_, first);
        assertEq(second_, second);
        assertEq(target.times(), times, "times");
    }
}
