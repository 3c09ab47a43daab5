using System.Collections.Immutable;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Network.Scheduling;

/// <summary>What the scheduler knows of a node.</summary>
public sealed record NodeFacts
{
    /// <summary>The node.</summary>
    public required NodeId Id { get; init; }

    /// <summary>Who owns it.</summary>
    public required OperatorId Operator { get; init; }

    /// <summary>Where it stands with the network.</summary>
    public NodeStatus Status { get; init; } = NodeStatus.Active;

    /// <summary>Logical processors that it renders with, 1 or more.</summary>
    public int Cores { get; init; } = 1;

    /// <summary>Memory that a task may use, bytes.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Memory of the accelerator that a task may use, bytes; 0 without one.</summary>
    public long VramBytes { get; init; }

    /// <summary>Engines that it runs.</summary>
    public ImmutableArray<EngineOffer> Engines { get; init; } = [];

    /// <summary>Where it stands, and how well that is known.</summary>
    public KnownPlace Place { get; init; } = new();

    /// <summary>From the node to the store, bytes a second.</summary>
    public long UpBytesPerSecond { get; init; }

    /// <summary>From the store to the node, bytes a second.</summary>
    public long DownBytesPerSecond { get; init; }

    /// <summary>Median round trip to the coordinator, microseconds; 0: not measured.</summary>
    public long RoundTripMicros { get; init; }

    /// <summary>The least it takes for a work unit.</summary>
    public Tokens Ask { get; init; }

    /// <summary>Thousandths of a work unit that it does in a second: benchmarked, then observed.</summary>
    public long SpeedMilli { get; init; }

    /// <summary>Share of the machine that others use, millionths.</summary>
    public int LoadPpm { get; init; }

    /// <summary>Lower credible bound of its record, millionths.</summary>
    public int ReputationPpm { get; init; }

    /// <summary>Least record of a creator that its operator works for, millionths; 0: anybody.</summary>
    public int CreatorFloorPpm { get; init; }

    /// <summary>Stake not yet bound by unsettled leases.</summary>
    public Tokens FreeStake { get; init; }

    /// <summary>Packages that it holds whole.</summary>
    public ImmutableHashSet<Digest> CachedPackages { get; init; } = [];
}
