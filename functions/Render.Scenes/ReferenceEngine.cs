using System.Buffers.Binary;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Quotes;
using Render.Tracing.Compilation;
using Render.Tracing.Rendering;
using Render.Tracing.Scenes;
using Render.Worker.Tracer;
using JobSettings = Render.Network.Jobs.RenderSettings;

namespace Render.Scenes;

/// <summary>The tracer as the coordinator's own reference: on few threads, so that nodes on the same machine keep theirs.</summary>
/// <param name="scenes">Prepared scenes.</param>
/// <param name="challenges">What a joining node is asked.</param>
/// <param name="threads">Threads to trace with, ≥ 1.</param>
internal sealed class ReferenceEngine(StoredScenes scenes, ValidationScenes challenges, int threads) : IReferenceEngine
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<PilotSample>> Count(ReferenceScene scene, IReadOnlyList<PilotBlock> blocks, CancellationToken cancellationToken)
    {
        var loaded = await scenes.Get(scene.Package, cancellationToken);
        var samples = new PilotSample[blocks.Count];
        // By frame, since compiling one costs more than a block of it.
        foreach (var frame in blocks.Select((block, i) => (block, i)).GroupBy(pair => pair.block.Frame).OrderBy(group => group.Key))
            await Task.Run(() => CountFrame(loaded, scene.Settings, frame.Key, [.. frame], samples, cancellationToken), cancellationToken);
        return samples;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RenderedBlock>> Render(
        ReferenceScene scene, int frame, PixelRegion region, SampleRange samples, IReadOnlyList<int> blocks, CancellationToken cancellationToken)
    {
        if (blocks.Count == 0)
            return [];
        var loaded = await scenes.Get(scene.Package, cancellationToken);
        var compiled = await Task.Run(() => loaded.Frame(scene.Settings, frame), cancellationToken);
        using var processor = new CpuDevice(threads);
        var traced = await BlockTracer.Trace(
            processor, compiled, FrameScene.Settings(scene.Settings, frame), region, samples, blocks, done: null, cancellationToken);
        return [.. traced.Select(block => new RenderedBlock(block.Block, block.Rays, block.Invalid, Bytes(block.Sums)))];
    }

    /// <inheritdoc/>
    public Task<ValidationChallenge> Challenge(int number, CancellationToken cancellationToken) => challenges.Get(number, cancellationToken);

    private static void CountFrame(
        LoadedScene scene, JobSettings settings, int frame, IReadOnlyList<(PilotBlock Block, int Index)> blocks, PilotSample[] samples, CancellationToken cancellation)
    {
        var compiled = Compile(scene, settings, frame);
        foreach (var (block, index) in blocks)
        {
            var region = new TileRegion(block.Region.X, block.Region.Y, block.Region.Width, block.Region.Height);
            var counted = TileRenderer.RenderPilot(
                compiled, FrameScene.Settings(settings, frame), region, Enumerable.Range(0, region.BlockCount),
                new TileSamples(block.Samples.Start, block.Samples.Count), cancellation);
            samples[index] = new PilotSample(block, new WorkCounts(counted.Rays, counted.NodeVisits, counted.TriangleTests, counted.ShadingEvents));
        }
    }

    private static CompiledScene Compile(LoadedScene scene, JobSettings settings, int frame)
    {
        try
        {
            // The pilot looks at the frame's own moment: what it counts is a forecast.
            return scene.Frame(settings, frame).Middle;
        }
        catch (SceneException e)
        {
            throw new SceneRefusedException(e.Code, e.Message, e.Fix, e);
        }
    }

    private static byte[] Bytes(long[] sums)
    {
        var bytes = new byte[sums.Length * sizeof(long)];
        for (var i = 0; i < sums.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), sums[i]);
        return bytes;
    }
}
