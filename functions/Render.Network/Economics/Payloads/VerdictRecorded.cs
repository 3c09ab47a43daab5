using System.Text.Json.Serialization;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>The decision on a receipt, with what it rests on.</summary>
/// <param name="Task">The task.</param>
/// <param name="Receipt">The receipt's digest.</param>
/// <param name="Node">The node that rendered.</param>
/// <param name="Operator">Who owns it.</param>
/// <param name="Reveal">Ledger sequence of the reveal that drew the challenge: the first after the receipt.</param>
/// <param name="Drawn">The drawn blocks, ascending; none where ranges were compared, see <see cref="OfRange"/>.</param>
/// <param name="Repeated">Whether the challenge demanded the reference CPU.</param>
/// <param name="Report">Digest of the audit report it rests on; null where the reference CPU audited.</param>
/// <param name="Auditor">Who audited; null where the reference CPU did.</param>
/// <param name="AuditorOperator">Who owns the auditor; null where the reference CPU audited.</param>
/// <param name="Evidence">Digest of the evidence; see <see cref="VerdictProof"/>, and <see cref="RangesCompared"/> for ranges.</param>
/// <param name="Decision">The decision.</param>
/// <param name="NodeAtFault">Whether the node is convicted.</param>
/// <param name="AuditorAtFault">Whether the auditor's report is false.</param>
/// <param name="RenderedRays">Rays that are paid to the node: the receipt's, less where its engine counts more than the reference CPU, or 0; see <see cref="Verdict.PaidRays"/> and <see cref="StatisticalRule.PaidRays"/>.</param>
/// <param name="AuditedRays">Rays that are paid to the auditor: the report's, less where its engine counts more than the reference CPU, or 0; see <see cref="Verdict.PaidAuditRays"/>.</param>
public sealed record VerdictRecorded(
    TaskId Task,
    Digest Receipt,
    NodeId Node,
    OperatorId Operator,
    long Reveal,
    IReadOnlyList<int> Drawn,
    bool Repeated,
    Digest? Report,
    NodeId? Auditor,
    OperatorId? AuditorOperator,
    Digest Evidence,
    VerdictDecision Decision,
    bool NodeAtFault,
    bool AuditorAtFault,
    ulong RenderedRays,
    ulong AuditedRays) : LedgerPayload
{
    /// <summary>Whether the auditor is convicted: it confirmed what is proven false. See <see cref="Verdict.AuditorColluded"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AuditorColluded { get; init; }

    /// <summary>Whether the auditor's engine rounds otherwise than the reference CPU: it is paid. See <see cref="Verdict.AuditorEngineFault"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AuditorEngineFault { get; init; }

    /// <summary>Decides and records.</summary>
    /// <param name="receipt">The receipt's entry.</param>
    /// <param name="audit">The audit's entry; null where the reference CPU audited.</param>
    /// <param name="reveal">Ledger sequence of the reveal.</param>
    /// <param name="proof">The evidence.</param>
    /// <exception cref="ArgumentException">The evidence contradicts itself.</exception>
    public static VerdictRecorded Of(ReceiptRecorded receipt, AuditRecorded? audit, long reveal, VerdictProof proof)
    {
        var verdict = Verdict.Decide(proof.Evidence);
        return new VerdictRecorded(
            receipt.Task, receipt.Receipt, receipt.Node, receipt.Operator, reveal, proof.Evidence.Drawn, proof.Evidence.Repeated,
            audit?.Report, audit?.Auditor, audit?.Operator, proof.Digest(),
            verdict.Decision, verdict.NodeAtFault, verdict.AuditorAtFault,
            Verdict.Pays(verdict.Decision) ? verdict.PaidRays(receipt.Rays, proof.Evidence) : 0,
            audit is null ? 0 : verdict.PaidAuditRays(proof.Evidence))
        {
            AuditorColluded = verdict.AuditorColluded,
            AuditorEngineFault = verdict.AuditorEngineFault,
        };
    }

    /// <summary>The verdict on a replica with the same root as one that is decided: the same leaves, so the same verdict by the same evidence. The auditor is paid once.</summary>
    /// <param name="receipt">The replica's entry.</param>
    /// <param name="judged">The verdict on its equal.</param>
    public static VerdictRecorded Following(ReceiptRecorded receipt, VerdictRecorded judged) => judged with
    {
        Receipt = receipt.Receipt,
        Node = receipt.Node,
        Operator = receipt.Operator,
        AuditorAtFault = false,
        AuditorColluded = false,
        AuditorEngineFault = false,
        RenderedRays = Verdict.Pays(judged.Decision) ? receipt.Rays : 0,
        AuditedRays = 0,
    };

    /// <summary>The verdict on a range of a tile of a statistical job.</summary>
    /// <param name="receipt">Its entry.</param>
    /// <param name="compared">The tile's comparison, in which it is judged.</param>
    /// <param name="raysOf">Rays that a compared receipt claims.</param>
    /// <param name="policy">The order's policy.</param>
    /// <exception cref="ArgumentException">The comparison does not judge it.</exception>
    public static VerdictRecorded OfRange(ReceiptRecorded receipt, RangesCompared compared, Func<Digest, ulong> raysOf, StatisticalPolicy policy)
    {
        var places = compared.Judged().Where(place => compared.Ranges[place].Receipt == receipt.Receipt).ToList();
        if (places.Count != 1) throw new ArgumentException("The comparison does not judge the receipt.", nameof(compared));
        var alone = compared.Finding(places[0], policy) != StatisticalFinding.None;
        var others = compared.Ranges.Where(range => range.Receipt != receipt.Receipt).Select(range => raysOf(range.Receipt));
        return new VerdictRecorded(
            receipt.Task, receipt.Receipt, receipt.Node, receipt.Operator, compared.Reveal, [], compared.Drawn, null, null, null, compared.Digest(),
            alone ? VerdictDecision.StoodAlone : VerdictDecision.Accepted, false, false,
            alone ? 0 : StatisticalRule.PaidRays(receipt.Rays, others, compared.Reference?.Rays), 0);
    }

    /// <summary>Whether it rests on a comparison of ranges, which the ledger holds: no block is drawn of those.</summary>
    public bool IsOfRange() => Drawn.Count == 0;

    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.VerdictRecorded;

    /// <inheritdoc/>
    public override string Key() => KeyOf(Task, Receipt);

    /// <summary>The key of the verdict on a receipt. It leads with the task, so that what is written together lies together.</summary>
    public static string KeyOf(TaskId task, Digest receipt) => $"verdict/{task}/{receipt}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [];
}
