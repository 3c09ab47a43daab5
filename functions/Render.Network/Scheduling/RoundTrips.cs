using System.Collections.Immutable;

namespace Render.Network.Scheduling;

/// <summary>Round trips between coordinator and node, as the coordinator timed them.</summary>
public sealed record RoundTrips
{
    /// <summary>Round trips kept: 16.</summary>
    public const int Kept = 16;

    /// <summary>None yet.</summary>
    public static RoundTrips None { get; } = new();

    /// <summary>The latest, at most <see cref="Kept"/>, the newest last, microseconds.</summary>
    public ImmutableArray<long> Latest { get; init; } = [];

    /// <summary>The least since the node said where it stands, microseconds; null: none yet.</summary>
    public long? Least { get; init; }

    /// <summary>The least of the latest: every one bounds how far the node was from the coordinator, so the least does best. Null: none.</summary>
    public long? LeastOfLatest => Latest.IsEmpty ? null : Latest.Min();

    /// <summary>The median of the latest (the lower one of two): what work travels by. Null: none.</summary>
    public long? Median => Latest.IsEmpty ? null : Latest.Sort()[(Latest.Length - 1) / 2];

    /// <summary>With one more.</summary>
    public RoundTrips With(long micros) => new()
    {
        Latest = [.. Latest.Skip(Math.Max(0, Latest.Length - Kept + 1)), micros],
        Least = Least is { } least && least < micros ? least : micros,
    };
}
