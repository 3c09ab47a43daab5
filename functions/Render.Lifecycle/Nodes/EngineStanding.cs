namespace Render.Lifecycle.Nodes;

/// <summary>How a node stands with an engine on a class of devices: each has a record of its own, since a broken card says nothing of the processor beside it.</summary>
/// <param name="Build">The engine's build.</param>
/// <param name="DeviceClass">The class of devices.</param>
public sealed record EngineStanding(uint Build, uint DeviceClass)
{
    /// <summary>Whether it passed its validation since it was last out.</summary>
    public bool Validated { get; init; }

    /// <summary>When its quarantines began, the latest last; those beyond the policy's window are dropped with the next one.</summary>
    public IReadOnlyList<DateTimeOffset> Quarantines { get; init; } = [];

    /// <summary>When the present or latest quarantine or exclusion ends; null: there was none.</summary>
    public DateTimeOffset? OutUntil { get; init; }

    /// <summary>Whether that is an exclusion.</summary>
    public bool Excluded { get; init; }

    /// <summary>Why, in words.</summary>
    public string? Reason { get; init; }
}
