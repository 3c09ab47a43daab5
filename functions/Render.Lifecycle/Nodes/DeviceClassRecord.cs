using System.Globalization;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Lifecycle.Nodes;

/// <summary>Engine faults found on a class of devices with a build of the engine. A new build has a document of its own, so it begins clean.</summary>
/// <param name="Build">The engine's build.</param>
/// <param name="DeviceClass">The class.</param>
public sealed record DeviceClassRecord(uint Build, uint DeviceClass)
{
    /// <summary>Partition of all classes.</summary>
    public const string Partition = "device-classes";

    /// <summary>Counts the changes, so that memory never goes back to an older one.</summary>
    public long Version { get; init; }

    /// <summary>Faults since the class was last taken back, the first first.</summary>
    public IReadOnlyList<EngineFaultRecord> Faults { get; init; } = [];

    /// <summary>When the host last took it back; null: never.</summary>
    public DateTimeOffset? Readmitted { get; init; }

    /// <summary>Why, in the host's words.</summary>
    public string? ReadmittedBecause { get; init; }

    /// <summary>The row's key.</summary>
    public string Row() => string.Create(CultureInfo.InvariantCulture, $"{Build}-{DeviceClass}");

    /// <summary>The operators for whom it is out; null: for everybody.</summary>
    public IReadOnlySet<OperatorId>? OutFor(ExactModePolicy policy) => DeviceClassRule.OutFor(DeviceClass, Faults.Select(fault => fault.Operator), policy);

    /// <summary>Where it stands, in words, with the way back.</summary>
    public string Sentence(ExactModePolicy policy)
    {
        if (Faults.Count == 0)
            return Readmitted is { } back
                ? string.Create(CultureInfo.InvariantCulture, $"In exact mode: taken back {back.UtcDateTime:yyyy-MM-dd HH:mm} UTC. {ReadmittedBecause}")
                : "In exact mode.";
        var found = string.Create(
            CultureInfo.InvariantCulture,
            $"{Faults.Count} engine fault{(Faults.Count == 1 ? "" : "s")} since {Faults[0].Time.UtcDateTime:yyyy-MM-dd HH:mm} UTC, the first on {Faults[0].Task}: bytes that differ from the reference's, and statistically do not");
        return OutFor(policy) switch
        {
            null => $"Out of exact mode for everybody: {found}. It returns with another build of the engine, or by `render engines --readmit {DeviceClass}`.",
            { Count: 0 } => $"In exact mode, as the standard's own class: {found}. Only the nodes themselves are quarantined.",
            var operators => $"Out of exact mode for {string.Join(", ", operators.Order())}: {found}. Faults of {policy.Operators} operators take it out for everybody. It returns with another build of the engine, or by `render engines --readmit {DeviceClass}`.",
        };
    }
}

/// <summary>An engine fault.</summary>
/// <param name="Node">The node.</param>
/// <param name="Operator">Who owns it.</param>
/// <param name="Task">The task.</param>
/// <param name="Receipt">The receipt whose verdict found it.</param>
/// <param name="Time">When.</param>
public sealed record EngineFaultRecord(NodeId Node, OperatorId Operator, TaskId Task, Digest Receipt, DateTimeOffset Time);
