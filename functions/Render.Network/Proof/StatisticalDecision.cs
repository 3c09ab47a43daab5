using System.Text.Json.Serialization;

namespace Render.Network.Proof;

/// <summary>What is done next with replicas that rendered different samples.</summary>
/// <param name="Step">What.</param>
/// <param name="Accepted">Whose results are accepted, by the order in which they came; empty unless accepted.</param>
public sealed record StatisticalDecision(StatisticalStep Step, IReadOnlyList<int> Accepted);

/// <summary>A step of statistical mode.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StatisticalStep>))]
public enum StatisticalStep
{
    /// <summary>Enough agree.</summary>
    Accept = 1,

    /// <summary>Another operator's node renders further samples.</summary>
    AnotherReplica,

    /// <summary>The reference CPU renders further samples, and each replica is compared with that.</summary>
    Reference,
}
