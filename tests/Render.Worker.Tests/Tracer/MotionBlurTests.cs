using Render.Network.Jobs;
using Render.TestScenes;
using Render.Tracing.Gltf;
using Render.Tracing.Packages;
using Render.Tracing.Rendering;
using Render.Worker.Tests.Support;
using Render.Worker.Tracer;
using JobSettings = Render.Network.Jobs.RenderSettings;

namespace Render.Worker.Tests.Tracer;

public sealed class MotionBlurTests
{
    private static readonly TileRegion Region = new(0, 0, 64, 40);
    private static readonly int[] All = [.. Enumerable.Range(0, Region.BlockCount)];

    private static readonly JobSettings Sharp = Assignments.Settings with { Samples = 16 };
    private static readonly JobSettings Blurred = Sharp with { Shot = new ShotSettings { ShutterThousandths = 1_000 } };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(16, 8)]
    [InlineData(100, 32)]
    [InlineData(128, 64)]
    [InlineData(4096, 64)]
    public void Count_OfAnOpenShutter_IsAPowerOfTwoWithinHalfOfTheSamples(int samples, int expected)
    {
        Assert.Equal(expected, ShutterMoments.Count(Blurred with { Samples = samples }));
        Assert.Equal(1, ShutterMoments.Count(Sharp with { Samples = samples }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(64)]
    public void Of_AnyAlignedRun_SeesEachMomentOnceAndAnyRunIsSpread(int count)
    {
        for (var start = 0; start < 1024; start += count)
            Assert.Equal(Enumerable.Range(0, count), Enumerable.Range(start, count).Select(sample => ShutterMoments.Of(sample, count)).Order());
        // Two samples that follow each other see either half of the shutter's time.
        for (var sample = 0; sample < 256 && count > 1; sample += 2)
            Assert.NotEqual(ShutterMoments.Of(sample, count) < count / 2, ShutterMoments.Of(sample + 1, count) < count / 2);
    }

    [Fact]
    public void Seconds_OfTheMoments_LieAboutTheFrames()
    {
        var half = Blurred with { Shot = new ShotSettings { ShutterThousandths = 500 } };
        var times = Enumerable.Range(0, 4).Select(moment => (double)ShutterMoments.Seconds(half, 12, moment, 4).Value).ToArray();

        Assert.Equal(0.5, times.Average(), 1e-6);
        Assert.Equal(0.5 - 0.1875 / 24, times[0], 1e-6);
        Assert.Equal(0.125 / 24, times[1] - times[0], 1e-6);
    }

    [Fact]
    public void Trace_FrameInWhichNothingMoves_HasOneMomentAndTheSameBytes()
    {
        // The cube has come to rest after a second.
        var frame = Load(SampleScenes.Animated()).Frame(Blurred, 40);

        Assert.True(frame.IsStill);
        Assert.Equal(Sums(Load(SampleScenes.Animated()), Sharp, 40), Sums(Load(SampleScenes.Animated()), Blurred, 40));
    }

    [Fact]
    public void Trace_MovingFrame_IsAnotherPictureOfAboutTheSameLight()
    {
        var scene = Load(SampleScenes.Animated());
        var sharp = Sums(scene, Sharp, 12);
        var blurred = Sums(scene, Blurred, 12);

        Assert.False(scene.Frame(Blurred, 12).IsStill);
        Assert.NotEqual(sharp, blurred);
        Assert.Equal(1.0, blurred.Sum(sum => (double)sum) / sharp.Sum(sum => (double)sum), 0.05);
    }

    [Fact]
    public void Trace_SampleOfAMovingFrame_IsThatOfItsMoment()
    {
        var frame = Load(SampleScenes.Animated()).Frame(Blurred, 12);
        var settings = FrameScene.Settings(Blurred, 12);
        using var processor = new CpuDevice(2);
        for (var sample = 0; sample < 16; sample += 5)
        {
            var expected = processor.Trace(frame.At(ShutterMoments.Of(sample, frame.Count)), settings, Region, new(sample, 1), All, null, default);
            var actual = MomentTracer.Trace(processor, frame, settings, Region, new(sample, 1), All, null, default);
            Assert.Equal(expected.SelectMany(block => block.Sums), actual.SelectMany(block => block.Sums));
        }
    }

    [Fact]
    public void Trace_RangesThreadsAndSingleBlocks_AddUpToTheSameBytes()
    {
        var scene = Load(SampleScenes.Animated());
        var frame = scene.Frame(Blurred, 12);
        var settings = FrameScene.Settings(Blurred, 12);
        using var one = new CpuDevice(1);
        using var three = new CpuDevice(3);
        var whole = MomentTracer.Trace(three, frame, settings, Region, new(0, 16), All, null, default);
        var first = MomentTracer.Trace(one, frame, settings, Region, new(0, 5), All, null, default);
        var rest = MomentTracer.Trace(one, frame, settings, Region, new(5, 11), All, null, default);
        // An auditor loads the scene itself and asks for a few blocks.
        var audit = MomentTracer.Trace(one, Load(SampleScenes.Animated()).Frame(Blurred, 12), settings, Region, new(0, 16), [7, 3], null, default);

        for (var block = 0; block < All.Length; block++)
        {
            Assert.Equal(whole[block].Sums, first[block].Sums.Zip(rest[block].Sums, (a, b) => a + b));
            Assert.Equal(whole[block].Rays, first[block].Rays + rest[block].Rays);
        }
        Assert.Equal(whole[7].Sums, audit[0].Sums);
        Assert.Equal(whole[3].Sums, audit[1].Sums);
    }

    [Fact]
    public void Trace_WithANoiseTarget_BlocksStillStandAlone()
    {
        var job = Blurred with { Samples = 64, Shot = Blurred.Shot with { NoiseTargetMillionths = 200_000 } };
        var scene = Load(SampleScenes.Animated());
        var settings = FrameScene.Settings(job, 12);
        using var processor = new CpuDevice(2);
        var whole = MomentTracer.Trace(processor, scene.Frame(job, 12), settings, Region, new(0, 64), All, null, default);
        var alone = MomentTracer.Trace(processor, scene.Frame(job, 12), settings, Region, new(0, 64), [9], null, default);

        Assert.Equal(whole[9].Sums, alone[0].Sums);
        Assert.Equal(whole[9].Rays, alone[0].Rays);
        // Some blocks ended early, some did not.
        var full = MomentTracer.Trace(processor, scene.Frame(job, 12), settings with { NoiseTarget = 0f }, Region, new(0, 64), All, null, default);
        Assert.Contains(All, block => whole[block].Rays < full[block].Rays);
    }

    [Fact]
    public void Trace_SkinThatMoves_IsBlurredToo()
    {
        var builder = Bodies.Skinned();
        builder.AddAnimation(2, "translation", "LINEAR", [0f, 1f], "VEC3", [0f, 0f, 0f, 0f, 6f, 0f]);
        var scene = Load(builder.ToGlb());
        var frame = scene.Frame(Blurred, 12);

        Assert.Equal(8, frame.Count);
        Assert.True(frame.KeepsAll);
        var heights = Enumerable.Range(0, 8).Select(moment => frame.At(moment).Snapshot.Deformed[0].Mesh.Positions[2].Y.Value).ToArray();
        Assert.Equal(heights.Order(), heights);
        Assert.Equal(6f / 24 * 7 / 8, heights[7] - heights[0], 1e-4f);
    }

    [Fact]
    public void Trace_MovingFrame_TellsEachBlockOnce()
    {
        var told = new List<int>();
        using var processor = new CpuDevice(2);
        var results = MomentTracer.Trace(
            processor, Load(SampleScenes.Animated()).Frame(Blurred, 12), FrameScene.Settings(Blurred, 12), Region, new(0, 2), [5, 1, 8],
            (at, _) => told.Add(at), default);

        Assert.Equal([0, 1, 2], told.Order());
        Assert.Equal(Region.Block(1), results[1].Pixels);
    }

    private static LoadedScene Load(byte[] glb) =>
        LoadedScene.Prepare(PackageManifest.Of("scene", null, []), GltfScene.Load(new MemoryPackageFiles("scene", glb), "scene"));

    private static long[] Sums(LoadedScene scene, JobSettings settings, int frame)
    {
        using var processor = new CpuDevice(2);
        var traced = MomentTracer.Trace(processor, scene.Frame(settings, frame), FrameScene.Settings(settings, frame), Region, new(0, settings.Samples), All, null, default);
        return [.. traced.SelectMany(block => block.Sums)];
    }
}
