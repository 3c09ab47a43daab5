using System.Security.Cryptography;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Tracing.Compilation;
using Render.Tracing.Rendering;
using Render.Tracing.Scenes;
using Render.Worker.Machine;
using Render.Worker.Work;
using TraceSettings = Render.Tracing.Rendering.RenderSettings;

namespace Render.Worker.Tracer;

/// <summary>Measures the tracer on a bundled scene made of formulas: nothing to fetch, the same on every machine.</summary>
/// <param name="clock">Measures.</param>
/// <param name="device">Where it traces; null: on the processor.</param>
/// <param name="samples">Samples a pixel, ≥ 1; fewer are quicker and less steady. Results are compared at the default only.</param>
public sealed class TracerBenchmark(TimeProvider clock, ITracingDevice? device = null, int samples = 8) : IBenchmark
{
    private const int MostRounds = 256;
    private static readonly TraceSettings Settings = new(256, 144);
    private static readonly PixelRegion Region = new(0, 0, 256, 144);
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(0.5);
    private readonly SampleRange samples = new(0, samples);

    /// <inheritdoc/>
    public async Task<BenchmarkResult> Measure(int threads, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var (assets, snapshot) = BenchmarkScene.Create();
        var compiled = SceneCompiler.Compile(SceneCompiler.Prepare(assets), snapshot);
        var scene = FrameMoments.Of(compiled);
        using var processor = new CpuDevice(threads);
        var where = device ?? processor;
        int[] all = [.. Enumerable.Range(0, Region.Blocks)];
        // A few blocks first, so that compilation to machine code is not measured.
        await BlockTracer.Trace(where, scene, Settings, Region, samples with { Count = 1 }, all, null, cancellationToken);
        var traced = clock.GetTimestamp();
        IReadOnlyList<RenderedBlock> blocks;
        var rounds = 0;
        do
        {
            blocks = await BlockTracer.Trace(where, scene, Settings, Region, samples, all, null, cancellationToken);
            rounds++;
        }
        // A GPU is done before anything of it could be measured.
        while (clock.GetElapsedTime(traced) < Least && rounds < MostRounds);
        return new BenchmarkResult(
            blocks.Aggregate(0UL, (sum, block) => sum + block.Rays),
            Math.Max(clock.GetElapsedTime(traced).TotalSeconds / rounds, 1e-6),
            clock.GetElapsedTime(started, traced).TotalSeconds,
            threads,
            DigestOf(blocks));
    }

    private Digest DigestOf(IReadOnlyList<RenderedBlock> blocks)
    {
        var header = new ResultHeader(Region, 0, samples);
        var file = ResultFile.Create(header, (block, sums) =>
        {
            blocks[block].Sums.CopyTo(sums);
            return (blocks[block].Rays, blocks[block].Invalid);
        });
        return new Digest(SHA256.HashData(file.Content.Span));
    }
}
