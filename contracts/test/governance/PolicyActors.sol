// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CommonBase} from "forge-std/Base.sol";
import {StdUtils} from "forge-std/StdUtils.sol";
import {IPolicy} from "../../src/interfaces/IPolicy.sol";
import {Policy} from "../../src/governance/Policy.sol";
import {BoundTarget} from "./BoundTarget.sol";

/// Governance and emergency, with diffs of every kind, and what must become of them.
contract PolicyActors is CommonBase, StdUtils {
    Policy public immutable policy;
    BoundTarget public immutable target;
    address private immutable emergency = address(0xE);

    bytes32[] public ids;
    uint256 public applied;
    uint256 private place;

    constructor() {
        policy = new Policy(address(this), new IPolicy.Change[](0));
        target = new BoundTarget(address(policy));
        policy.setEmergency(emergency);
        string[14] memory paths = [
            "prices.floor",
            "prices.ceiling",
            "emission.capPerWorkUnit",
            "emission.availabilityBp",
            "disputes.arbiters",
            "disputes.winnerPpm",
            "disputes.arbitersPpm",
            "disputes.bond",
            "auditRepeatPpm",
            "tiers.trusted.replicas",
            "tiers.trusted.mostReplicas",
            "tiers.economy.replicas",
            "tiers.economy.mostReplicas",
            "penalties.forged.stakePpm"
        ];
        for (uint256 i = 0; i < paths.length; ++i) {
            ids.push(keccak256(bytes(paths[i])));
        }
        rebind(0);
    }

    function count() external view returns (uint256) {
        return ids.length;
    }

    /// One or two values, mostly within their bounds.
    function change(uint256 first, uint256 second, uint256 value, uint256 other) external {
        _apply(_diff(first, second, value, other), false);
    }

    /// The same, by whoever decides in an emergency: what was applied tightened each value.
    function tighten(uint256 first, uint256 second, uint256 value, uint256 other) external {
        IPolicy.Change[] memory diff = _diff(first, second, value, other);
        uint256[] memory before = new uint256[](diff.length);
        for (uint256 i = 0; i < diff.length; ++i) {
            before[i] = policy.value(diff[i].id);
        }
        if (!_apply(diff, true)) return;
        for (uint256 i = 0; i < diff.length; ++i) {
            IPolicy.Tightens way = policy.parameter(diff[i].id).tightens;
            require(way == IPolicy.Tightens.Up ? diff[i].value > before[i] : way == IPolicy.Tightens.Down && diff[i].value < before[i], "loosened");
        }
    }

    function split(uint16 burn, uint16 treasury, uint16 operators) external {
        burn = uint16(bound(burn, 0, 10_000));
        treasury = uint16(bound(treasury, 0, 10_000 - burn));
        IPolicy.Change[] memory diff = new IPolicy.Change[](3);
        diff[0] = IPolicy.Change(keccak256("split.burnBp"), burn);
        diff[1] = IPolicy.Change(keccak256("split.treasuryBp"), treasury);
        diff[2] = IPolicy.Change(keccak256("split.operatorsBp"), operators % 2 == 0 ? 10_000 - burn - treasury : operators);
        _apply(_sorted(diff), false);
    }

    function rebind(uint256 index) public {
        IPolicy.Binding memory none;
        policy.bind(place, none);
        place = index % 8;
        bytes32[] memory terms = new bytes32[](2);
        (terms[0], terms[1]) = (keccak256("split.burnBp"), keccak256("disputes.bond"));
        policy.bind(place, IPolicy.Binding(address(target), BoundTarget.setTerms.selector, terms));
    }

    function _diff(uint256 first, uint256 second, uint256 value, uint256 other) private view returns (IPolicy.Change[] memory diff) {
        (first, second) = (first % ids.length, second % ids.length);
        diff = new IPolicy.Change[](first == second ? 1 : 2);
        diff[0] = _drawn(first, value);
        if (first != second) diff[1] = _drawn(second, other);
        return _sorted(diff);
    }

    function _drawn(uint256 which, uint256 value) private view returns (IPolicy.Change memory) {
        IPolicy.Parameter memory at = policy.parameter(ids[which]);
        return IPolicy.Change(ids[which], value % 16 == 0 ? value : bound(value, at.min, at.max));
    }

    /// Nothing or all of it.
    function _apply(IPolicy.Change[] memory diff, bool inEmergency) private returns (bool done) {
        uint256[] memory before = new uint256[](diff.length);
        for (uint256 i = 0; i < diff.length; ++i) {
            before[i] = policy.value(diff[i].id);
        }
        if (inEmergency) vm.prank(emergency);
        (done,) = address(policy).call(inEmergency ? abi.encodeCall(policy.applyInEmergency, (diff)) : abi.encodeCall(policy.applyDiff, (diff)));
        for (uint256 i = 0; i < diff.length; ++i) {
            IPolicy.Parameter memory at = policy.parameter(diff[i].id);
            require(at.value == (done ? diff[i].value : before[i]), "all or nothing");
            require(at.value >= at.min && at.value <= at.max, "within its bounds");
        }
        if (!done) return false;
        ++applied;
        uint256 lost = _value("split.burnBp") + _value("split.treasuryBp");
        uint256 floor = _value("prices.floor");
        require(lost + _value("split.operatorsBp") == 10_000, "the split");
        require(_value("prices.ceiling") >= floor, "the ceiling");
        require(_value("emission.capPerWorkUnit") <= floor * lost / 10_000 * (10_000 - _value("emission.availabilityBp")) / 10_000, "the cap");
        require(_value("disputes.arbiters") % 2 == 1, "an odd panel");
        require(_value("disputes.winnerPpm") + _value("disputes.arbitersPpm") <= 1_000_000, "the losers' shares");
        require(_value("tiers.trusted.mostReplicas") >= _value("tiers.trusted.replicas"), "trusted replicas");
        require(_value("tiers.economy.mostReplicas") >= _value("tiers.economy.replicas"), "economy replicas");
    }

    function _value(string memory path) private view returns (uint256) {
        return policy.value(keccak256(bytes(path)));
    }

    function _sorted(IPolicy.Change[] memory diff) private pure returns (IPolicy.Change[] memory) {
        for (uint256 i = 1; i < diff.length; ++i) {
            for (uint256 j = i; j > 0 && diff[j - 1].id > diff[j].id; --j) {
                (diff[j - 1], diff[j]) = (diff[j], diff[j - 1]);
            }
        }
        return diff;
    }
}
