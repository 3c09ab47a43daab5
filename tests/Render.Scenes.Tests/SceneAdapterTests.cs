using System.Security.Cryptography;
using System.Text;
using Render.Ingest.Uploads;
using Render.Lifecycle.Contracts;
using Render.Lifecycle.Ports;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Quotes;
using Render.Tracing.Scenes;
using Render.Worker.Tracer;
using JobSettings = Render.Network.Jobs.RenderSettings;

namespace Render.Scenes.Tests;

public sealed class SceneAdapterTests
{
    private static readonly JobSettings Settings = new(
        JobKind.Render, new ImageSize(40, 24), 4, 4, 7, new FrameRate(24), null, "auto", TracerIdentity.Name, Render.Tracing.Rendering.EngineBuild.Number);

    private readonly InMemoryBlobs _blobs = new();
    private readonly StoredScenes _scenes;
    private readonly ReferenceEngine _engine;
    private readonly SceneInspector _inspector;

    public SceneAdapterTests()
    {
        _scenes = new StoredScenes(_blobs, 1L << 30);
        _engine = new ReferenceEngine(_scenes, new ValidationScenes(_blobs, _scenes), 1);
        _inspector = new SceneInspector(_blobs, SceneLimits.Default);
    }

    [Fact]
    public async Task Inspection_OfTheSameUpload_GivesTheSameStoredPackage()
    {
        var first = await Inspect(BundledGltf.Create());
        var second = await Inspect(BundledGltf.Create());

        Assert.Null(first.Refusal);
        Assert.Equal(first.Package, second.Package);
        Assert.Equal(first.Files, second.Files);
        Assert.True(await _blobs.Exists(first.Package));
        foreach (var file in first.Files)
            Assert.Equal(file.Bytes, (await _blobs.Find(file.Digest))!.Value.Length);
        Assert.True(first.Facts!.Animated);
    }

    [Theory]
    [InlineData("")]
    [InlineData("glTF")]
    [InlineData("{ \"asset\": { \"version\": \"2.0\" } }")]
    [InlineData("{ \"asset\": { \"version\": \"2.0\" }, \"extensionsRequired\": [\"KHR_made_up\"] }")]
    [InlineData("not a scene at all")]
    public async Task Inspection_OfABadScene_IsRefusedInWords(string content)
    {
        var inspection = await Inspect(Encoding.UTF8.GetBytes(content));

        Assert.NotNull(inspection.Refusal);
        Assert.NotEmpty(inspection.Refusal.Message);
        Assert.NotEmpty(inspection.Refusal.Code);
        Assert.Equal(default, inspection.Package);
    }

    [Fact]
    public async Task Environment_OfAScenesOwnPicture_IsWhatAutoAndItsDigestMean()
    {
        var inspected = await Inspect(Lit(BundledGltf.Create(), [128, 128, 128, 130]));
        var picture = inspected.Files.Single(file => file.Path == "environment.hdr");
        var other = await Inspect(Lit(BundledGltf.Create(), [128, 128, 128, 131]));
        Task<IReadOnlyList<RenderedBlock>> Render(string environment) => _engine.Render(
            new ReferenceScene(inspected.Package, inspected.Files, Settings with { Environment = environment }), 0, new PixelRegion(0, 0, 8, 8), new SampleRange(0, 1), [0], CancellationToken.None);

        Assert.NotEqual(inspected.Package, other.Package);
        var auto = (await Render("auto"))[0].Sums;
        Assert.Equal(auto, (await Render(picture.Digest.ToString()))[0].Sums);
        Assert.NotEqual(auto, (await Render("sky"))[0].Sums);
        Assert.All((await Render("none"))[0].Sums, sum => Assert.Equal(0, sum));
        var refused = await Assert.ThrowsAsync<SceneException>(() => Render(other.Package.ToString()));
        Assert.Equal(SceneErrorCodes.EnvironmentInvalid, refused.Code);
    }

    [Theory]
    [InlineData(new byte[] { 128, 128, 128 }, "its data end early")]
    [InlineData(new byte[] { 128, 128, 128, 255 }, "radiance")]
    public async Task Inspection_OfALightThatCannotBeUsed_IsRefusedInWords(byte[] texel, string told)
    {
        var inspection = await Inspect(Lit(BundledGltf.Create(), texel));

        Assert.Contains(told, inspection.Refusal!.Message, StringComparison.Ordinal);
        Assert.True(inspection.Refusal.Fix is { Length: > 0 });
    }

    [Fact]
    public async Task Frame_OfParts_IsTheFrameOfTheWhole()
    {
        var scene = await Scene();
        var whole = await Part(scene, new PixelRegion(0, 0, 40, 24), new SampleRange(0, 4));
        FramePart[] parts =
        [
            await Part(scene, new PixelRegion(0, 0, 16, 24), new SampleRange(0, 1)),
            await Part(scene, new PixelRegion(0, 0, 16, 24), new SampleRange(1, 3)),
            await Part(scene, new PixelRegion(16, 0, 24, 8), new SampleRange(0, 4)),
            await Part(scene, new PixelRegion(16, 8, 24, 16), new SampleRange(0, 2)),
            await Part(scene, new PixelRegion(16, 8, 24, 16), new SampleRange(2, 2)),
        ];
        var assembler = Assembler();

        var expected = await assembler.Assemble(new FrameParts(1, new ImageSize(40, 24), ViewSettings.Default, [whole]), CancellationToken.None);
        var actual = await assembler.Assemble(new FrameParts(1, new ImageSize(40, 24), ViewSettings.Default, parts), CancellationToken.None);

        Assert.Equal(expected, actual);
        Assert.Null(actual.Linear);
        Assert.Equal(await Assembler().AssembleLinear(Frame([whole]), CancellationToken.None), await Assembler().AssembleLinear(Frame(parts), CancellationToken.None));

        static FrameParts Frame(FramePart[] parts) => new(1, new ImageSize(40, 24), ViewSettings.Default, parts);
    }

    [Fact]
    public async Task Frame_WithAHole_IsRefused()
    {
        var part = await Part(await Scene(), new PixelRegion(0, 0, 16, 24), new SampleRange(0, 4));

        await Assert.ThrowsAsync<InvalidDataException>(
            () => Assembler().Assemble(new FrameParts(1, new ImageSize(40, 24), ViewSettings.Default, [part]), CancellationToken.None));
    }

    [Fact]
    public async Task Exposure_ByAStop_MakesTheFrameBrighter()
    {
        var part = await Part(await Scene(), new PixelRegion(0, 0, 40, 24), new SampleRange(0, 4));
        var assembler = Assembler();

        var plain = await assembler.Assemble(new FrameParts(1, new ImageSize(40, 24), ViewSettings.Default, [part]), CancellationToken.None);
        var bright = await assembler.Assemble(new FrameParts(1, new ImageSize(40, 24), new ViewSettings(1000, ViewTransform.Standard), [part]), CancellationToken.None);

        Assert.NotEqual(plain.Pixels, bright.Pixels);
        Assert.Equal(2f, Development.Exposure(new ViewSettings(1000, ViewTransform.Standard)), 1e-5f);
        Assert.Equal(1f, Development.Exposure(ViewSettings.Default));
    }

    [Fact]
    public async Task Count_OfABlock_CountsTheRaysOfItsRendering()
    {
        var scene = await Scene();
        var region = new PixelRegion(8, 8, 8, 8);
        var rendered = await _engine.Render(scene, 3, region, new SampleRange(0, 2), [0], CancellationToken.None);

        var counted = await _engine.Count(
            scene, [new PilotBlock(0, 3, region, new SampleRange(0, 2)), new PilotBlock(1, 0, region, new SampleRange(0, 1)), new PilotBlock(0, 3, region, new SampleRange(0, 2))], CancellationToken.None);

        Assert.Equal(rendered[0].Rays, counted[0].Counts.Rays);
        Assert.Equal(counted[0].Counts, counted[2].Counts);
        Assert.NotEqual(counted[0].Counts, counted[1].Counts);
    }

    [Theory]
    [InlineData(0, 64)]
    [InlineData(32, 32)]
    public async Task BlocksAlone_OfAJobWithANoiseTarget_AreThoseOfTheTask(int start, int count)
    {
        var inspected = await Inspect(BundledGltf.Create());
        var scene = new ReferenceScene(inspected.Package, inspected.Files, Settings with { Samples = 64, Shot = new() { NoiseTargetMillionths = 80_000 } });
        var (region, samples) = (new PixelRegion(0, 0, 40, 24), new SampleRange(start, count));
        var whole = await _engine.Render(scene, 3, region, samples, [.. Enumerable.Range(0, region.Blocks)], CancellationToken.None);
        var alone = await _engine.Render(scene, 3, region, samples, [11, 2], CancellationToken.None);

        Assert.Equal([whole[11].Sums, whole[2].Sums], alone.Select(block => block.Sums));
        Assert.Equal([whole[11].Rays, whole[2].Rays], alone.Select(block => block.Rays));
    }

    [Fact]
    public async Task Counts_OfAJobWithANoiseTarget_AreOfTheRaysThatItsTasksTrace()
    {
        var inspected = await Inspect(BundledGltf.Create());
        var settings = Settings with { Size = new ImageSize(128, 72), Samples = 256, Shot = new() { NoiseTargetMillionths = 40_000 } };
        var scene = new ReferenceScene(inspected.Package, inspected.Files, settings);
        var plan = PilotPlan.Draw(new FrameRange(2, 2), settings.Size, settings.Samples, PilotBudget.Of(settings.Shot), Digest.OfText("key"));
        var estimate = PilotEstimator.Estimate(plan, await _engine.Count(scene, plan.Blocks, CancellationToken.None), new WorkCoefficients());

        var whole = new PixelRegion(0, 0, 128, 72);
        int[] all = [.. Enumerable.Range(0, whole.Blocks)];
        var rendered = await _engine.Render(scene, 2, whole, new SampleRange(0, 256), all, CancellationToken.None);
        var halves = await _engine.Render(scene, 2, whole, new SampleRange(0, 128), all, CancellationToken.None);
        var rays = rendered.Aggregate(0UL, (sum, block) => sum + block.Rays);
        var most = rendered.Zip(halves).Count(pair => pair.First.Rays > pair.Second.Rays);

        Assert.InRange(most, 1, all.Length - 1);
        Assert.InRange(estimate.RaysP50, 0.85 * rays, 1.25 * rays);
        Assert.True(estimate.RaysP90 > rays);
    }

    [Fact]
    public async Task Challenge_OfANumber_IsTheSameAndOfAnotherIsNot()
    {
        var first = await _engine.Challenge(5, CancellationToken.None);
        var again = await _engine.Challenge(5, CancellationToken.None);
        var other = await _engine.Challenge(6, CancellationToken.None);

        Assert.Equal(first.Scene.Settings, again.Scene.Settings);
        Assert.Equal(first.Blocks, again.Blocks);
        Assert.NotEqual(first.Scene.Settings.Seed, other.Scene.Settings.Seed);
        Assert.Equal(first.Blocks.Order().Distinct(), first.Blocks);
        Assert.All(first.Blocks, block => Assert.InRange(block, 0, first.Region.Blocks - 1));
        Assert.True(first.Counts.Rays > 0);
    }

    private StoredFrameAssembler Assembler(int threads = 1) => new(_blobs, _scenes, threads);

    private StoredFrameAssembler Assembler() => new(_blobs, _scenes, 1);

    private async Task<PackageInspection> Inspect(byte[] content)
    {
        using var upload = new MemoryStream(content);
        return await _inspector.Inspect(upload, "scene.gltf", CancellationToken.None);
    }

    /// <summary>A scene packed with a picture of one texel.</summary>
    private static byte[] Lit(byte[] scene, byte[] texel)
    {
        using var packed = new MemoryStream();
        using var content = new MemoryStream(scene);
        LitUpload.Write(packed, "scene.gltf", content, [.. "#?RADIANCE\n\n-Y 1 +X 1\n"u8, .. texel]);
        return packed.ToArray();
    }

    private async Task<ReferenceScene> Scene()
    {
        var inspected = await Inspect(BundledGltf.Create());
        return new ReferenceScene(inspected.Package, inspected.Files, Settings);
    }

    private async Task<FramePart> Part(ReferenceScene scene, PixelRegion region, SampleRange samples)
    {
        int[] all = [.. Enumerable.Range(0, region.Blocks)];
        var blocks = await _engine.Render(scene, 1, region, samples, all, CancellationToken.None);
        var file = ResultFile.Create(new ResultHeader(region, 1, samples), (block, sums) =>
        {
            for (var i = 0; i < sums.Length; i++)
                sums.Span[i] = BitConverter.ToInt64(blocks[block].Sums, i * sizeof(long));
            return (blocks[block].Rays, blocks[block].Invalid);
        });
        var stored = await _blobs.Put(file.Content);
        Assert.Equal(new Digest(SHA256.HashData(file.Content.Span)), stored.Digest);
        return new FramePart(region, samples, stored.Digest);
    }
}
