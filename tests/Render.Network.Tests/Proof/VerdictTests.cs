using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public sealed class VerdictTests
{
    private const int Samples64 = 64;
    private static readonly Digest Task = Samples.Digest("task");

    [Fact]
    public void Decide_AuditorAgrees_Accepts()
    {
        var honest = Render(0);
        var verdict = Decide(honest, honest, null);
        Assert.Equal((VerdictDecision.Accepted, false, false), (verdict.Decision, verdict.NodeAtFault, verdict.AuditorAtFault));
        Assert.Empty(verdict.Differing);
    }

    [Fact]
    public void Decide_AuditorDisagreesWithoutReference_IsInconclusive() =>
        Assert.Equal(VerdictDecision.Inconclusive, Decide(Render(0), Render(1), null).Decision);

    [Fact]
    public void Decide_ReferenceAgreesWithNode_BlamesAuditor()
    {
        var verdict = Decide(Render(0), Render(1), Render(0));
        Assert.Equal((VerdictDecision.AuditorAtFault, false, true), (verdict.Decision, verdict.NodeAtFault, verdict.AuditorAtFault));
        Assert.True(Verdict.Pays(verdict.Decision));
    }

    [Fact]
    public void Decide_NodeInventedTheBlock_Rejects()
    {
        var verdict = Decide(Forge(_ => 12_345_678), Render(0), Render(0));
        Assert.Equal((VerdictDecision.Rejected, true, false), (verdict.Decision, verdict.NodeAtFault, verdict.AuditorAtFault));
        Assert.Equal([0], verdict.Differing);
        Assert.False(Verdict.Pays(verdict.Decision));
    }

    [Fact]
    public void Decide_NodeRenderedOtherSamples_Rejects() => Assert.Equal(VerdictDecision.Rejected, Decide(Render(1), Render(0), Render(0)).Decision);

    [Fact]
    public void Decide_NodeAndAuditorBothWrong_BlamesBoth()
    {
        var verdict = Decide(Forge(_ => 5), Forge(_ => 6), Render(0));
        Assert.Equal((VerdictDecision.Rejected, true, true), (verdict.Decision, verdict.NodeAtFault, verdict.AuditorAtFault));
    }

    [Fact]
    public void Decide_NodeAndAuditorColludeAndTheAuditIsRepeated_BlamesBoth()
    {
        var forged = Forge(_ => 5);
        var verdict = Decide(forged, forged, Render(0), repeated: true);
        Assert.Equal((VerdictDecision.Rejected, true, true), (verdict.Decision, verdict.NodeAtFault, verdict.AuditorAtFault));
    }

    [Fact]
    public void Decide_AuditorConfirmsAForgery_IsConvictedToo()
    {
        var forged = Forge(_ => 5);
        Assert.True(Decide(forged, forged, Render(0), repeated: true).AuditorColluded);
        // Another invention is a false audit, and no proof that they know each other.
        Assert.False(Decide(forged, Forge(_ => 6), Render(0), repeated: true).AuditorColluded);
        Assert.False(Decide(forged, Render(0), Render(0), repeated: true).AuditorColluded);
        // Where the reference CPU decided nothing, nobody is convicted.
        var silent = Evidence(forged, forged, Render(0), true);
        Assert.False(Verdict.Decide(silent with { Reference = [silent.Reference[0] with { Dispute = null }] }).AuditorColluded);
    }

    [Fact]
    public void Decide_NodeAndAuditorRoundAlike_BlamesNobody()
    {
        var rounded = Rounded(Render(0));
        var verdict = Decide(rounded, rounded, Render(0), repeated: true);
        Assert.Equal((VerdictDecision.EngineFault, false, false, false, true), (verdict.Decision, verdict.NodeAtFault, verdict.AuditorAtFault, verdict.AuditorColluded, verdict.AuditorEngineFault));
    }

    [Fact]
    public void Decide_AuditorAgreesOnARoundedBlockOfAForger_IsNoAccomplice()
    {
        // The node forged block 1 and rounds otherwise on block 0, as the auditor does, who computed both.
        var (truth, rounded, forged) = (Render(0), Rounded(Render(0)), Forge(_ => 5));
        BlockDispute Shown(long[] sums) => new(Samples.Bytes(sums), Samples.Bytes(truth), [Samples.Bytes(Render(101)), Samples.Bytes(Render(102))]);
        MerkleSum At(int block, long[] sums) => Leaf.Of(Task, block, Samples.Bytes(sums), 1_000, 0);
        var verdict = Verdict.Decide(new VerdictEvidence(
            Task, Samples64, [0, 1], true, [new AuditedBlock(0, At(0, rounded)), new AuditedBlock(1, At(1, forged))], [new AuditedBlock(0, At(0, rounded)), new AuditedBlock(1, At(1, rounded))],
            [new ReferenceBlock(0, At(0, truth), Shown(rounded)), new ReferenceBlock(1, At(1, truth), Shown(forged), Shown(rounded))]));
        Assert.Equal((true, false, false, true), (verdict.NodeAtFault, verdict.AuditorAtFault, verdict.AuditorColluded, verdict.AuditorEngineFault));
    }

    [Fact]
    public void Decide_AuditorRoundsOtherwiseAndShowsIt_IsAnEngineFaultThatIsPaid()
    {
        var (truth, rounded) = (Render(0), Rounded(Render(0)));
        var evidence = Evidence(truth, rounded, truth, false);
        var dispute = new BlockDispute(Samples.Bytes(rounded), Samples.Bytes(truth), [Samples.Bytes(Render(101)), Samples.Bytes(Render(102))]);
        var shown = evidence with { Reference = [evidence.Reference[0] with { AuditorDispute = dispute }] };
        var verdict = Verdict.Decide(shown);
        Assert.Equal((VerdictDecision.Accepted, false, true), (verdict.Decision, verdict.AuditorAtFault, verdict.AuditorEngineFault));
        Assert.Equal(1_000UL, verdict.PaidAuditRays(shown));
        // A leaf that is not shown is not believed.
        Assert.Equal((VerdictDecision.AuditorAtFault, true, 0UL), (Verdict.Decide(evidence).Decision, Verdict.Decide(evidence).AuditorAtFault, Verdict.Decide(evidence).PaidAuditRays(evidence)));
    }

    [Fact]
    public void Decide_AuditorShowsAnInvention_IsAtFault()
    {
        var (truth, lie) = (Render(0), Render(1));
        var evidence = Evidence(truth, lie, truth, false);
        var dispute = new BlockDispute(Samples.Bytes(lie), Samples.Bytes(truth), [Samples.Bytes(Render(101)), Samples.Bytes(Render(102))]);
        Assert.True(Verdict.Decide(evidence with { Reference = [evidence.Reference[0] with { AuditorDispute = dispute }] }).AuditorAtFault);
        // Nor can it show other pixels than its leaf is of.
        Assert.Throws<ArgumentException>(() => Verdict.Decide(evidence with { Reference = [evidence.Reference[0] with { AuditorDispute = dispute with { NodeSums = Samples.Bytes(Rounded(truth)) } }] }));
    }

    [Fact]
    public void Decide_NodeRoundsOtherwise_IsAnEngineFault()
    {
        var truth = Render(0);
        var verdict = Decide(truth.Select((v, i) => v + (i % 3 - 1) * 20L).ToArray(), truth, truth);
        Assert.Equal((VerdictDecision.EngineFault, false, false), (verdict.Decision, verdict.NodeAtFault, verdict.AuditorAtFault));
    }

    [Fact]
    public void Decide_AFewPathsWentElsewhere_IsAnEngineFault()
    {
        // Each eleventh value has one of its 64 samples replaced by another.
        var (truth, other) = (Render(0), Render(1));
        var node = truth.Select((v, i) => i % 11 == 0 ? v + (other[i] - v) / Samples64 + 4_000 : v).ToArray();
        Assert.Equal(VerdictDecision.EngineFault, Decide(node, truth, truth).Decision);
    }

    [Fact]
    public void Decide_HalfTheSamplesDoubled_Rejects()
    {
        var truth = Render(0);
        var half = Render(0, samples: 32).Select(v => 2 * v).ToArray();
        Assert.Equal(VerdictDecision.Rejected, Decide(half, truth, truth).Decision);
    }

    [Fact]
    public void Decide_EverythingAThousandthBrighter_Rejects()
    {
        var truth = Render(0);
        Assert.Equal(VerdictDecision.Rejected, Decide([.. truth.Select(v => v + v / 1_000)], truth, truth).Decision);
    }

    [Fact]
    public void Decide_RaysInflated_Rejects()
    {
        var truth = Render(0);
        var evidence = Evidence(truth, truth, truth, false, nodeRays: 1_500);
        Assert.Equal(VerdictDecision.Rejected, Verdict.Decide(evidence).Decision);
    }

    [Theory]
    [InlineData(1_050UL, 10_000UL)]
    [InlineData(1_000UL, 10_500UL)]
    [InlineData(990UL, 10_500UL)]
    public void PaidRays_EngineCountsOtherwise_NeverAboveTheReferencesRate(ulong counted, ulong paid)
    {
        var truth = Render(0);
        var node = counted == 1_000 ? truth.Select((v, i) => v + (i % 3 - 1) * 20L).ToArray() : truth;
        var evidence = Evidence(node, truth, truth, false, nodeRays: counted);
        var verdict = Verdict.Decide(evidence);
        Assert.Equal(VerdictDecision.EngineFault, verdict.Decision);
        Assert.Equal(paid, verdict.PaidRays(10_500, evidence));
    }

    [Fact]
    public void Decide_SumsNoSamplesCanGive_Rejects() =>
        Assert.Equal(VerdictDecision.Rejected, Decide(Forge(_ => Samples64 * ResultFile.MaxSample + 1), Render(0), Render(0)).Decision);

    [Fact]
    public void Decide_NoAuditor_AsksTheReferenceForEveryBlock()
    {
        Assert.Equal([0], Verdict.NeedsReference([new AuditedBlock(0, LeafOf(Render(0)))], null, false));
        var evidence = Evidence(Render(0), Render(0), Render(0), false) with { Reported = null };
        Assert.Equal(VerdictDecision.Accepted, Verdict.Decide(evidence).Decision);
        Assert.Equal(VerdictDecision.Inconclusive, Verdict.Decide(evidence with { Reference = [] }).Decision);
    }

    [Fact]
    public void Decide_SumsThatNoLeafCommitsTo_Throws()
    {
        var evidence = Evidence(Render(1), Render(0), Render(0), false);
        var dispute = evidence.Reference[0].Dispute!;
        var swapped = evidence with { Reference = [evidence.Reference[0] with { Dispute = dispute with { NodeSums = dispute.ReferenceSums } }] };
        Assert.Throws<ArgumentException>(() => Verdict.Decide(swapped));
    }

    [Fact]
    public void Decide_LeavesOfOtherBlocksThanDrawn_Throws() =>
        Assert.Throws<ArgumentException>(() => Verdict.Decide(Evidence(Render(0), Render(0), null, false) with { Drawn = [1] }));

    private static Verdict Decide(long[] node, long[] auditor, long[]? reference, bool repeated = false) => Verdict.Decide(Evidence(node, auditor, reference, repeated));

    private static VerdictEvidence Evidence(long[] node, long[] auditor, long[]? reference, bool repeated, ulong nodeRays = 1_000)
    {
        var committed = LeafOf(node, nodeRays);
        ReferenceBlock[] truth = reference is null ? [] : [new ReferenceBlock(
            0,
            LeafOf(reference),
            LeafOf(reference) == committed ? null : new BlockDispute(Samples.Bytes(node), Samples.Bytes(reference), [Samples.Bytes(Render(101)), Samples.Bytes(Render(102))]))];
        return new VerdictEvidence(Task, Samples64, [0], repeated, [new AuditedBlock(0, committed)], [new AuditedBlock(0, LeafOf(auditor))], truth);
    }

    private static long[] Rounded(long[] sums) => [.. sums.Select((v, i) => v + (((i % 3) - 1) * 20L))];

    private static MerkleSum LeafOf(long[] sums, ulong rays = 1_000) => Leaf.Of(Task, 0, Samples.Bytes(sums), rays, 0);

    private static long[] Forge(Func<int, long> value) => [.. Enumerable.Range(0, 192).Select(value)];

    /// <summary>A noisy block: each value the sum of samples that a seed draws between 0 and twice its mean.</summary>
    private static long[] Render(int seed, int samples = Samples64)
    {
        var sums = new long[192];
        for (var i = 0; i < sums.Length; i++)
        {
            var stream = new HashStream(DomainTags.Task, Samples.Digest($"{seed} {i}"));
            for (var s = 0; s < samples; s++) sums[i] += (long)stream.Below((ulong)(1 + i) << 20);
        }

        return sums;
    }
}
