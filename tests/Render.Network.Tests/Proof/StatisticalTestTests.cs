using System.Buffers.Binary;
using FsCheck.Xunit;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Proof;

public sealed class StatisticalTestTests
{
    [Theory]
    [InlineData(6, 100, 25)]
    [InlineData(600, 100, 35)]
    [InlineData(6, 1, 35)]
    [InlineData(1, 1_000_000, 3)]
    public void Limit_OfTestsAndRate_IsTheLeastIntegerOrOneMore(int tests, int ppm, int expected)
    {
        var exact = 2 * Math.Log(4.0 * tests * 1e6 / ppm);
        Assert.InRange(StatisticalTest.Limit(tests, ppm), exact, exact + 1.5);
        Assert.Equal(expected, StatisticalTest.Limit(tests, ppm));
    }

    [Fact]
    public void Comparison_HeavyTailedNoiseOfOneLaw_FindsNothing()
    {
        for (var round = 0; round < 60; round++)
            Assert.Equal(StatisticalFinding.None, Found(Picture(2 * round, 0, Noise), Picture((2 * round) + 1, 16, Noise)));
    }

    [Property(MaxTest = 60)]
    public bool Comparison_SidesExchanged_FindsTheMirrorImage(ushort seed)
    {
        var (a, b) = (Picture(seed, 0, Noise), Picture(seed + 70_000, 16, (stream, smooth) => smooth + ((Noise(stream, smooth) - smooth) / 20)));
        var (one, other) = (Found(a, b), Found(b, a));
        return one.HasFlag(StatisticalFinding.TooNoisy) && other.HasFlag(StatisticalFinding.TooSmooth)
            && (one & ~(StatisticalFinding.TooNoisy | StatisticalFinding.TooSmooth)) == (other & ~(StatisticalFinding.TooNoisy | StatisticalFinding.TooSmooth));
    }

    [Fact]
    public void Comparison_WithABlankPicture_FindsItsMeans() =>
        Assert.True(Found(Picture(1, 0, static (_, _) => 0), Picture(2, 16, Noise)).HasFlag(StatisticalFinding.Means));

    [Fact]
    public void Comparison_WithABias_FindsItsMeans() =>
        Assert.True(Found(Picture(1, 0, static (s, m) => Noise(s, m) * 5 / 4), Picture(2, 16, Noise)).HasFlag(StatisticalFinding.Means));

    [Fact]
    public void Comparison_WithOneBlankBlockAmongMany_FindsIt()
    {
        var forged = Create(0, (block, stream, smooth) => block == 20 ? 0 : Noise(stream, smooth), 5);
        Assert.True(Found(forged, Picture(6, 16, Noise)).HasFlag(StatisticalFinding.Means));
    }

    [Fact]
    public void Comparison_WithErrorsSharedByNeighbours_FindsTheirCorrelation()
    {
        // Four times the variance, spread over four pixels: as noisy as an honest picture, pixel by pixel.
        var shared = Create(0, (block, stream, smooth) => smooth + (2 * (Noise(stream & ~0x1ffUL, smooth) - smooth)), 9);
        Assert.True(Found(shared, Picture(10, 16, Noise)).HasFlag(StatisticalFinding.Correlation));
    }

    [Fact]
    public void Comparison_OfWhatOnlyRoundingTellsApart_FindsNothing()
    {
        // A plain background has no noise; one engine rounds every sample up.
        var (plain, rounded) = (Picture(1, 0, static (_, smooth) => smooth), Picture(2, 16, static (_, smooth) => smooth + 16));
        Assert.Equal(StatisticalFinding.None, Found(plain, rounded));
        Assert.True(Found(plain, Picture(2, 16, static (_, smooth) => smooth + (smooth >> 12))).HasFlag(StatisticalFinding.Means));
    }

    [Fact]
    public void Comparison_OfOverlappingUnequalOrUnalignedRanges_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Found(Picture(1, 0, Noise), Picture(2, 15, Noise)));
        var longer = ResultFile.Create(new ResultHeader(Region, 3, new SampleRange(64, 17)), static (_, _) => (1, 0));
        Assert.Throws<ArgumentException>(() => Found(Picture(1, 0, Noise), longer));
        Assert.Throws<ArgumentException>(() => Found(Picture(1, 0, Noise), Picture(2, 24, Noise)));
        var elsewhere = ResultFile.Create(new ResultHeader(Region with { X = 8 }, 3, new SampleRange(64, 16)), static (_, _) => (1, 0));
        Assert.Throws<ArgumentException>(() => Found(Picture(1, 0, Noise), elsewhere));
    }

    [Fact]
    public void Block_OfAnotherSize_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => StatisticalBlock.Of(new byte[24 * 8], new byte[24 * 8], 5));
        Assert.Throws<ArgumentException>(() => StatisticalBlock.Of(new byte[24 * 8], new byte[24 * 4], 4));
        Assert.Throws<ArgumentException>(() => StatisticalBlock.Of([], [], 8));
    }

    [Fact]
    public void Block_OfOnePixel_HasItsMeansAlone()
    {
        var (a, b) = (new byte[24], new byte[24]);
        BinaryPrimitives.WriteInt64LittleEndian(a, 5_000);
        var block = StatisticalBlock.Of(a, b, 1);
        Assert.Equal(1, block.Red.Excess);
        Assert.Equal(0, block.Variance.Excess + block.Rows.Excess + block.Columns.Excess);
    }

    [Theory]
    [InlineData(2, false, StatisticalFinding.None, false)]
    [InlineData(2, true, StatisticalFinding.None, true)]
    [InlineData(2, false, StatisticalFinding.Means, true)]
    [InlineData(1, false, StatisticalFinding.None, true)]
    public void NeedsReference_DrawnAlarmedOrAlone_AsksIt(int ranges, bool drawn, StatisticalFinding found, bool expected) =>
        Assert.Equal(expected, StatisticalRule.NeedsReference(ranges, drawn, ranges == 2 ? [found] : []));

    [Property]
    public bool PaidRays_WhateverIsClaimed_AreNoMoreThanWasCountedBesideIt(ulong claimed, ulong other, ulong reference) =>
        StatisticalRule.PaidRays(claimed, [other], null) == Math.Min(claimed, other)
        && StatisticalRule.PaidRays(claimed, [other], reference) == Math.Min(claimed, reference);

    [Fact]
    public void ReferenceSamples_OfAHalf_CanBeComparedWithBoth()
    {
        var reference = StatisticalRule.ReferenceSamples(new SampleRange(16, 16), 32);
        foreach (var start in new[] { 0, 16 })
            Assert.Null(StatisticalRule.WhyNot(new ResultHeader(Region, 3, reference), new ResultHeader(Region, 3, new SampleRange(start, 16))));
    }

    [Fact]
    public void Evidence_OfAnotherShape_IsNotWellFormed()
    {
        var sound = StatisticalRule.Compare(Picture(1, 0, Noise), Picture(2, 16, Noise));
        Assert.True(sound.IsWellFormed(Region.Blocks));
        Assert.False(sound.IsWellFormed(1));
        Assert.False((sound with { Worst = [] }).IsWellFormed(Region.Blocks));
        Assert.False((sound with { Together = [.. sound.Together.Select(static sum => sum with { Squares = -1 })] }).IsWellFormed(Region.Blocks));
        Assert.False((sound with { Together = [.. sound.Together.Select(static sum => sum with { Sum = double.NaN })] }).IsWellFormed(Region.Blocks));
    }

    private static StatisticalFinding Found(ResultFile a, ResultFile b) => StatisticalRule.Compare(a, b).Find(100);

    private static readonly PixelRegion Region = new(0, 0, 60, 44);

    private static ResultFile Picture(int seed, int firstSample, Func<ulong, long, long> value) => Create(firstSample, (_, stream, smooth) => value(stream, smooth), seed);

    /// <summary>A picture with an edge and a gradient; values are functions of a stream for each pixel and channel and of what the pixel would be without noise.</summary>
    private static ResultFile Create(int firstSample, Func<int, ulong, long, long> value, int seed) => ResultFile.Create(
        new ResultHeader(Region, 3, new SampleRange(firstSample, 16)),
        (block, pixels) =>
        {
            for (var i = 0; i < pixels.Length; i++)
            {
                var smooth = (10_000_000L * (1 + (block % 3))) + (i > pixels.Length / 2 ? 4_000_000 : 0) + (50_000 * i);
                pixels.Span[i] = value(block, (ulong)((((seed * 64L) + block) * 16_384) + (i / 3 * 256) + (i % 3)), smooth);
            }

            return (64, 0);
        });

    /// <summary>One pixel in a hundred is a firefly; the others follow a skewed law.</summary>
    private static long Noise(ulong stream, long smooth)
    {
        var bits = Mix(stream);
        var unit = ((bits >> 11) + 1) / (double)(1UL << 53);
        return bits % 100 == 0 ? smooth * 60 : (long)(smooth * (0.5 - (0.5 * Math.Log(unit))));
    }

    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 0, true)]
    [InlineData(448, 256, false)]
    [InlineData(449, 256, true)]
    [InlineData(13_300_000, 10_000_000, true)]
    [InlineData(12_500_000, 10_000_000, false)]
    [InlineData(0, 10_000_000, false)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, false)]
    [InlineData(ulong.MaxValue, 1, true)]
    public void Inflates_AQuarterMoreAndEightRootsAreLeftToChance(ulong claimed, ulong counted, bool inflates) => Assert.Equal(inflates, StatisticalRule.Inflates(claimed, counted));
}
