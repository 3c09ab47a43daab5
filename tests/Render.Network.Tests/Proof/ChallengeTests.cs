using FsCheck.Xunit;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public sealed class ChallengeTests
{
    [Property]
    public bool DrawBlocks_AnyTask_AreDistinctInRangeAndAsManyAsTheRate(int seed, ushort size, ushort rate)
    {
        var blocks = 1 + size % 2_000;
        var ppm = rate * 15;
        var drawn = Challenge.DrawBlocks(Samples.Digest(seed), blocks, ppm);
        var least = Challenge.Least(blocks, ppm);
        return least == Math.Max(1, blocks * (long)ppm / 1_000_000)
            && (drawn.Length == least || (drawn.Length == least + 1 && Challenge.Mean(blocks, ppm) > least))
            && drawn.Distinct().Count() == drawn.Length && drawn[0] >= 0 && drawn[^1] < blocks && drawn.SequenceEqual(drawn.Order());
    }

    [Theory]
    [InlineData(16, 1, 1)]
    [InlineData(64, 1, 2)]
    [InlineData(920, 18, 19)]
    [InlineData(5_000, 99, 99)]
    public void Count_ManySeeds_IsTheRateInTheMean(int blocks, int least, int most)
    {
        const int Rounds = 20_000, Rate = 19_800;
        var counts = Enumerable.Range(0, Rounds).Select(i => Challenge.Count(Samples.Digest(i), blocks, Rate)).ToList();
        Assert.Equal((least, most), (counts.Min(), counts.Max()));
        // Four standard errors of a coin: at most 0.5 / √20,000 each.
        Assert.Equal(Challenge.Mean(blocks, Rate), counts.Average(), 4 * 0.5 / Math.Sqrt(Rounds));
        Assert.Equal(Math.Max(1, blocks * 0.0198), Challenge.Mean(blocks, Rate), 1e-9);
    }

    [Fact]
    public void Count_OfASeed_SaysNothingOfWhichBlocks()
    {
        // Where one more is drawn, the first that are drawn are no others: the two streams are apart.
        var drawn = Enumerable.Range(0, 4_000).Select(i => Challenge.DrawBlocks(Samples.Digest(i), 75, 20_000)).ToList();
        Assert.Equal(37, drawn.Where(d => d.Length == 1).Average(d => d[0]), 2.5);
        Assert.Equal(37, drawn.Where(d => d.Length == 2).Average(d => d.Average()), 2.5);
    }

    [Fact]
    public void DrawBlocks_ManySeeds_HitEveryBlockAlike()
    {
        const int Blocks = 20, Rounds = 6_000, Each = 3;
        var counts = new int[Blocks];
        for (var i = 0; i < Rounds; i++)
            foreach (var block in Challenge.DrawBlocks(Samples.Digest(i), Blocks, 150_000))
                counts[block]++;
        var expected = Rounds * Each / (double)Blocks;
        var chiSquare = counts.Sum(c => (c - expected) * (c - expected) / expected) * Blocks / (Blocks - Each);

        // 19 degrees of freedom: above 43.8 once in a thousand; the seeds are fixed, so this is one fact and not a chance.
        Assert.InRange(chiSquare, 5, 43.8);
    }

    [Fact]
    public void Below_ManyDraws_AreUniform()
    {
        var stream = new HashStream(DomainTags.DrawBlocks, Samples.Digest("uniform"));
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++) counts[stream.Below(7)]++;
        Assert.InRange(counts.Sum(c => (c - 10_000.0) * (c - 10_000.0) / 10_000), 0.5, 22.5);
    }

    [Fact]
    public void Below_BoundAboveHalfTheWords_StaysBelow()
    {
        var stream = new HashStream(DomainTags.DrawBlocks, Samples.Digest("large"));
        const ulong Bound = (1UL << 63) + 1;
        for (var i = 0; i < 1_000; i++) Assert.True(stream.Below(Bound) < Bound);
    }

    [Fact]
    public void Seed_AnyPartChanged_DrawsOtherwise()
    {
        var (reveal, salt, receipt) = (Samples.Digest("reveal"), Samples.Digest("salt"), Samples.Digest("receipt"));
        var seed = Challenge.Seed(reveal, salt, receipt);
        Assert.Equal(4, new[] { seed, Challenge.Seed(salt, salt, receipt), Challenge.Seed(reveal, reveal, receipt), Challenge.Seed(reveal, salt, salt) }.Distinct().Count());
    }

    [Fact]
    public void IsRepeated_OnePercent_IsAboutOneInAHundred()
    {
        var repeated = Enumerable.Range(0, 20_000).Count(i => Challenge.IsRepeated(Samples.Digest(i), 10_000));
        Assert.InRange(repeated, 150, 250);
        Assert.DoesNotContain(Enumerable.Range(0, 100), i => Challenge.IsRepeated(Samples.Digest(i), 0));
    }

    [Property(MaxTest = 50)]
    public bool Auditor_CandidatesInAnyOrder_IsTheSameAndOfAnotherOperator(int seed, byte count)
    {
        var candidates = Candidates(1 + count % 12);
        var digest = Samples.Digest(seed);
        var rendered = OperatorId.Parse("op-0");
        var picked = AuditorDraw.Pick(digest, candidates, rendered);
        return picked == AuditorDraw.Pick(digest, candidates.Reverse(), rendered)
            && (picked is null ? candidates.All(c => c.Operator == rendered) : picked.Operator != rendered)
            && AuditorDraw.Digest(candidates) == AuditorDraw.Digest(candidates.Reverse());
    }

    [Fact]
    public void Auditor_EachAttempt_DrawsAnotherUntilNobodyIsLeft()
    {
        var candidates = Candidates(8);
        var drawn = Enumerable.Range(0, 7).Select(a => AuditorDraw.Pick(Samples.Digest("seed"), candidates, OperatorId.Parse("op-0"), a)?.Node).ToList();
        Assert.Equal(5, drawn.Take(5).Distinct().Count(n => n is not null));
        Assert.All(drawn.Skip(5), Assert.Null);
    }

    [Fact]
    public void Auditor_Weights_AreItsShareOfDraws()
    {
        AuditorCandidate[] candidates = [new(NodeKey.IdOf(Samples.Digest(1)), OperatorId.Parse("op-1"), 1), new(NodeKey.IdOf(Samples.Digest(2)), OperatorId.Parse("op-2"), 3)];
        var heavy = Enumerable.Range(0, 8_000).Count(i => AuditorDraw.Pick(Samples.Digest(i), candidates, OperatorId.Parse("op-0")) == candidates[1]);
        Assert.InRange(heavy, 5_850, 6_150);
    }

    private static AuditorCandidate[] Candidates(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new AuditorCandidate(NodeKey.IdOf(Samples.Digest(i)), OperatorId.Parse($"op-{i % 3}"), 1))];
}
