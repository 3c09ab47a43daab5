using System.Globalization;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Network.Governance;

/// <summary>The bounds of every policy value: governance moves values inside them and can never leave them.</summary>
internal static class PolicyBounds
{
    private const int Million = 1_000_000;
    private const int MostReplicas = 8;
    private const int YearSeconds = 366 * 24 * 3600;

    public static IReadOnlyList<PolicyError> Check(Policy policy)
    {
        var errors = new List<PolicyError>();
        CheckSplit(policy, errors);
        CheckTier("tiers.economy", policy.Tiers.Economy, errors);
        CheckTier("tiers.priority", policy.Tiers.Priority, errors);
        CheckTier("tiers.trusted", policy.Tiers.Trusted, errors);
        Range(errors, "auditRepeatPpm", policy.AuditRepeatPpm, 0, Million);
        Range(errors, "leases.auditSeconds", policy.Leases.AuditSeconds, 10, 3_600);
        Range(errors, "leases.auditAttempts", policy.Leases.AuditAttempts, 1, 10);
        Range(errors, "leases.targetTaskSeconds", policy.Leases.TargetTaskSeconds, 1, 3_600);
        Range(errors, "leases.openSeconds", policy.Leases.OpenSeconds, 5, 3_600);
        Range(errors, "leases.duplicateCostPpm", policy.Leases.DuplicateCostPpm, 0, 100 * Million);
        Range(errors, "leases.duplicateLeastMillis", policy.Leases.DuplicateLeastMillis, 0, 3_600_000);
        Range(errors, "leases.limitBaseSeconds", policy.Leases.LimitBaseSeconds, 10, 3_600);
        Range(errors, "leases.limitFactor", policy.Leases.LimitFactor, 16, 1_000);
        Range(errors, "leases.limitBytesPerSecond", policy.Leases.LimitBytesPerSecond, 1_024, 1_000_000_000);
        Range(errors, "leases.yieldLeastSeconds", policy.Leases.YieldLeastSeconds, 1, 3_600);
        Range(errors, "leases.yieldsMost", policy.Leases.YieldsMost, 0, 16);
        Range(errors, "leases.yieldsAtOnce", policy.Leases.YieldsAtOnce, 0, 1_000);
        Range(errors, "leases.parkedSeconds", policy.Leases.ParkedSeconds, 0, 3_600);
        CheckWork(policy.Work, errors);
        CheckEmission(policy, errors);
        Range(errors, "reputation.halfLifeDays", policy.Reputation.HalfLifeDays, 1, 3_650);
        Range(errors, "reputation.confidenceMilli", policy.Reputation.ConfidenceMilli, 0, 5_000);
        Range(errors, "reputation.voteTrust", policy.Reputation.VoteTrust, 2, Million);
        CheckStanding(policy, errors);
        CheckDisputes(policy.Disputes, errors);
        CheckPlaces(policy.Places, errors);
        Demand(errors, "penalties.diverged.stakePpm", policy.Penalties.Diverged.StakePpm == 0, "0: statistics prove nothing");
        foreach (var fault in Enum.GetValues<Fault>()) CheckPenalty(fault, policy.Penalties.For(fault), errors);
        return errors;
    }

    private static void CheckSplit(Policy policy, List<PolicyError> errors)
    {
        var split = policy.Split;
        Range(errors, "split.burnBp", split.BurnBp, 0, 10_000);
        Range(errors, "split.treasuryBp", split.TreasuryBp, 0, 10_000);
        Range(errors, "split.operatorsBp", split.OperatorsBp, 0, 10_000);
        Demand(errors, "split", (long)split.BurnBp + split.TreasuryBp + split.OperatorsBp == 10_000, "the three add up to 10,000");
        Demand(errors, "prices.floor", !policy.Prices.Floor.IsZero, "above zero");
        Demand(errors, "prices.ceiling", policy.Prices.Ceiling >= policy.Prices.Floor, "at least the floor");
        Demand(errors, "prices.ceiling", policy.Prices.Ceiling <= Tokens.FromWhole(Million), "at most a million tokens");
    }

    private static void CheckTier(string path, TierPolicy tier, List<PolicyError> errors)
    {
        Range(errors, path + ".priceMilli", tier.PriceMilli, 1, 100_000);
        Range(errors, path + ".reputationFloorPpm", tier.ReputationFloorPpm, 0, Million);
        Range(errors, path + ".reputationWeightMilli", tier.ReputationWeightMilli, 0, 100_000);
        Range(errors, path + ".auditRatePpm", tier.AuditRatePpm, 1, Million);
        Range(errors, path + ".replicas", tier.Replicas, 1, MostReplicas);
        Range(errors, path + ".mostReplicas", tier.MostReplicas, Math.Clamp(tier.Replicas, 1, MostReplicas), MostReplicas);
    }

    private static void CheckWork(WorkCoefficients work, List<PolicyError> errors)
    {
        const long Second = 1_000_000_000_000;
        foreach (var (path, value) in new[] { ("work.ray", work.Ray), ("work.nodeVisit", work.NodeVisit), ("work.triangleTest", work.TriangleTest), ("work.shading", work.Shading) })
            Demand(errors, path, value is >= 1 and <= Second, "1 to 10¹²");
    }

    private static void CheckEmission(Policy policy, List<PolicyError> errors)
    {
        var emission = policy.Emission;
        Range(errors, "emission.epochSeconds", emission.EpochSeconds, 1, YearSeconds);
        Range(errors, "emission.availabilityBp", emission.AvailabilityBp, 0, 5_000);
        Range(errors, "emission.schedule.epochsPerYear", emission.Schedule.EpochsPerYear, 1, YearSeconds);
        Range(errors, "emission.schedule.dampingPpm", emission.Schedule.DampingPpm, 0, Million);
        Demand(errors, "emission.schedule.periods", emission.Schedule.Periods.Count is > 0 and <= 1_000, "1 to 1,000 periods");
        Demand(
            errors,
            "emission.schedule.periods",
            emission.Schedule.Periods.All(p => p.Epochs >= 1 && p.PerEpoch <= Tokens.FromWhole(1_000_000_000)),
            "at least one epoch each, at most a billion tokens an epoch");

        Demand(errors, "emission.recycledFromEpoch", emission.RecycledFromEpoch >= 0, "0 or more");
        Demand(errors, "emission.recycledPerEpoch", emission.RecycledPerEpoch <= Tokens.FromWhole(1_000_000_000), "at most a billion tokens an epoch");

        // Whoever renders a job of their own gets the operators' part back: what they lose is burn and treasury of at least the floor.
        var lost = policy.Prices.Floor.MultiplyDivide((UInt128)(Math.Max(0, policy.Split.BurnBp) + (long)Math.Max(0, policy.Split.TreasuryBp)), 10_000);
        // Availability is minted on top of what work earns, and whoever washes can be available too.
        var most = lost.MultiplyDivide((UInt128)Math.Clamp(10_000 - emission.AvailabilityBp, 0, 10_000), 10_000);
        Demand(errors, "emission.capPerWorkUnit", emission.CapPerWorkUnit <= most, $"with availability at most burn and treasury of the price floor: {most.ToText(18)}");
    }

    private static void CheckStanding(Policy policy, List<PolicyError> errors)
    {
        Range(errors, "quarantine.windowDays", policy.Quarantine.WindowDays, 1, 366);
        Range(errors, "quarantine.growthMilli", policy.Quarantine.GrowthMilli, 1_000, 10_000);
        Range(errors, "quarantine.mostSeconds", policy.Quarantine.MostSeconds, 60, YearSeconds);
        Range(errors, "quarantine.excludedAfter", policy.Quarantine.ExcludedAfter, 2, 100);
        Range(errors, "quarantine.lostInARow", policy.Quarantine.LostInARow, 1, 100);
        Range(errors, "quarantine.exclusionSeconds", policy.Quarantine.ExclusionSeconds, 3_600, YearSeconds);
        Range(errors, "exactMode.operators", policy.ExactMode.Operators, 1, 10);
        Range(errors, "statistical.falseAlarmPpm", policy.Statistical.FalseAlarmPpm, 1, 100_000);
        Range(errors, "creators.lateCancelMilli", policy.Creators.LateCancelMilli, 0, Million);
        Range(errors, "creators.unloadableMilli", policy.Creators.UnloadableMilli, 0, Million);
        Range(errors, "creators.unpaidMilli", policy.Creators.UnpaidMilli, 0, Million);
        Range(errors, "creators.disputeLostMilli", policy.Creators.DisputeLostMilli, 0, Million);
        Range(errors, "creators.lateCancelPpm", policy.Creators.LateCancelPpm, 0, Million);
    }

    private static void CheckDisputes(DisputePolicy disputes, List<PolicyError> errors)
    {
        Range(errors, "disputes.windowSeconds", disputes.WindowSeconds, 60, YearSeconds);
        Demand(errors, "disputes.bond", !disputes.Bond.IsZero && disputes.Bond <= Tokens.FromWhole(Million), "above zero, at most a million tokens");
        Range(errors, "disputes.arbiters", disputes.Arbiters, 3, 15);
        Demand(errors, "disputes.arbiters", disputes.Arbiters % 2 == 1, "odd");
        Range(errors, "disputes.commitSeconds", disputes.CommitSeconds, 5, 86_400);
        Range(errors, "disputes.revealSeconds", disputes.RevealSeconds, 5, 86_400);
        Range(errors, "disputes.winnerPpm", disputes.WinnerPpm, 0, Million);
        Range(errors, "disputes.arbitersPpm", disputes.ArbitersPpm, 0, Million);
        Demand(errors, "disputes.arbitersPpm", (long)disputes.WinnerPpm + disputes.ArbitersPpm <= Million, "winner and arbiters share at most all of it");
    }

    private static void CheckPlaces(PlacePolicy places, List<PolicyError> errors)
    {
        Demand(errors, "places.regions", places.Regions.Count <= 256, "at most 256 regions");
        Demand(errors, "places.regions", places.Regions.Select(region => region.Name).Distinct(StringComparer.Ordinal).Count() == places.Regions.Count, "each name once");
        foreach (var region in places.Regions)
        {
            var path = $"places.regions[{region.Name}]";
            Demand(errors, path, PlaceName.IsRegion(region.Name), "a name of 1 to 32 lower-case letters, digits and hyphens");
            Demand(errors, path, region.Centre.IsOnGlobe, "a centre on the globe: 90 degrees north to south, 180 east to west, in millionths");
            Range(errors, path + ".radiusKm", region.RadiusKm, 1, 5_000);
            Demand(
                errors, path + ".jurisdictions",
                region.Jurisdictions.Count <= 64 && region.Jurisdictions.All(PlaceName.IsJurisdiction) && region.Jurisdictions.Distinct(StringComparer.Ordinal).Count() == region.Jurisdictions.Count,
                "at most 64 codes of two capital letters, each once");
        }

        Demand(errors, "places.attestors", places.Attestors.Count <= 64, "at most 64 attestors");
        Demand(errors, "places.attestors", places.Attestors.Select(attestor => attestor.Id).Distinct().Count() == places.Attestors.Count, "each key once");
        foreach (var attestor in places.Attestors)
        {
            Demand(errors, "places.attestors", attestor.Name.Length is >= 1 and <= 64 && !attestor.Name.Any(char.IsControl), "a name of 1 to 64 printable characters");
            var sound = NodeKey.TryImport(attestor.PublicKey, out var key);
            key?.Dispose();
            Demand(errors, $"places.attestors[{attestor.Name}].publicKey", sound, "a P-256 key, SubjectPublicKeyInfo in DER, base64");
        }
    }

    private static void CheckPenalty(Fault fault, Penalty penalty, List<PolicyError> errors)
    {
        var path = "penalties." + char.ToLowerInvariant(fault.ToString()[0]) + fault.ToString()[1..];
        Range(errors, path + ".weightMilli", penalty.WeightMilli, 0, Million);
        Range(errors, path + ".stakePpm", penalty.StakePpm, 0, Million);
        Range(errors, path + ".quarantineSeconds", penalty.QuarantineSeconds, 0, YearSeconds);
    }

    private static void Range(List<PolicyError> errors, string path, int value, int least, int most) =>
        Demand(errors, path, value >= least && value <= most, string.Create(CultureInfo.InvariantCulture, $"{least} to {most}, not {value}"));

    private static void Demand(List<PolicyError> errors, string path, bool holds, string message)
    {
        if (!holds) errors.Add(new PolicyError(path, message));
    }
}
