using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Simulation.Machine;

namespace Render.Simulation.Adversaries.Rules;

/// <summary>
/// The rules alone, for questions that need more trials than the whole network can run: real commitments, receipts, beacon, draws of blocks and auditors, and
/// verdicts, called in the order in which the lifecycle calls them; no engine, no disk, no messages, no signatures.
/// </summary>
internal sealed class Courtroom
{
    /// <summary>Further renderings of a disputed block, as the lifecycle asks for them.</summary>
    private const int NoiseRuns = 4;

    private const int Chain = 1 << 16;

    private readonly SeededStream random;
    private readonly Policy policy;
    private BeaconGenerator beacon;
    private int revealed;

    /// <summary>A courtroom whose beacon and salts follow from a seed.</summary>
    public Courtroom(ulong seed, string purpose, Policy policy)
    {
        (random, this.policy) = (new SeededStream(seed, purpose), policy);
        beacon = new BeaconGenerator(Draw(), Chain);
    }

    /// <summary>Random numbers of its own.</summary>
    public SeededStream Random => random;

    /// <summary>32 random bytes.</summary>
    public Digest Draw()
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        random.Fill(bytes);
        return new Digest(bytes);
    }

    /// <summary>Judges a commitment: its receipt is final, the beacon reveals, blocks and auditor are drawn, the auditor reports, the verdict is made.</summary>
    /// <param name="task">The task.</param>
    /// <param name="tree">The node's commitment.</param>
    /// <param name="sums">The node's sums of a block, for a dispute.</param>
    /// <param name="owner">The node's operator.</param>
    /// <param name="candidates">Who may audit; none: the reference CPU does.</param>
    /// <param name="report">The leaf that an auditor reports for a block.</param>
    public Judgement Judge(
        CourtTask task, MerkleSumTree tree, Func<int, byte[]> sums, OperatorId owner, IReadOnlyList<AuditorCandidate> candidates, Func<AuditorCandidate, int, MerkleSum> report)
    {
        var root = tree.Root;
        var receipt = new Receipt(
            task.Network, task.Order, task.Digest, default, Digest.OfText(owner.Value), task.Package, task.Order, root.Hash, root.Rays, root.Invalid, root.Hash, root.Hash, 1,
            task.Network, 1, random.Bits() >> 16, ulong.MaxValue >> 16).Digest;
        var seed = Challenge.Seed(Reveal(), task.Salt, receipt);
        var drawn = Challenge.DrawBlocks(seed, tree.Leaves, policy.Tiers.Economy.AuditRatePpm);
        var auditor = AuditorDraw.Pick(seed, candidates, owner);
        var repeated = Challenge.IsRepeated(seed, policy.AuditRepeatPpm);
        AuditedBlock[] committed = [.. drawn.Select(block => new AuditedBlock(block, tree.Leaf(block)))];
        AuditedBlock[]? reported = auditor is null ? null : [.. drawn.Select(block => new AuditedBlock(block, report(auditor, block)))];
        ReferenceBlock[] reference = [.. Verdict.NeedsReference(committed, reported, repeated).Select(block => Refer(task, block, tree.Leaf(block), sums))];
        var evidence = new VerdictEvidence(task.Digest, task.Samples.Count, drawn, repeated, committed, reported, reference);
        var verdict = Verdict.Decide(evidence);
        return new Judgement(verdict, auditor, drawn.Length, reference.Length, Verdict.Pays(verdict.Decision) ? verdict.PaidRays(root.Rays, evidence) : 0);
    }

    private static ReferenceBlock Refer(CourtTask task, int block, MerkleSum committed, Func<int, byte[]> sums)
    {
        var truth = task.Render(block, task.Samples);
        var leaf = Leaf.Of(task.Digest, block, truth.Sums, truth.Rays, truth.Invalid);
        return leaf == committed
            ? new ReferenceBlock(block, leaf, null)
            : new ReferenceBlock(block, leaf, new BlockDispute(sums(block), truth.Sums, [.. Enumerable.Range(1, NoiseRuns).Select(run => task.Render(block, task.Samples with { Start = run * task.Samples.Count }).Sums)]));
    }

    private Digest Reveal()
    {
        if (revealed == beacon.Length)
            (beacon, revealed) = (new BeaconGenerator(Draw(), Chain), 0);
        return beacon.Reveal(++revealed);
    }
}

/// <summary>What came of a receipt.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Auditor">Who audited; null: the reference CPU.</param>
/// <param name="Drawn">Blocks drawn.</param>
/// <param name="Referred">Blocks that the reference CPU rendered, noise left out.</param>
/// <param name="PaidRays">Rays that are paid.</param>
internal sealed record Judgement(Verdict Verdict, AuditorCandidate? Auditor, int Drawn, int Referred, ulong PaidRays);
