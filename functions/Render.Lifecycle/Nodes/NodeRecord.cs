using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Nodes;

/// <summary>A node's document.</summary>
public sealed record NodeRecord
{
    /// <summary>Partition of all nodes.</summary>
    public const string Partition = "nodes";

    /// <summary>The node.</summary>
    public required NodeId Id { get; init; }

    /// <summary>Counts the changes, so that memory never goes back to an older one.</summary>
    public long Version { get; init; }

    /// <summary>Its public key, SubjectPublicKeyInfo (DER).</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>Who owns it.</summary>
    public required OperatorId Operator { get; init; }

    /// <summary>A name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Where it says it stands.</summary>
    public required string Region { get; init; }

    /// <summary>The jurisdiction it says it stands in; empty: none.</summary>
    public string Jurisdiction { get; init; } = "";

    /// <summary>A <see cref="Network.Proof.PlaceStatement"/> about it with its signature, verified when it came; null: none.</summary>
    public byte[]? Attestation { get; init; }

    /// <summary>The least round trip since it said where it stands, microseconds, to a tenth; null: none was timed.</summary>
    public long? LeastRoundTripMicros { get; init; }

    /// <summary>Lowest price a work unit it takes.</summary>
    public Tokens AskPrice { get; init; }

    /// <summary>Hardware, as it says.</summary>
    public required HardwareFacts Facts { get; init; }

    /// <summary>Its own measurement.</summary>
    public required BenchmarkResult Benchmark { get; init; }

    /// <summary>Where it serves files to other nodes; null: nowhere.</summary>
    public Uri? ChunkAddress { get; init; }

    /// <summary>Least record of a creator that it works for, millionths; 0: anybody.</summary>
    public int CreatorFloorPpm { get; init; }

    /// <summary>Validating, Active, Quarantined, Excluded or Banned; draining and offline are only known in memory.</summary>
    public NodeStatus Status { get; init; } = NodeStatus.Validating;

    /// <summary>Why it stands where it stands, where that needs saying.</summary>
    public string? Reason { get; init; }

    /// <summary>End of the quarantine or exclusion; null: none.</summary>
    public DateTimeOffset? QuarantinedUntil { get; init; }

    /// <summary>Its record with each engine and class of devices that it ever ran.</summary>
    public IReadOnlyList<EngineStanding> Engines { get; init; } = [];

    /// <summary>The open validation challenge; null: none asked, or passed.</summary>
    public ValidationRecord? Validation { get; init; }

    /// <summary>Validations failed; keys the next challenge.</summary>
    public int ValidationsFailed { get; init; }

    /// <summary>What it did.</summary>
    public NodeStanding Standing { get; init; } = new();

    /// <summary>First registration.</summary>
    public required DateTimeOffset Joined { get; init; }
}

/// <summary>A validation challenge.</summary>
/// <param name="Number">Which of the reference engine's challenges.</param>
/// <param name="Lease">Its lease.</param>
/// <param name="Granted">When.</param>
/// <param name="Statistical">Whether only counts are compared, since the node's class of devices is not in exact mode.</param>
public sealed record ValidationRecord(int Number, LeaseId Lease, DateTimeOffset Granted, bool Statistical = false);
