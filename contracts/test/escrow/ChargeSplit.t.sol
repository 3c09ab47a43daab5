// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "forge-std/Test.sol";
import {ChargeSplit} from "../../src/libraries/ChargeSplit.sol";

contract ChargeSplitTest is Test {
    function testFuzz_Split_AddsUpAndIsWithinAUnit(uint96 charge, uint16 burnBp, uint16 treasuryBp) public pure {
        (burnBp, treasuryBp) = _shares(burnBp, treasuryBp);
        (uint256 burnt, uint256 treasury, uint256 operators) = ChargeSplit.split(charge, burnBp, treasuryBp);
        assertEq(burnt + treasury + operators, charge);
        _within(burnt, charge, burnBp);
        _within(treasury, charge, treasuryBp);
        _within(operators, charge, 10_000 - burnBp - treasuryBp);
    }

    // The rule said the other way: units go one by one to whoever's remainder is the largest of those that have none yet, in the names' order.
    function testFuzz_Split_IsTheLargestRemainderRule(uint64 charge, uint16 burnBp, uint16 treasuryBp) public pure {
        (burnBp, treasuryBp) = _shares(burnBp, treasuryBp);
        uint256[3] memory share = [uint256(burnBp), 10_000 - burnBp - treasuryBp, treasuryBp];
        uint256[3] memory part;
        uint256[3] memory rest;
        uint256 left = charge;
        for (uint256 i = 0; i < 3; ++i) {
            part[i] = charge * share[i] / 10_000;
            rest[i] = charge * share[i] % 10_000;
            left -= part[i];
        }
        for (; left > 0; --left) {
            uint256 best = 0;
            for (uint256 i = 1; i < 3; ++i) {
                if (rest[i] > rest[best]) best = i;
            }
            ++part[best];
            rest[best] = 0;
        }
        (uint256 burnt, uint256 treasury, uint256 operators) = ChargeSplit.split(charge, burnBp, treasuryBp);
        assertEq(burnt, part[0], "burn");
        assertEq(operators, part[1], "operators");
        assertEq(treasury, part[2], "treasury");
    }

    function test_Split_Ties_GoByName() public pure {
        _is(1, 5_000, 5_000, 1, 0, 0);
        _is(1, 5_000, 0, 1, 0, 0);
        _is(1, 0, 5_000, 0, 0, 1);
        _is(2, 3_333, 3_333, 1, 0, 1);
        _is(2, 3_000, 4_000, 1, 1, 0);
        _is(2, 3_500, 3_500, 1, 1, 0);
        _is(2, 3_200, 3_600, 1, 1, 0);
        _is(2, 3_100, 3_600, 0, 1, 1);
        _is(10_000, 4_500, 500, 4_500, 500, 5_000);
        _is(3, 4_500, 500, 1, 0, 2);
        _is(0, 4_500, 500, 0, 0, 0);
    }

    function _is(uint256 charge, uint256 burnBp, uint256 treasuryBp, uint256 burn_, uint256 treasury_, uint256 operators_) private pure {
        (uint256 burnt, uint256 treasury, uint256 operators) = ChargeSplit.split(charge, burnBp, treasuryBp);
        assertEq(abi.encode(burnt, treasury, operators), abi.encode(burn_, treasury_, operators_));
    }

    function _shares(uint16 burnBp, uint16 treasuryBp) private pure returns (uint16, uint16) {
        burnBp = uint16(bound(burnBp, 0, 10_000));
        return (burnBp, uint16(bound(treasuryBp, 0, 10_000 - burnBp)));
    }

    function _within(uint256 part, uint256 charge, uint256 bp) private pure {
        assertGe(part, charge * bp / 10_000);
        assertLe(part, (charge * bp + 9_999) / 10_000);
    }
}
