using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Rendering;

namespace Render.Tracing.Tests.Rendering;

public class AdaptiveSamplingTests
{
    private static readonly CompiledScene Scene = TestScenes.Everything();
    private static readonly RenderSettings Fixed = new(44, 28, 3, 4, 77);
    private static readonly RenderSettings Adaptive = Fixed with { NoiseTarget = 0.06f };
    private static readonly TileRegion Whole = new(0, 0, 44, 28);
    private static readonly TileSamples Samples = new(0, 128);
    private static readonly RegionResult Reference = TileRenderer.Render(Scene, Adaptive, Whole, Samples);

    [Fact]
    public void Render_WithATarget_EndsSomeBlocksEarlyAndSomeNot()
    {
        var full = TileRenderer.Render(Scene, Fixed, Whole, Samples, 2);
        var ends = Enumerable.Range(0, Whole.BlockCount).Select(block => (double)Reference.Rays[block] / full.Rays[block]).ToArray();
        Assert.Contains(ends, share => share < 0.2);
        Assert.Contains(ends, share => share is > 0.2 and < 1);
        Assert.Contains(ends, share => share == 1);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Render_WithAnyThreads_GivesTheSameBytes(int workers) => Same(Reference, TileRenderer.Render(Scene, Adaptive, Whole, Samples, workers));

    [Fact]
    public void RenderBlock_OfEveryBlock_IsThatPartOfTheWhole()
    {
        for (var block = 0; block < Whole.BlockCount; block++)
        {
            var single = TileRenderer.RenderBlock(Scene, Adaptive, Whole, block, Samples);
            Assert.Equal(Reference.BlockSums(block).ToArray(), single.Sums);
            Assert.Equal(Reference.Rays[block], single.Rays);
        }
    }

    [Fact]
    public void Render_OfTiles_GivesTheSamePixels()
    {
        var (expected, actual) = (new Float3[44 * 28], new Float3[44 * 28]);
        Tracing.Assembly.FrameAssembler.WriteLinear(Reference, 44, expected);
        foreach (var tile in (TileRegion[])[new(0, 0, 24, 8), new(24, 0, 20, 8), new(0, 8, 44, 16), new(0, 24, 16, 4), new(16, 24, 28, 4)])
            Tracing.Assembly.FrameAssembler.WriteLinear(TileRenderer.Render(Scene, Adaptive, tile, Samples), 44, actual);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Trace_InScalarCode_GivesTheSameBytes()
    {
        var renderer = new BlockRenderer(Scene, Adaptive, scalar: true);
        for (var block = 0; block < Whole.BlockCount; block++)
        {
            var traced = renderer.Trace(Whole.Block(block), Samples);
            Assert.Equal(Reference.BlockSums(block).ToArray(), traced.Sums);
            Assert.Equal(Reference.Rays[block], traced.Rays);
        }
    }

    [Fact]
    public void StagedTrace_OfAllBlocksTogether_GivesTheSameBytesAndTellsEachOnce()
    {
        var told = new int[Whole.BlockCount];
        var ranges = new List<TileSamples>();
        var results = StagedTrace.Run(Adaptive, Whole, Samples, [.. Enumerable.Range(0, Whole.BlockCount)], (at, _) => told[at]++, (blocks, stage, done) =>
        {
            ranges.Add(stage);
            using var processor = new CpuDevice(2);
            processor.Trace(Scene, Fixed, Whole, stage, blocks, done, default);
        });
        Same(Reference, RegionResult.Of(Whole, Samples, results));
        Assert.All(told, count => Assert.Equal(1, count));
        Assert.Equal([new(0, 4), new(4, 4), new(8, 8), new(16, 16), new(32, 32), new(64, 64)], ranges);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(5)]
    public void Render_OfNoMoreThanTheLeastSamples_IsTheFixedRender(int samples) =>
        Same(TileRenderer.Render(Scene, Fixed, Whole, new(3, samples)), TileRenderer.Render(Scene, Adaptive with { NoiseTarget = 1e9f }, Whole, new(3, samples)));

    [Theory]
    [InlineData(0, 128)]
    [InlineData(40, 100)]
    [InlineData(8, 17)]
    public void Render_ThatEndsAtOnce_IsSixteenSamplesTimesTheRest(int start, int samples)
    {
        var sixteen = TileRenderer.Render(Scene, Fixed, Whole, new(start, 16), 2);
        var result = TileRenderer.Render(Scene, Adaptive with { NoiseTarget = 1e9f }, Whole, new(start, samples), 2);
        Assert.Equal(sixteen.Sums.Select(sum => sum * samples / 16), result.Sums);
        Assert.Equal(sixteen.Rays, result.Rays);
    }

    [Fact]
    public void Render_WithATargetOutOfReach_IsTheFixedRender() =>
        Same(TileRenderer.Render(Scene, Fixed, Whole, new(0, 100), 2), TileRenderer.Render(Scene, Adaptive with { NoiseTarget = 1e-7f }, Whole, new(0, 100), 2));

    [Fact]
    public void Render_OfInvalidSamples_CountsThoseTraced()
    {
        var stages = new BlockStages(new(0, 0, 8, 8), Samples, Adaptive);
        foreach (var invalid in (ulong[])[3, 4, 5])
        {
            Assert.False(stages.IsDone);
            stages.Add(new long[192], 10, invalid);
        }
        Assert.True(stages.IsDone);
        Assert.Equal((30UL, 12UL), (stages.Result.Rays, stages.Result.Invalid));
    }

    [Fact]
    public void BlockStages_ThatHaveSeenNoise_DoNotForgetItForOneQuietStage()
    {
        // A mean of 1/4 from the first half, 3/4 from the second: an error² of 1/8 after 8 samples.
        var settings = Fixed with { NoiseTarget = 0.2f };
        var stages = new BlockStages(new(0, 0, 8, 8), Samples, settings);
        stages.Add(Filled(1), 0, 0);
        stages.Add(Filled(3), 0, 0);
        // As bright as all before: the error² seen is 0, the one remembered 1/16, and the target's 1/25.
        stages.Add(Filled(4), 0, 0);
        Assert.False(stages.IsDone);
        stages.Add(Filled(8), 0, 0);
        Assert.True(stages.IsDone);
        Assert.Equal(32, stages.Traced);
    }

    private static long[] Filled(long ones) => [.. Enumerable.Repeat(ones * FixedPoint.One, 192)];

    [Fact]
    public void Render_OfPartsOfAFrame_SparesAsMuchAsTheWhole()
    {
        var settings = Adaptive with { NoiseSamples = 256, NoiseTarget = 0.035f };
        var whole = TileRenderer.Render(Scene, settings, Whole, new(0, 256), 2).TotalRays;
        var parts = Enumerable.Range(0, 4).Sum(part => (double)TileRenderer.Render(Scene, settings, Whole, new(64 * part, 64), 2).TotalRays);
        var full = TileRenderer.Render(Scene, Fixed, Whole, new(0, 256), 2).TotalRays;
        Assert.True(whole < 0.8 * full, $"{whole} of {full}");
        Assert.InRange(parts, 0.75 * whole, 1.35 * whole);
    }

    [Fact]
    public void Render_WithATarget_HasTheMeanOfManySamples()
    {
        var truth = Mean(TileRenderer.Render(Scene, Fixed with { Seed = 1 }, Whole, new(0, 1024), 2));
        double[] means = [.. Enumerable.Range(10, 6).Select(seed => Mean(TileRenderer.Render(Scene, Adaptive with { Seed = (uint)seed }, Whole, Samples, 2)))];
        var mean = means.Average();
        var deviation = Math.Sqrt(means.Sum(m => (m - mean) * (m - mean)) / (means.Length - 1) / means.Length);
        // What is left of a bias is below the noise of six pictures and half a per cent.
        Assert.InRange(mean, truth - 3 * deviation - 0.005 * truth, truth + 3 * deviation + 0.005 * truth);
    }

    [Fact]
    public void RenderPilot_OfEnoughSamples_CountsWhatRenderingCounts()
    {
        var settings = Adaptive with { NoiseSamples = 128 };
        var pilot = TileRenderer.RenderPilot(Scene, settings, Whole, Enumerable.Range(0, Whole.BlockCount), Samples);
        Assert.Equal(Reference.TotalRays, pilot.Rays);
    }

    [Fact]
    public void RenderPilot_OfFewSamples_ForetellsTheWholeFrames()
    {
        var settings = Adaptive with { NoiseSamples = 128 };
        var pilot = TileRenderer.RenderPilot(Scene, settings, Whole, Enumerable.Range(0, Whole.BlockCount), new(0, 32));
        var fullPilot = TileRenderer.RenderPilot(Scene, Fixed, Whole, Enumerable.Range(0, Whole.BlockCount), new(0, 32));
        Assert.InRange(pilot.Rays * 4.0, 0.9 * Reference.TotalRays, 1.5 * Reference.TotalRays);
        Assert.True(pilot.Rays < 0.9 * fullPilot.Rays);
    }

    [Fact]
    public void RenderPilot_OfTooFewSamplesToTell_ReckonsWithAll()
    {
        var blocks = Enumerable.Range(0, Whole.BlockCount);
        Assert.Equal(
            TileRenderer.RenderPilot(Scene, Fixed, Whole, blocks, new(0, 4)), TileRenderer.RenderPilot(Scene, Adaptive with { NoiseSamples = 128 }, Whole, blocks, new(0, 4)));
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    public void Render_WithATargetThatIsNone_IsRefused(float target) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TileRenderer.Render(Scene, Adaptive with { NoiseTarget = target }, Whole, Samples));

    private static double Mean(RegionResult result) => result.Sums.Average(sum => (double)sum) / result.Samples.Count / FixedPoint.One;

    private static void Same(RegionResult expected, RegionResult actual)
    {
        Assert.Equal(expected.Sums, actual.Sums);
        Assert.Equal(expected.Rays, actual.Rays);
        Assert.Equal(expected.Invalid, actual.Invalid);
    }
}
