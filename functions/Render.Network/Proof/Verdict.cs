namespace Render.Network.Proof;

/// <summary>The decision on a receipt, and who is at fault.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="NodeAtFault">Whether the node is convicted.</param>
/// <param name="AuditorAtFault">Whether the auditor's report is false.</param>
/// <param name="Differing">Blocks on which node, auditor and reference are not all the same, ascending.</param>
public sealed record Verdict(VerdictDecision Decision, bool NodeAtFault, bool AuditorAtFault, IReadOnlyList<int> Differing)
{
    /// <summary>
    /// Whether the auditor confirmed what is proven false: on blocks that refute the node by themselves its leaves are the node's. Two that computed apart do not
    /// invent the same picture, so it is convicted as the node is. Blocks that merely round otherwise never lead here.
    /// </summary>
    public bool AuditorColluded { get; init; }

    /// <summary>Whether the auditor's blocks differ from the reference CPU's and not statistically: it is paid, and its class of devices has an engine fault.</summary>
    public bool AuditorEngineFault { get; init; }

    /// <summary>Full blocks and large edge blocks are tested alone; smaller ones, with too few values, together.</summary>
    private const int TestedAlone = 16 * ResultHeader.PixelSize;

    /// <summary>Whether the node's work is accepted and paid.</summary>
    public static bool Pays(VerdictDecision decision) => decision is VerdictDecision.Accepted or VerdictDecision.AuditorAtFault or VerdictDecision.EngineFault;

    /// <summary>
    /// The rays of a paid receipt that are paid. An engine may count otherwise than the reference CPU, within limits, and is not convicted for it; but rays are
    /// pay, so where it counts more, the whole receipt is paid at the rate of the drawn block on which it exceeded most. The mean over the blocks would
    /// leave a gain in counting more on some of them.
    /// </summary>
    /// <param name="claimed">The receipt's rays.</param>
    /// <param name="evidence">What this verdict was decided on.</param>
    public ulong PaidRays(ulong claimed, VerdictEvidence evidence)
    {
        if (Decision != VerdictDecision.EngineFault) return claimed;
        var (counted, stated) = (1UL, 1UL);
        var committed = evidence.Committed.ToDictionary(b => b.Block, b => b.Leaf.Rays);
        foreach (var reference in evidence.Reference)
            if (committed.TryGetValue(reference.Block, out var rays) && (UInt128)reference.Leaf.Rays * stated < (UInt128)counted * rays)
                (counted, stated) = (reference.Leaf.Rays, rays);
        return (ulong)((UInt128)claimed * counted / stated);
    }

    /// <summary>The rays of a report that are paid: none of a false one, and where the reference CPU traced a block too, no more than it did.</summary>
    /// <param name="evidence">What this verdict was decided on.</param>
    public ulong PaidAuditRays(VerdictEvidence evidence)
    {
        if (AuditorAtFault || evidence.Reported is not { } reported) return 0;
        var truth = evidence.Reference.ToDictionary(b => b.Block, b => b.Leaf.Rays);
        return reported.Aggregate(0UL, (sum, block) => checked(sum + (truth.TryGetValue(block.Block, out var rays) ? Math.Min(rays, block.Leaf.Rays) : block.Leaf.Rays)));
    }

    /// <summary>The blocks for which the reference CPU must be asked: those on which the auditor disagrees, or all where it audits itself or repeats.</summary>
    public static IReadOnlyList<int> NeedsReference(IReadOnlyList<AuditedBlock> committed, IReadOnlyList<AuditedBlock>? reported, bool repeated)
    {
        if (repeated || reported is null) return [.. committed.Select(b => b.Block)];
        var claims = reported.ToDictionary(b => b.Block, b => b.Leaf);
        return [.. committed.Where(b => !claims.TryGetValue(b.Block, out var leaf) || leaf != b.Leaf).Select(b => b.Block)];
    }

    /// <summary>
    /// Decides. Leaves that agree are accepted; where they do not, the reference CPU says who is wrong, and nobody is convicted on bytes
    /// alone: see <see cref="PairedTest"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The evidence contradicts itself: leaves for other blocks than were drawn, or sums that are not those a leaf commits to.</exception>
    public static Verdict Decide(VerdictEvidence evidence)
    {
        Demand(evidence.Committed.Select(b => b.Block).SequenceEqual(evidence.Drawn), "The node's leaves are not those of the drawn blocks.");
        Demand(evidence.Reported is null || evidence.Reported.Select(b => b.Block).SequenceEqual(evidence.Drawn), "The auditor's leaves are not those of the drawn blocks.");
        var reference = evidence.Reference.ToDictionary(b => b.Block);
        var needed = NeedsReference(evidence.Committed, evidence.Reported, evidence.Repeated);
        if (needed.Any(b => !reference.ContainsKey(b))) return new Verdict(VerdictDecision.Inconclusive, false, false, needed);

        var differing = new SortedSet<int>();
        var (suspects, confirmed, doubted) = (new List<Suspect>(), new List<Suspect>(), new List<Suspect>());
        for (var i = 0; i < evidence.Drawn.Count; i++)
        {
            if (!reference.TryGetValue(evidence.Drawn[i], out var truth)) continue;
            var auditorIsWrong = evidence.Reported is { } reported && reported[i].Leaf != truth.Leaf;
            var nodeDiffers = evidence.Committed[i].Leaf != truth.Leaf;
            if (auditorIsWrong || nodeDiffers) differing.Add(truth.Block);
            if (nodeDiffers) suspects.Add(new Suspect(truth, evidence.Committed[i].Leaf, truth.Dispute));
            if (!auditorIsWrong) continue;
            var reportedLeaf = evidence.Reported![i].Leaf;
            // Where both say the same, what the node uploaded is what the auditor computed.
            var same = nodeDiffers && reportedLeaf == evidence.Committed[i].Leaf;
            doubted.Add(new Suspect(truth, reportedLeaf, same ? truth.Dispute : truth.AuditorDispute));
            if (same) confirmed.Add(doubted[^1]);
        }

        var node = Judge(evidence, suspects);
        // What the auditor cannot show is not believed: a leaf alone tells a lie from a rounding no better than any hash.
        var auditor = doubted.Count == 0 ? VerdictDecision.Accepted : Judge(evidence, doubted) == VerdictDecision.EngineFault ? VerdictDecision.EngineFault : VerdictDecision.Rejected;
        var atFault = auditor == VerdictDecision.Rejected && node != VerdictDecision.Inconclusive;
        var decision = node == VerdictDecision.Accepted && atFault ? VerdictDecision.AuditorAtFault : node;
        return new Verdict(decision, decision == VerdictDecision.Rejected, atFault, [.. differing])
        {
            AuditorColluded = decision == VerdictDecision.Rejected && confirmed.Count > 0 && Judge(evidence, confirmed) == VerdictDecision.Rejected,
            AuditorEngineFault = auditor == VerdictDecision.EngineFault && node != VerdictDecision.Inconclusive,
        };
    }

    private static VerdictDecision Judge(VerdictEvidence evidence, List<Suspect> suspects)
    {
        if (suspects.Count == 0) return VerdictDecision.Accepted;
        if (suspects.Any(s => s.Shown is not { NoiseSums.Count: > 0 })) return VerdictDecision.Inconclusive;
        var together = new PairedTest(evidence.Samples);
        foreach (var (reference, node, shown) in suspects)
        {
            var dispute = shown!;
            CheckDispute(evidence.Task, reference, dispute, node);
            if (!ResultFile.ArePossible(dispute.NodeSums, evidence.Samples)) return VerdictDecision.Rejected;
            var test = dispute.ReferenceSums.Length >= TestedAlone ? new PairedTest(evidence.Samples) : together;
            test.Add(dispute, node, reference.Leaf);
            if (test != together && !test.Same) return VerdictDecision.Rejected;
        }

        return together.Same ? VerdictDecision.EngineFault : VerdictDecision.Rejected;
    }

    private static void CheckDispute(Digest task, ReferenceBlock reference, BlockDispute dispute, MerkleSum node)
    {
        var length = dispute.ReferenceSums.Length;
        Demand(length > 0 && length % ResultHeader.PixelSize == 0 && dispute.NodeSums.Length == length && dispute.NoiseSums.All(n => n.Length == length), "The sums are not of one block.");
        Demand(Leaf.Of(task, reference.Block, dispute.NodeSums, node.Rays, node.Invalid) == node, "The node's sums are not those its leaf commits to.");
        Demand(Leaf.Of(task, reference.Block, dispute.ReferenceSums, reference.Leaf.Rays, reference.Leaf.Invalid) == reference.Leaf, "The reference's sums are not those of its leaf.");
    }

    /// <summary>A leaf that is not the reference CPU's, with the pixels behind it where they are known.</summary>
    private readonly record struct Suspect(ReferenceBlock Reference, MerkleSum Leaf, BlockDispute? Shown);

    private static void Demand(bool holds, string message)
    {
        if (!holds) throw new ArgumentException(message);
    }
}
