using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>Where a creator lets the data of a job be: its scene, its output and its logs, each by a policy of its own.</summary>
/// <param name="Scene">Where the package's bytes may be.</param>
/// <param name="Output">Where its pixels may be.</param>
/// <param name="Logs">Where the logs of its tasks may be.</param>
/// <remarks>Who holds which of them is for <see cref="Scheduling.Custody"/> to say.</remarks>
public sealed record PlacementPolicies(PlacementPolicy Scene, PlacementPolicy Output, PlacementPolicy Logs)
{
    /// <summary>Everything anywhere.</summary>
    public static PlacementPolicies Anywhere { get; } = Of(PlacementPolicy.Anywhere);

    /// <summary>One policy for all of it.</summary>
    public static PlacementPolicies Of(PlacementPolicy all) => new(all, all, all);

    /// <summary>Whether every place is allowed for everything.</summary>
    [JsonIgnore]
    public bool AllowsAll => Scene.AllowsAll && Output.AllowsAll && Logs.AllowsAll;

    /// <summary>Whether one policy holds for all of it.</summary>
    [JsonIgnore]
    public bool IsOne => Scene == Output && Scene == Logs;

    /// <summary>The policy for a kind of data.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public PlacementPolicy For(JobData data) => data switch
    {
        JobData.Scene => Scene,
        JobData.Output => Output,
        JobData.Logs => Logs,
        _ => throw new ArgumentOutOfRangeException(nameof(data), data, "No such kind of data."),
    };
}
