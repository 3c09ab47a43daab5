using System.Collections.Immutable;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Scheduling;

/// <summary>What every task of a job demands of a node.</summary>
public sealed record JobNeeds
{
    /// <summary>The job.</summary>
    public required JobId Job { get; init; }

    /// <summary>Its tier.</summary>
    public required Tier Tier { get; init; }

    /// <summary>The tier's weight among tiers, 1 or more: what it pays, in thousandths.</summary>
    public int TierWeight { get; init; } = 1_000;

    /// <summary>Name of the engine.</summary>
    public required string Engine { get; init; }

    /// <summary>Build of the engine.</summary>
    public uint EngineBuild { get; init; }

    /// <summary>Device classes that are not in exact mode and may not take part; none where the job is statistical.</summary>
    public ImmutableHashSet<uint> ExcludedDeviceClasses { get; init; } = [];

    /// <summary>Memory that a task uses, bytes.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Memory of the accelerator that a task uses, bytes.</summary>
    public long VramBytes { get; init; }

    /// <summary>Where its data may be.</summary>
    public PlacementPolicies Placement { get; init; } = PlacementPolicies.Anywhere;

    /// <summary>Least reputation, millionths; the tier's floor.</summary>
    public int ReputationFloorPpm { get; init; }

    /// <summary>Nodes that its creator does not want.</summary>
    public ImmutableHashSet<NodeId> BlockedNodes { get; init; } = [];

    /// <summary>Operators that its creator does not want.</summary>
    public ImmutableHashSet<OperatorId> BlockedOperators { get; init; } = [];

    /// <summary>What one rendering of a work unit is paid with; a node that asks more is not asked.</summary>
    public Tokens PricePerUnit { get; init; }

    /// <summary>The creator's record, millionths; see <see cref="Reputation.CreatorStanding"/>.</summary>
    public int CreatorPpm { get; init; }

    /// <summary>Free stake that a lease of it binds.</summary>
    public Tokens Stake { get; init; }

    /// <summary>The scene package.</summary>
    public Digest Package { get; init; }

    /// <summary>Size of the package, bytes.</summary>
    public long PackageBytes { get; init; }
}
