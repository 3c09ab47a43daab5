using System.Collections.Immutable;
using Render.Network.Jobs;

namespace Render.Network.Scheduling;

/// <summary>The scheduler's values.</summary>
public sealed record SchedulingPolicy
{
    /// <summary>The network's values before anybody votes.</summary>
    public static SchedulingPolicy Default { get; } = new();

    /// <summary>Weights of a score, by tier.</summary>
    public ImmutableDictionary<Tier, ScoreWeights> Weights { get; init; } = Enum.GetValues<Tier>().ToImmutableDictionary(tier => tier, ScoreWeights.Default);

    /// <summary>How long a lease lasts unless renewed: a minute.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A straggler is duplicated when the saving exceeds this many millionths of the duplicate's own time: 1,000,000.</summary>
    public int DuplicateCostPpm { get; init; } = 1_000_000;

    /// <summary>Most jobs passed over that an assignment names.</summary>
    public int PassedOverNamed { get; init; } = 8;
}
