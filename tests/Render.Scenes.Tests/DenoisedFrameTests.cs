using Render.Lifecycle.Contracts;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Splitting;
using Render.Tracing.Assembly;
using Render.Tracing.Imaging;
using Render.Tracing.Numerics;
using Render.Tracing.Rendering;
using Render.Tracing.Scenes;
using Render.Worker.Tracer;
using JobSettings = Render.Network.Jobs.RenderSettings;

namespace Render.Scenes.Tests;

public sealed class DenoisedFrameTests
{
    private const int Frame = 3;

    private static readonly JobSettings Settings = new(
        JobKind.Render, new ImageSize(72, 40), 10, 3, 7, new FrameRate(24), null, "auto", TracerIdentity.Name, EngineBuild.Number)
    {
        Shot = new() { ShutterThousandths = 500, Filter = Network.Jobs.PixelFilter.BlackmanHarris },
    };

    private static readonly ViewSettings View = new(500, Network.Jobs.ViewTransform.Neutral);

    private readonly InMemoryBlobs _blobs = new();
    private readonly StoredScenes _scenes;
    private readonly ReferenceEngine _engine;

    public DenoisedFrameTests()
    {
        _scenes = new StoredScenes(_blobs, 1L << 30);
        _engine = new ReferenceEngine(_scenes, new ValidationScenes(_blobs, _scenes), 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Frame_OfManyParts_HasTheBytesOfTheFrameTracedInTwoHalves(int threads)
    {
        var scene = await Scene();
        var plan = new SplitPlan(new FrameRange(Frame, Frame), Settings.Size, Settings.Samples, 40, 24, 2) { InHalves = true };
        Assert.Equal(6, plan.SampleParts);
        var parts = new List<FramePart>();
        foreach (var task in plan.All(JobId.Parse("job-1")))
            parts.Add(await Part(scene, task.Region, task.Samples));

        var made = await Assembler(threads).Assemble(Parts(scene, parts), CancellationToken.None);

        var light = await TracedAlone(scene);
        Assert.Equal(Digest.Of(Png(light)), made.File);
        Assert.Equal(Digest.Of(Exr(light)), made.Linear);
        Assert.Equal(made.Linear, (await Assembler(1).AssembleLinear(Parts(scene, parts), CancellationToken.None)).Digest);
        Assert.Equal(made, await Assembler(1).Assemble(Parts(scene, parts), CancellationToken.None));
        Assert.NotEqual(made.Pixels, (await Assembler(1).Assemble(Parts(scene, parts) with { Denoised = null }, CancellationToken.None)).Pixels);
    }

    [Fact]
    public async Task Frame_WithAPartOfBothHalves_IsRefused()
    {
        var scene = await Scene();
        var part = await Part(scene, Whole, new SampleRange(0, 10));

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Assembler(1).Assemble(Parts(scene, [part]), CancellationToken.None));

        Assert.Contains("both halves", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frame_WithAHoleInOneHalf_IsRefused()
    {
        var scene = await Scene();
        FramePart[] parts = [await Part(scene, Whole, new SampleRange(0, 5)), await Part(scene, Whole with { Width = 40 }, new SampleRange(5, 5))];

        await Assert.ThrowsAsync<InvalidDataException>(() => Assembler(1).Assemble(Parts(scene, parts), CancellationToken.None));
    }

    [Fact]
    public async Task Frame_OfASceneThatCannotBeTracedAsAsked_IsRefusedInWords()
    {
        var scene = await Scene();
        FramePart[] parts = [await Part(scene, Whole, new SampleRange(0, 5)), await Part(scene, Whole, new SampleRange(5, 5))];
        var changed = scene with { Settings = Settings with { Camera = "gone" } };

        var refused = await Assert.ThrowsAsync<SceneRefusedException>(() => Assembler(1).Assemble(Parts(changed, parts), CancellationToken.None));

        Assert.Contains("gone", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frame_ThatIsGivenUp_StopsAndLeavesTheWayToTheNext()
    {
        var scene = await Scene();
        FramePart[] parts = [await Part(scene, Whole, new SampleRange(0, 5)), await Part(scene, Whole, new SampleRange(5, 5))];
        var assembler = Assembler(1);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => assembler.Assemble(Parts(scene, parts), new CancellationToken(canceled: true)));

        Assert.Equal(Digest.Of(Png(await TracedAlone(scene))), (await assembler.Assemble(Parts(scene, parts), CancellationToken.None)).File);
    }

    private static PixelRegion Whole => new(0, 0, Settings.Size.Width, Settings.Size.Height);

    private static FrameParts Parts(ReferenceScene scene, IReadOnlyList<FramePart> parts) => new(Frame, Settings.Size, View, parts) { Denoised = scene };

    private StoredFrameAssembler Assembler(int threads) => new(_blobs, _scenes, threads);

    private static byte[] Png(Float3[] light) => Development.ToPng(Development.Of(light, View), Settings.Size);

    private static byte[] Exr(Float3[] light)
    {
        using var file = new MemoryStream();
        ExrWriter.Write(file, Settings.Size.Width, Settings.Size.Height, light);
        return file.ToArray();
    }

    /// <summary>The light as one machine makes it alone: the frame in two halves, each in one piece.</summary>
    private async Task<Float3[]> TracedAlone(ReferenceScene scene)
    {
        var frame = (await _scenes.Get(scene.Package, CancellationToken.None)).Frame(Settings, Frame);
        var settings = FrameScene.Settings(Settings, Frame);
        var region = new TileRegion(0, 0, Settings.Size.Width, Settings.Size.Height);
        using var device = new CpuDevice(2);
        var halves = new List<Float3[]>();
        foreach (var samples in new TileSamples[] { new(0, 5), new(5, 5) })
        {
            var traced = MomentTracer.Trace(device, frame, settings, region, samples, [.. Enumerable.Range(0, region.BlockCount)], null, CancellationToken.None);
            halves.Add(new Float3[Settings.Size.Pixels]);
            FrameAssembler.WriteLinear(RegionResult.Of(region, samples, traced), Settings.Size.Width, halves[^1]);
        }
        return DenoisedLight.Of(halves[0], halves[1], frame.Middle, settings, 2, CancellationToken.None);
    }

    private async Task<ReferenceScene> Scene()
    {
        using var upload = new MemoryStream(BundledGltf.Create());
        var inspected = await new SceneInspector(_blobs, SceneLimits.Default).Inspect(upload, "scene.gltf", CancellationToken.None);
        return new ReferenceScene(inspected.Package, inspected.Files, Settings);
    }

    private async Task<FramePart> Part(ReferenceScene scene, PixelRegion region, SampleRange samples)
    {
        var blocks = await _engine.Render(scene, Frame, region, samples, [.. Enumerable.Range(0, region.Blocks)], CancellationToken.None);
        var file = ResultFile.Create(new ResultHeader(region, Frame, samples), (block, sums) =>
        {
            for (var i = 0; i < sums.Length; i++)
                sums.Span[i] = BitConverter.ToInt64(blocks[block].Sums, i * sizeof(long));
            return (blocks[block].Rays, blocks[block].Invalid);
        });
        return new FramePart(region, samples, (await _blobs.Put(file.Content)).Digest);
    }
}
