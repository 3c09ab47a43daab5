using System.Collections.Immutable;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <summary>A node as the board holds it. Guarded by the board's lock.</summary>
internal sealed class BoardNode(NodeRecord record, ETag etag)
{
    /// <summary>The node.</summary>
    public NodeId Id { get; } = record.Id;

    /// <summary>Its document as last committed. Where it declares another region than before, what was measured counts no more.</summary>
    public NodeRecord Record
    {
        get => record;
        set
        {
            if (value.Region != record.Region)
                (Trips, Timed) = (RoundTrips.None, null);
            if (value.Attestation != record.Attestation)
                Statement = Attested(value);
            record = value;
        }
    }

    /// <summary>What an attestor said of its place; null: nothing.</summary>
    public PlaceStatement? Statement { get; private set; } = Attested(record);

    /// <summary>Its round trips.</summary>
    public RoundTrips Trips { get; set; } = RoundTrips.None with { Least = record.LeastRoundTripMicros };

    /// <summary>Monotonic time of the last of them; null: none since the start.</summary>
    public long? Timed { get; set; }

    /// <summary>What it was asked to send back, and when; null: nothing.</summary>
    public (Digest Nonce, long Since)? Asked { get; set; }

    /// <summary>The document's version in the store.</summary>
    public ETag ETag { get; set; } = etag;

    /// <summary>What it did, counted up to now; the document's may be a second older.</summary>
    public NodeStanding Standing { get; set; } = record.Standing;

    /// <summary>Whether <see cref="Standing"/> is newer than the document's.</summary>
    public bool Dirty { get; set; }

    /// <summary>Its public key, for verifying.</summary>
    public KeyRing Keys { get; } = new(record.PublicKey);

    /// <summary>Digest of its public key: the node in receipts.</summary>
    public Digest KeyDigest { get; } = Digest.Of(record.PublicKey);

    /// <summary>Thousandths of a work unit that it does in a second, by its benchmark.</summary>
    public long BenchmarkSpeedMilli => ReferenceBenchmark.SpeedMilli(Record.Benchmark);

    /// <summary>Thousandths of a work unit that it does in a second, by its benchmark and by what its accepted tasks took since.</summary>
    public long SpeedMilli => Math.Max(1, BenchmarkSpeedMilli * Standing.PacePpm / 1_000_000);

    /// <summary>Its locked stake, as of its registration or conviction.</summary>
    public Tokens Stake { get; set; }

    /// <summary>What of the stake its unsettled tasks bind.</summary>
    public Tokens Bound { get; set; }

    /// <summary>Paid to its operator for it so far, settlements and emission.</summary>
    public Tokens Earned { get; set; }

    /// <summary>Monotonic time of the last sign of life; null: none since the start.</summary>
    public long? Seen { get; set; }

    /// <summary>When that was.</summary>
    public DateTimeOffset LastSeen { get; set; }

    /// <summary>Last heartbeat's number.</summary>
    public long Heartbeat { get; set; } = -1;

    /// <summary>Whether it wants nothing new.</summary>
    public bool Draining { get; set; }

    /// <summary>Share of its machine that others use, [0, 1].</summary>
    public double Load { get; set; }

    /// <summary>Packages it says it holds.</summary>
    public ImmutableHashSet<Digest> Cached { get; set; } = [];

    /// <summary>Packages that it rendered or audited right, as the coordinator saw itself; since its start, or of jobs that are open.</summary>
    public HashSet<Digest> Shown { get; } = [];

    /// <summary>Monotonic time at which it last asked for work; null: never since the start.</summary>
    public long? Claimed { get; set; }

    /// <summary>Whether it left an audit unanswered, and has delivered nothing since.</summary>
    public bool IsUnanswering { get; set; }

    /// <summary>Its place among the nodes that take work; null: it takes none, or gave no sign of life yet.</summary>
    public LinkedListNode<BoardNode>? Awake { get; set; }

    /// <summary>Tasks it renders, by lease.</summary>
    public Dictionary<LeaseId, BoardTask> Renders { get; } = [];

    /// <summary>Audits drawn for it, by lease, taken or not.</summary>
    public Dictionary<LeaseId, BoardTask> Audits { get; } = [];

    /// <summary>Leases taken from it since its last heartbeat, with the reason.</summary>
    public Dictionary<LeaseId, LeaseEnd> Lost { get; } = [];

    private static PlaceStatement? Attested(NodeRecord node) => PlaceStatement.TryDecode(node.Attestation, out var statement) ? statement : null;
}
