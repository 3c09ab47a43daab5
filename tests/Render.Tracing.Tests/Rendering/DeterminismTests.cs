using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Rendering;

namespace Render.Tracing.Tests.Rendering;

public class DeterminismTests
{
    private static readonly CompiledScene Scene = TestScenes.Everything();
    private static readonly RenderSettings Settings = new(44, 28, 3, 4, 77);
    private static readonly TileRegion Whole = new(0, 0, 44, 28);
    private static readonly RegionResult Reference = TileRenderer.Render(Scene, Settings, Whole, new(0, 4));

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(64)]
    public void Render_WithAnyThreads_GivesTheSameBytes(int workers)
    {
        var result = TileRenderer.Render(Scene, Settings, Whole, new(0, 4), workers);
        Assert.Equal(Reference.Sums, result.Sums);
        Assert.Equal(Reference.Rays, result.Rays);
        Assert.Equal(Reference.Invalid, result.Invalid);
    }

    [Fact]
    public void Render_OfSampleRanges_AddsUpToTheWhole()
    {
        var parts = RegionResult.Add(
            TileRenderer.Render(Scene, Settings, Whole, new(0, 1)), TileRenderer.Render(Scene, Settings, Whole, new(1, 3)));
        Assert.Equal(Reference.Sums, parts.Sums);
        Assert.Equal(Reference.Rays, parts.Rays);
    }

    [Fact]
    public void Render_OfTiles_GivesTheSamePixels()
    {
        var expected = new Float3[44 * 28];
        FrameAssembler(Reference, expected);
        var actual = new Float3[44 * 28];
        foreach (var tile in (TileRegion[])[new(0, 0, 24, 8), new(24, 0, 20, 8), new(0, 8, 44, 16), new(0, 24, 16, 4), new(16, 24, 28, 4)])
            FrameAssembler(TileRenderer.Render(Scene, Settings, tile, new(0, 4)), actual);
        Assert.Equal(expected.Select(p => p.ToString()), actual.Select(p => p.ToString()));
    }

    [Fact]
    public void RenderBlock_OfEveryBlock_IsThatPartOfTheWhole()
    {
        for (var block = 0; block < Whole.BlockCount; block += 3)
        {
            var single = TileRenderer.RenderBlock(Scene, Settings, Whole, block, new(0, 4));
            Assert.Equal(Reference.BlockSums(block).ToArray(), single.Sums);
            Assert.Equal(Reference.Rays[block], single.Rays);
        }
    }

    [Fact]
    public void Render_InScalarCode_GivesTheSameBytes()
    {
        var renderer = new BlockRenderer(Scene, Settings, scalar: true);
        for (var block = 0; block < Whole.BlockCount; block++)
        {
            var pixels = Whole.Block(block);
            var sums = new long[3 * pixels.Width * pixels.Height];
            Assert.Equal(Reference.Rays[block], renderer.Render(pixels, new(0, 4), sums, out _));
            Assert.Equal(Reference.BlockSums(block).ToArray(), sums);
        }
    }

    [Fact]
    public void Compile_Again_GivesTheSameBytes()
    {
        var again = TileRenderer.Render(TestScenes.Everything(), Settings, Whole, new(0, 1));
        Assert.Equal(TileRenderer.Render(Scene, Settings, Whole, new(0, 1)).Sums, again.Sums);
    }

    [Fact]
    public void RenderPilot_CountsTheSameRaysAsRendering()
    {
        var pilot = TileRenderer.RenderPilot(Scene, Settings, Whole, Enumerable.Range(0, Whole.BlockCount), new(0, 4));
        Assert.Equal(Reference.TotalRays, pilot.Rays);
        Assert.Equal(44UL * 28 * 4, pilot.Paths);
        Assert.True(pilot.NodeVisits > pilot.Rays / 2 && pilot.TriangleTests > pilot.ShadingEvents && pilot.ShadingEvents > 0);
    }

    [Fact]
    public void Render_Cancelled_StopsBeforeTheNextBlock()
    {
        using var source = new CancellationTokenSource();
        var done = 0;
        Assert.Throws<OperationCanceledException>(() => TileRenderer.Render(
            Scene, Settings, Whole, new(0, 1), 1, count => { done = count; if (count == 3) source.Cancel(); }, source.Token));
        Assert.Equal(3, done);
    }

    [Fact]
    public void Render_OutsideTheFrame_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => TileRenderer.Render(Scene, Settings, new(8, 0, 44, 28), new(0, 1)));
        Assert.Throws<ArgumentException>(() => TileRenderer.Render(Scene, Settings, new(4, 0, 8, 8), new(0, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => TileRenderer.Render(Scene, Settings with { Bounces = 65 }, Whole, new(0, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => TileRenderer.Render(Scene, Settings, Whole, new(0, 0)));
    }

    private static void FrameAssembler(RegionResult result, Span<Float3> linear) => Render.Tracing.Assembly.FrameAssembler.WriteLinear(result, 44, linear);
}
