using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Jobs;

/// <summary>A draw of blocks and an auditor, and what came of it.</summary>
public sealed record AuditRecord
{
    /// <summary>0 for the first draw; one more each time the auditor did not answer.</summary>
    public required int Attempt { get; init; }

    /// <summary>Who audits; null: the reference CPU.</summary>
    public NodeId? Auditor { get; init; }

    /// <summary>The audit's lease.</summary>
    public required LeaseId Lease { get; init; }

    /// <summary>Its fencing token.</summary>
    public required long Fencing { get; init; }

    /// <summary>Blocks drawn, ascending.</summary>
    public required IReadOnlyList<int> Blocks { get; init; }

    /// <summary>Ledger sequence of the reveal it was drawn with.</summary>
    public required long Reveal { get; init; }

    /// <summary>Digest of the candidates it was drawn from, so that the draw can be repeated.</summary>
    public required Digest Candidates { get; init; }

    /// <summary>Whether the draw says that the reference CPU repeats this audit whatever it reports.</summary>
    public bool Repeated { get; init; }

    /// <summary>Receipts of replicas with the same root, which the verdict is for too; null: the task has no replicas.</summary>
    public IReadOnlyList<Digest>? Followers { get; init; }

    /// <summary>When it was drawn.</summary>
    public required DateTimeOffset Drawn { get; init; }

    /// <summary>Digest of the recorded report; null: none yet, or the reference CPU's.</summary>
    public Digest? Report { get; init; }

    /// <summary>Rays of the audited blocks as reported: what the auditor is paid for.</summary>
    public ulong Rays { get; init; }

    /// <summary>The verdict; null: not decided.</summary>
    public VerdictDecision? Verdict { get; init; }

    /// <summary>What the auditor must present; null: the reference CPU audits.</summary>
    internal LeaseToken? Token => Auditor is { } auditor ? new LeaseToken(Lease, auditor, Fencing) : null;
}
