using Render.Tracing.Compilation;
using Render.Tracing.Rendering;
using Render.Tracing.Scenes;

namespace Render.Tracing.Ilgpu.Devices;

/// <summary>Whether a device gives the bytes that its results will be judged by: a stake is lost over one wrong bit, so it is asked before, not after.</summary>
public static class DeviceCheck
{
    private const int BlockStride = 7;
    private static readonly RenderSettings Settings = new(256, 144, Frame: 1, Seed: 0x5EED);
    private static readonly TileRegion Region = new(0, 0, 256, 144);
    private static readonly TileSamples Samples = new(0, 2);

    /// <summary>Traces every seventh block of the bundled scene on the device and on the processor.</summary>
    /// <returns>What is wrong, in words; null: every byte is the same.</returns>
    public static string? Fault(ITracingDevice device, int threads)
    {
        var (assets, snapshot) = BenchmarkScene.Create();
        var scene = SceneCompiler.Compile(SceneCompiler.Prepare(assets), snapshot);
        int[] blocks = [.. Enumerable.Range(0, Region.BlockCount).Where(block => block % BlockStride == 0)];
        using var cpu = new CpuDevice(threads);
        IReadOnlyList<BlockResult> found;
        try
        {
            found = device.Trace(scene, Settings, Region, Samples, blocks, null, CancellationToken.None);
        }
        catch (DeviceException e)
        {
            return e.Message;
        }

        var expected = cpu.Trace(scene, Settings, Region, Samples, blocks, null, CancellationToken.None);
        var wrong = Enumerable.Range(0, blocks.Length).Count(i => !Equal(expected[i], found[i]));
        return wrong == 0 ? null : FormattableString.Invariant($"{wrong} of {blocks.Length} blocks of the bundled scene differ from the processor's");
    }

    private static bool Equal(BlockResult one, BlockResult other) =>
        one.Rays == other.Rays && one.Invalid == other.Invalid && one.Sums.AsSpan().SequenceEqual(other.Sums);
}
