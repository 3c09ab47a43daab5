using Render.Network.Economics.Payloads;

namespace Render.Network.Economics;

/// <summary>A receipt as the ledger has it.</summary>
/// <param name="sequence">Where it was recorded.</param>
/// <param name="receipt">Its entry.</param>
public sealed class ReceiptBook(long sequence, ReceiptRecorded receipt)
{
    /// <summary>Where it was recorded: the first reveal after it draws its challenge.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>Its entry.</summary>
    public ReceiptRecorded Receipt { get; } = receipt;

    /// <summary>The audit of it; null where there is none yet, or none but the reference CPU's.</summary>
    public AuditRecorded? Audit { get; internal set; }

    /// <summary>The latest comparison that it takes part in; null where it is no replica, or not all are open yet.</summary>
    public ReplicasCompared? Compared { get; internal set; }

    /// <summary>The latest comparison of its tile that judges it; null where its job is exact, or the other ranges are not there yet.</summary>
    public RangesCompared? Ranges { get; internal set; }

    /// <summary>The decision on it; null while there is none.</summary>
    public VerdictRecorded? Verdict { get; internal set; }

    /// <summary>When the decision was recorded, in milliseconds since 1970 UTC; 0 while there is none.</summary>
    public long VerdictUnixMs { get; internal set; }
}
