using System.Runtime.InteropServices;
using Render.Tracing.Compilation;

namespace Render.Tracing.Rendering;

/// <summary>This machine's processor, with threads of its own, so that others keep the pool's.</summary>
/// <param name="threads">Threads, ≥ 1.</param>
public sealed class CpuDevice(int threads) : ITracingDevice
{
    /// <inheritdoc/>
    public DeviceIdentity Identity { get; } = new(
        threads == 1 ? "CPU, 1 thread" : FormattableString.Invariant($"CPU, {threads} threads"),
        RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? DeviceClasses.Arm64 : DeviceClasses.X64,
        true,
        0);

    /// <inheritdoc/>
    public long MemoryFor(CompiledScene scene) => 0;

    /// <inheritdoc/>
    public IReadOnlyList<BlockResult> Trace(
        CompiledScene scene, RenderSettings settings, TileRegion region, TileSamples samples, IReadOnlyList<int> blocks, Action<int, BlockResult>? done,
        CancellationToken cancellation)
    {
        settings.Check();
        region.Check(settings);
        samples.Check();
        var results = new BlockResult[blocks.Count];
        var next = -1;
        TracerThreads.Run(Math.Clamp(threads, 1, Math.Max(blocks.Count, 1)), () =>
        {
            var renderer = new BlockRenderer(scene, settings);
            while (Interlocked.Increment(ref next) is var at && at < blocks.Count)
            {
                cancellation.ThrowIfCancellationRequested();
                results[at] = renderer.Trace(region.Block(blocks[at]), samples);
                done?.Invoke(at, results[at]);
            }
        });
        return results;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
