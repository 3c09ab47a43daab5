namespace Render.Lifecycle.Ports;

/// <summary>A write that did not fit.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Row">The row.</param>
/// <param name="Kind">How it did not fit.</param>
public sealed record StateConflict(string Partition, string Row, StateConflictKind Kind);

/// <summary>How a write did not fit.</summary>
public enum StateConflictKind
{
    /// <summary>An insert found the row taken.</summary>
    Exists,

    /// <summary>An update or delete found no row.</summary>
    Missing,

    /// <summary>An update or delete found another version.</summary>
    Changed,
}
