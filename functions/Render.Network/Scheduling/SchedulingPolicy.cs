using System.Collections.Immutable;
using Render.Network.Governance;
using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>The scheduler's values.</summary>
public sealed record SchedulingPolicy
{
    /// <summary>The network's values before anybody votes.</summary>
    public static SchedulingPolicy Default { get; } = Of(Policy.Default);

    /// <summary>Weights of a score, by tier.</summary>
    public required ImmutableDictionary<Tier, ScoreWeights> Weights { get; init; }

    /// <summary>How long a lease lasts unless renewed.</summary>
    public required TimeSpan LeaseDuration { get; init; }

    /// <summary>A straggler is duplicated when the saving exceeds this many millionths of the duplicate's own time: 1,000,000.</summary>
    public int DuplicateCostPpm { get; init; } = 1_000_000;

    /// <summary>Most jobs passed over that an assignment names.</summary>
    public int PassedOverNamed { get; init; } = 8;

    /// <summary>The scheduler's values under a policy.</summary>
    public static SchedulingPolicy Of(Policy policy) => new()
    {
        Weights = Enum.GetValues<Tier>().ToImmutableDictionary(tier => tier, tier => ScoreWeights.Of(policy.Tiers.For(tier))),
        LeaseDuration = TimeSpan.FromSeconds(policy.Leases.Seconds),
    };
}
