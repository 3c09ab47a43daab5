using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Quotes;

namespace Render.Benchmarks.Completions;

/// <summary>Scenes, engine and assembler that cost next to nothing, so that the coordinator alone is measured: every block is grey.</summary>
internal sealed class PlainWorld : IReferenceEngine, ISceneInspector, IFrameAssembler, IBeaconSeed
{
    private const int RaysPerSample = 3;

    /// <summary>Hierarchy visits that the pilot claims for a sample of a pixel: so many that a frame is cut into tasks of a single sample.</summary>
    private const ulong VisitsPerSample = 39_000_000;

    public Task<IReadOnlyList<PilotSample>> Count(ReferenceScene scene, IReadOnlyList<PilotBlock> blocks, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PilotSample>>(
            [.. blocks.Select(block => new PilotSample(block, new WorkCounts((ulong)block.PixelSamples * RaysPerSample, (ulong)block.PixelSamples * VisitsPerSample, 1, 1)))]);

    public Task<IReadOnlyList<RenderedBlock>> Render(
        ReferenceScene scene, int frame, PixelRegion region, SampleRange samples, IReadOnlyList<int> blocks, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RenderedBlock>>([.. blocks.Select(block => Block(region, samples, block))]);

    public Task<ValidationChallenge> Challenge(int number, CancellationToken cancellationToken) => Task.FromResult(new ValidationChallenge(
        new ReferenceScene(
            Digest.OfText("validation"), [], new RenderSettings(JobKind.Render, new ImageSize(8, 8), 1, 1, 0, new FrameRate(24), null, "auto", "render-tracing", 1)),
        0, new PixelRegion(0, 0, 8, 8), new SampleRange(0, 1), [0], new WorkCounts(1_000, 1_000, 1_000, 1_000)));

    public Task<PackageInspection> Inspect(Stream upload, string name, CancellationToken cancellationToken) => Task.FromResult(new PackageInspection(
        Digest.OfText(name), [new AssignedFile("scene.bin", Digest.OfText(name), 5)], new SceneFacts(1, 1, 1, 1, 0, 0, 0, false, 0, 1), []));

    public Task<AssembledFrame> Assemble(FrameParts frame, CancellationToken cancellationToken) =>
        Task.FromResult(new AssembledFrame(frame.Parts[0].Result, 1, frame.Parts[0].Result));

    public Task<BlobInfo> AssembleLinear(FrameParts frame, CancellationToken cancellationToken) => Task.FromResult(new BlobInfo(frame.Parts[0].Result, 1));

    public Task<byte[]> GetOrCreateAsync(int chain, CancellationToken cancellationToken) => Task.FromResult(Digest.OfText($"seed {chain}").ToArray());

    public static RenderedBlock Block(PixelRegion region, SampleRange samples, int block)
    {
        var pixels = region.Block(block).Pixels;
        return new RenderedBlock(block, (ulong)(pixels * samples.Count * RaysPerSample), 0, new byte[pixels * 24]);
    }

    public static ResultFile Result(TaskId task) => ResultFile.Create(
        new ResultHeader(task.Region, task.Frame, task.Samples),
        (block, _) => (Block(task.Region, task.Samples, block).Rays, 0));
}
