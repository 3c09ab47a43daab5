// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Vm} from "forge-std/Test.sol";
import {IPolicy} from "../../src/interfaces/IPolicy.sol";
import {Policy} from "../../src/governance/Policy.sol";
import {PolicyTest} from "./PolicyTest.sol";

/// The vectors that `Render.Network` computes and its tests freeze: the same parameters with the same bounds, and of each diff the same outcome.
contract PolicyVectorsTest is PolicyTest {
    struct ParameterRow {
        string path;
        uint256 min;
        uint256 max;
        uint256 first;
    }

    // "path=value path=value", and the paths that the ledger refuses it by.
    struct DiffOutcome {
        string diff;
        string refusedBy;
    }

    string private constant ENTRY = "ParameterRow(string path,uint256 min,uint256 max,uint256 first)";
    string private constant CASE = "DiffOutcome(string diff,string refusedBy)";

    string private json;

    function setUp() public override {
        super.setUp();
        vm.pauseGasMetering();
        json = vm.readFile("../tests/vectors/governance.json");
    }

    function test_Parameters_EqualTheLedgers() public {
        ParameterRow[] memory entries = abi.decode(vm.parseJsonTypeArray(json, "$.parameters", ENTRY), (ParameterRow[]));
        for (uint256 i = 0; i < entries.length; ++i) {
            IPolicy.Parameter memory at = policy.parameter(id(entries[i].path));
            assertEq(at.min, entries[i].min, entries[i].path);
            assertEq(at.max, entries[i].max, entries[i].path);
            assertEq(at.value, entries[i].first, entries[i].path);
        }
        // Six more rule contracts alone; there are no others.
        vm.recordLogs();
        new Policy(owner, new IPolicy.Change[](0));
        uint256 defined;
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] == IPolicy.Defined.selector) ++defined;
        }
        assertEq(defined, entries.length + 6);
    }

    function test_Diffs_EndAsTheLedgers() public {
        DiffOutcome[] memory cases = abi.decode(vm.parseJsonTypeArray(json, "$.cases", CASE), (DiffOutcome[]));
        assertGe(cases.length, 500);
        for (uint256 i = 0; i < cases.length; ++i) {
            uint256 before = vm.snapshotState();
            _check(_read(cases[i].diff), cases[i]);
            vm.revertToState(before);
        }
    }

    function _check(IPolicy.Change[] memory diff, DiffOutcome memory expected) private {
        vm.prank(owner);
        try policy.applyDiff(diff) {
            assertEq(expected.refusedBy, "", string.concat("taken here: ", expected.diff));
            for (uint256 i = 0; i < diff.length; ++i) {
                assertEq(policy.value(diff[i].id), diff[i].value, expected.diff);
            }
        } catch (bytes memory reason) {
            assertTrue(_names(expected.refusedBy, reason), string.concat("refused here for another reason: ", expected.diff));
        }
    }

    function _read(string memory text) private pure returns (IPolicy.Change[] memory diff) {
        string[] memory changes = vm.split(text, " ");
        diff = new IPolicy.Change[](changes.length);
        for (uint256 i = 0; i < diff.length; ++i) {
            string[] memory parts = vm.split(changes[i], "=");
            diff[i] = IPolicy.Change(id(parts[0]), vm.parseUint(parts[1]));
        }
        return sorted(diff);
    }

    /// The first word of each error is the parameter or rule that it is about.
    function _names(string memory paths, bytes memory reason) private pure returns (bool found) {
        bytes32 about;
        assembly ("memory-safe") {
            about := mload(add(reason, 0x24))
        }
        string[] memory names = vm.split(paths, " ");
        for (uint256 i = 0; i < names.length; ++i) {
            found = found || id(names[i]) == about;
        }
    }
}
