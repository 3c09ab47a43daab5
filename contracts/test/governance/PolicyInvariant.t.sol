// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";
import {PolicyActors} from "./PolicyActors.sol";

/// The invariants that test/INVARIANTS.md lists, after any sequence of diffs, valid or not. Values change by diffs alone, so what holds of them is asked where one was applied.
contract PolicyInvariantTest is Test {
    PolicyActors private actors;

    function setUp() public {
        actors = new PolicyActors();
        bytes4[] memory calls = new bytes4[](4);
        calls[0] = actors.change.selector;
        calls[1] = actors.tighten.selector;
        calls[2] = actors.split.selector;
        calls[3] = actors.rebind.selector;
        targetSelector(FuzzSelector(address(actors), calls));
        targetContract(address(actors));
    }

    function invariant_VersionsCountAndBoundContractsHaveThePolicysTerms() public view {
        assertEq(actors.policy().version(), actors.applied());
        (uint16 burn, uint96 bond) = actors.target().terms();
        assertEq(burn, actors.policy().value(keccak256("split.burnBp")));
        assertEq(bond, actors.policy().value(keccak256("disputes.bond")));
    }
}
