using Render.Network.Governance;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Lifecycle.Nodes;

/// <summary>What a node did: plain counts for people, and evidence that fades.</summary>
public sealed record NodeStanding
{
    /// <summary>What a task leaves of the weight of those before it in the pace.</summary>
    private const double Kept = 0.875;

    /// <summary>Milliseconds of work that the benchmark counts for: a first task, slow for its start, does not say everything.</summary>
    private const double Benchmark = 5_000;

    /// <summary>Tasks that were accepted.</summary>
    public int Accepted { get; init; }

    /// <summary>Leases lost, failed or rejected, audits not answered or false.</summary>
    public int Failed { get; init; }

    /// <summary>Results that were found correct with other operators' equal ones beside them: what its votes weigh by.</summary>
    public int ReplicatedCorrect { get; init; }

    /// <summary>Audits done for others.</summary>
    public int Audits { get; init; }

    /// <summary>Bytes that it served to other nodes, as they say.</summary>
    public long BytesServed { get; init; }

    /// <summary>Bytes that it had from other nodes, as it says.</summary>
    public long BytesFromPeers { get; init; }

    /// <summary>Milliseconds that its latest accepted tasks took, the older ones counting less and less.</summary>
    public double TookMillis { get; init; }

    /// <summary>Milliseconds that they would have taken at the speed of its benchmark.</summary>
    public double DueMillis { get; init; }

    /// <summary>How often leases ran out since it last delivered anything that was right; those that it held at the same time count once.</summary>
    public int LostInARow { get; init; }

    /// <summary>When it last lost one.</summary>
    public DateTimeOffset LastLost { get; init; }

    /// <summary>Receipts whose disputes are counted here, as long as they may be counted again.</summary>
    public IReadOnlyList<Digest> Disputes { get; init; } = [];

    /// <summary>The evidence.</summary>
    public Evidence Evidence { get; init; }

    /// <summary>What the evidence consists of, by kind.</summary>
    public IReadOnlyList<KindEvidence> Kinds { get; init; } = [];

    /// <summary>Its pace over that of its benchmark, millionths, 1/16 to 16: what others on its machine, or other scenes than the benchmark's, make of it.</summary>
    public int PacePpm => (int)(Math.Clamp((DueMillis + Benchmark) / (TookMillis + Benchmark), 1 / 16.0, 16) * 1_000_000);

    /// <summary>The standing after an accepted task.</summary>
    /// <param name="took">Milliseconds it took; 0: not known.</param>
    /// <param name="due">Milliseconds it would have taken at the speed of the node's benchmark.</param>
    /// <param name="nowUnixMs">Now.</param>
    /// <param name="policy">How evidence fades.</param>
    /// <param name="replicated">Whether other operators' replicas agreed with it.</param>
    public NodeStanding AfterTask(long took, double due, long nowUnixMs, ReputationPolicy policy, bool replicated = false) => this with
    {
        Accepted = Accepted + 1,
        ReplicatedCorrect = ReplicatedCorrect + (replicated ? 1 : 0),
        LostInARow = 0,
        Evidence = Evidence.WithSuccess(nowUnixMs, policy.HalfLifeDays),
        Kinds = KindEvidence.With(Kinds, EvidenceKind.Accepted, 1, nowUnixMs, policy.HalfLifeDays),
        TookMillis = took > 0 ? TookMillis * Kept + took : TookMillis,
        DueMillis = took > 0 ? DueMillis * Kept + due : DueMillis,
    };

    /// <summary>The standing after a right audit.</summary>
    public NodeStanding AfterAudit(long nowUnixMs, ReputationPolicy policy) =>
        After(EvidenceKind.Audited, nowUnixMs, policy) with { Audits = Audits + 1, LostInARow = 0 };

    /// <summary>The standing after an answer of a panel that it was part of the majority of.</summary>
    public NodeStanding AfterArbitration(long nowUnixMs, ReputationPolicy policy) => After(EvidenceKind.Arbitrated, nowUnixMs, policy);

    /// <summary>The standing after a fault.</summary>
    public NodeStanding AfterFault(Fault fault, Penalty penalty, long nowUnixMs, ReputationPolicy policy) => this with
    {
        Failed = Failed + 1,
        Evidence = Evidence.WithFault(penalty, nowUnixMs, policy.HalfLifeDays),
        Kinds = KindEvidence.With(Kinds, (EvidenceKind)fault, penalty.WeightMilli / 1000.0, nowUnixMs, policy.HalfLifeDays),
    };

    /// <summary>The standing after a lease that ran out.</summary>
    /// <param name="granted">When it was granted: before the last one was lost, it was lost with that.</param>
    /// <param name="penalty">What that costs.</param>
    /// <param name="now">Now.</param>
    /// <param name="policy">How evidence fades.</param>
    public NodeStanding AfterLoss(DateTimeOffset granted, Penalty penalty, DateTimeOffset now, ReputationPolicy policy) =>
        AfterFault(Fault.LostLease, penalty, now.ToUnixTimeMilliseconds(), policy) with
        {
            LostInARow = LostInARow > 0 && granted < LastLost ? LostInARow : LostInARow + 1,
            LastLost = now,
        };

    /// <summary>The standing without leases that it lost by no fault of its own.</summary>
    /// <param name="lost">When it lost them.</param>
    /// <param name="penalty">What that cost.</param>
    /// <param name="nowUnixMs">Now.</param>
    /// <param name="policy">How evidence fades.</param>
    public NodeStanding AfterClearing(IReadOnlyList<DateTimeOffset> lost, Penalty penalty, long nowUnixMs, ReputationPolicy policy)
    {
        // What each of them weighs by now, faded as the sum has.
        var weight = lost.Sum(time => new Evidence(0, penalty.WeightMilli / 1000.0, time.ToUnixTimeMilliseconds()).At(nowUnixMs, policy.HalfLifeDays).Bad);
        var evidence = Evidence.At(nowUnixMs, policy.HalfLifeDays);
        return this with
        {
            Failed = Math.Max(0, Failed - lost.Count),
            LostInARow = 0,
            Evidence = evidence with { Bad = Math.Max(0, evidence.Bad - weight) },
            Kinds = KindEvidence.Without(Kinds, EvidenceKind.LostLease, lost.Count, weight, nowUnixMs, policy.HalfLifeDays),
        };
    }

    /// <summary>Lower credible bound of its record now, millionths.</summary>
    public int ReputationPpm(long nowUnixMs, ReputationPolicy policy) => ReputationScore.Ppm(Evidence.At(nowUnixMs, policy.HalfLifeDays), policy);

    private NodeStanding After(EvidenceKind good, long nowUnixMs, ReputationPolicy policy) => this with
    {
        Evidence = Evidence.WithSuccess(nowUnixMs, policy.HalfLifeDays),
        Kinds = KindEvidence.With(Kinds, good, 1, nowUnixMs, policy.HalfLifeDays),
    };
}
