using Render.Network.Jobs;

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
    public required long RevealSequence { get; init; }

    /// <summary>Digest of the candidates it was drawn from, so that the draw can be repeated.</summary>
    public IReadOnlyList<NodeId> Candidates { get; init; } = [];

    /// <summary>Whether the draw says that the reference CPU repeats this audit whatever it reports.</summary>
    public bool Repeated { get; init; }

    /// <summary>When it was drawn.</summary>
    public required DateTimeOffset Drawn { get; init; }

    /// <summary>Nodes that were drawn before and did not answer.</summary>
    public IReadOnlyList<NodeId> Silent { get; init; } = [];

    /// <summary>The report's encoding; null: none yet.</summary>
    public byte[]? Report { get; init; }

    /// <summary>Its signature; null: none yet, or the reference CPU's.</summary>
    public byte[]? Signature { get; init; }

    /// <summary>Rays of the audited blocks as reported: what the auditor is paid for.</summary>
    public ulong Rays { get; init; }

    /// <summary>Ledger sequence of the report; null: none yet.</summary>
    public long? Sequence { get; init; }

    /// <summary>The verdict's name; null: not decided.</summary>
    public string? Verdict { get; init; }
}
