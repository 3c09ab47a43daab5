// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPolicy} from "../interfaces/IPolicy.sol";

/// @title The table of all parameters
/// @notice Path, least, most and first value: what `PolicyBounds` and the defaults of `Render.Network` say, and at the end what rules contracts alone.
abstract contract PolicyTable is IPolicy {
    uint256 private constant MILLION = 1_000_000;
    uint256 private constant TOKEN = 1e18;
    uint256 private constant YEAR = 366 days;

    mapping(bytes32 id => Parameter) internal _parameters;

    constructor() {
        _define("split.burnBp", 0, 10_000, 4_500, Tightens.Never);
        _define("split.treasuryBp", 0, 10_000, 500, Tightens.Never);
        _define("split.operatorsBp", 0, 10_000, 5_000, Tightens.Never);

        _tier("tiers.economy", 1_000, 0, 500, 1, 1);
        _tier("tiers.priority", 2_000, 500_000, 1_000, 1, 1);
        _tier("tiers.trusted", 4_000, 800_000, 2_000, 2, 3);
        _define("auditRepeatPpm", 0, MILLION, 10_000, Tightens.Up);

        _define("leases.auditSeconds", 10, 3_600, 60, Tightens.Never);
        _define("leases.auditAttempts", 1, 10, 3, Tightens.Never);
        _define("leases.targetTaskSeconds", 1, 3_600, 60, Tightens.Never);
        _define("leases.openSeconds", 5, 3_600, 120, Tightens.Never);
        _define("leases.duplicateCostPpm", 0, 100 * MILLION, MILLION, Tightens.Never);
        _define("leases.duplicateLeastMillis", 0, 3_600_000, 2_000, Tightens.Never);
        _define("leases.limitBaseSeconds", 10, 3_600, 120, Tightens.Never);
        _define("leases.limitFactor", 16, 1_000, 20, Tightens.Never);
        _define("leases.limitBytesPerSecond", 1_024, 1_000_000_000, 262_144, Tightens.Never);
        _define("leases.yieldLeastSeconds", 1, 3_600, 20, Tightens.Never);
        _define("leases.yieldsMost", 0, 16, 2, Tightens.Never);
        _define("leases.yieldsAtOnce", 0, 1_000, 32, Tightens.Never);
        _define("leases.parkedSeconds", 0, 3_600, 600, Tightens.Never);

        _define("prices.floor", 1, MILLION * TOKEN, TOKEN / 1_000, Tightens.Never);
        _define("prices.ceiling", 1, MILLION * TOKEN, TOKEN, Tightens.Never);

        _define("work.ray", 1, 1e12, 150_000, Tightens.Never);
        _define("work.nodeVisit", 1, 1e12, 7_000, Tightens.Never);
        _define("work.triangleTest", 1, 1e12, 11_000, Tightens.Never);
        _define("work.shading", 1, 1e12, 240_000, Tightens.Never);

        _define("emission.capPerWorkUnit", 0, MILLION * TOKEN, TOKEN / 2_500, Tightens.Down);
        _define("emission.availabilityBp", 0, 5_000, 1_000, Tightens.Down);
        _define("emission.recycledFromEpoch", 0, uint32(type(int32).max), 0, Tightens.Up);
        _define("emission.recycledPerEpoch", 0, 1_000 * MILLION * TOKEN, 0, Tightens.Down);

        _define("reputation.halfLifeDays", 1, 3_650, 30, Tightens.Never);
        _define("reputation.confidenceMilli", 0, 5_000, 1_960, Tightens.Never);
        _define("reputation.voteTrust", 2, MILLION, 10, Tightens.Never);

        _penalty("late", 250, 0, 0);
        _penalty("lostLease", 1_000, 0, 600);
        _penalty("crash", 500, 0, 0);
        _penalty("noAnswerAfterCommit", 3_000, 0, 600);
        _penalty("noAudit", 1_000, 0, 0);
        _penalty("falseAudit", 10_000, 0, 3_600);
        _penalty("invalidReceipt", 3_000, 0, 600);
        _penalty("engineFault", 0, 0, 3_600);
        _penalty("equivocated", 100_000, MILLION, 0);
        _penalty("forged", 100_000, MILLION, 0);
        _penalty("diverged", 3_000, 0, 600);
        _penalty("disputeLost", 20_000, 200_000, 86_400);
        _penalty("falseArbitration", 10_000, 50_000, 3_600);
        _penalty("noArbitration", 2_000, 10_000, 0);
        _penalty("colluded", 100_000, MILLION, 0);

        _define("quarantine.windowDays", 1, 366, 30, Tightens.Never);
        _define("quarantine.growthMilli", 1_000, 10_000, 3_000, Tightens.Never);
        _define("quarantine.mostSeconds", 60, YEAR, 7 days, Tightens.Never);
        _define("quarantine.excludedAfter", 2, 100, 4, Tightens.Never);
        _define("quarantine.lostInARow", 1, 100, 2, Tightens.Never);
        _define("quarantine.exclusionSeconds", 3_600, YEAR, 30 days, Tightens.Never);
        _define("exactMode.operators", 1, 10, 2, Tightens.Never);
        _define("statistical.falseAlarmPpm", 1, 100_000, 100, Tightens.Never);

        _define("creators.lateCancelMilli", 0, MILLION, 500, Tightens.Never);
        _define("creators.unloadableMilli", 0, MILLION, 2_000, Tightens.Never);
        _define("creators.unpaidMilli", 0, MILLION, 1_000, Tightens.Never);
        _define("creators.disputeLostMilli", 0, MILLION, 5_000, Tightens.Never);
        _define("creators.lateCancelPpm", 0, MILLION, 0, Tightens.Never);

        _define("disputes.windowSeconds", 60, YEAR, 7 days, Tightens.Up);
        _define("disputes.bond", 1, MILLION * TOKEN, 10 * TOKEN, Tightens.Never);
        _define("disputes.arbiters", 3, 15, 5, Tightens.Never);
        _define("disputes.commitSeconds", 5, 1 days, 600, Tightens.Never);
        _define("disputes.revealSeconds", 5, 1 days, 600, Tightens.Never);
        _define("disputes.winnerPpm", 0, MILLION, 500_000, Tightens.Never);
        _define("disputes.arbitersPpm", 0, MILLION, 400_000, Tightens.Never);

        // What rules contracts alone: the escrow's window, the registry's terms, how long a dispute waits for its parties and what reporting two receipts is worth.
        _define("chain.windowSeconds", 1 hours, 7 days, 1 days, Tightens.Up);
        _define("chain.arbiterStake", TOKEN, MILLION * TOKEN, 1_000 * TOKEN, Tightens.Never);
        _define("chain.unbondingSeconds", 1 hours, 90 days, 21 days, Tightens.Up);
        _define("chain.answerSeconds", 60, 1 days, 1 hours, Tightens.Never);
        _define("chain.referenceSeconds", 60, 7 days, 1 days, Tightens.Never);
        _define("chain.reporterPpm", 0, MILLION / 2, MILLION / 10, Tightens.Never);
    }

    function _tier(string memory path, uint256 price, uint256 floor, uint256 weight, uint256 replicas, uint256 most) private {
        _define(string.concat(path, ".priceMilli"), 1, 100_000, price, Tightens.Never);
        _define(string.concat(path, ".reputationFloorPpm"), 0, MILLION, floor, Tightens.Up);
        _define(string.concat(path, ".reputationWeightMilli"), 0, 100_000, weight, Tightens.Never);
        _define(string.concat(path, ".auditRatePpm"), 1, MILLION, 19_800, Tightens.Up);
        _define(string.concat(path, ".replicas"), 1, 8, replicas, Tightens.Never);
        _define(string.concat(path, ".mostReplicas"), 1, 8, most, Tightens.Never);
    }

    function _penalty(string memory fault, uint256 weight, uint256 stake, uint256 quarantine) private {
        string memory path = string.concat("penalties.", fault);
        // Statistics prove nothing, so what only diverged never costs stake.
        bool proves = keccak256(bytes(fault)) != keccak256("diverged");
        _define(string.concat(path, ".weightMilli"), 0, MILLION, weight, Tightens.Never);
        _define(string.concat(path, ".stakePpm"), 0, proves ? MILLION : 0, stake, Tightens.Down);
        _define(string.concat(path, ".quarantineSeconds"), 0, YEAR, quarantine, Tightens.Never);
    }

    function _define(string memory path, uint256 min, uint256 max, uint256 first, Tightens tightens) private {
        bytes32 id = keccak256(bytes(path));
        _parameters[id] = Parameter(uint128(first), tightens, 0, uint128(min), uint128(max));
        emit Defined(id, path, min, max, first, tightens);
    }
}
