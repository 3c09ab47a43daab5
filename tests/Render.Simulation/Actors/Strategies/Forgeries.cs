using System.Buffers.Binary;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Simulation.Rendering;

namespace Render.Simulation.Actors.Strategies;

/// <summary>Blocks as those deliver them who did not render them.</summary>
internal static class Forgeries
{
    /// <summary>Black, with the rays of the block that should be there.</summary>
    public static RenderedBlock Blank(RenderedBlock block) => block with { Sums = new byte[block.Sums.Length] };

    /// <summary>The same block of the frame before: much like the right one where little moves, and free for whoever kept it.</summary>
    public static RenderedBlock Old(TaskSpec task, RenderedBlock block) =>
        block with { Sums = SyntheticScene.Block(task.Package, task.Id.Frame - 1, task.Id.Region, task.Id.Samples, block.Block).Sums };

    /// <summary>A half of the samples (at least one less), smoothed over neighbours and scaled up: what a denoiser makes of a cheaper picture.</summary>
    public static RenderedBlock Denoised(TaskSpec task, RenderedBlock block)
    {
        var samples = task.Id.Samples;
        var fewer = samples with { Count = Math.Max(1, samples.Count / 2) };
        var cheap = SyntheticScene.Block(task.Package, task.Id.Frame, task.Id.Region, fewer, block.Block).Sums;
        var region = task.Id.Region.Block(block.Block);
        var sums = new byte[cheap.Length];
        for (var y = 0; y < region.Height; y++)
            for (var x = 0; x < region.Width; x++)
                for (var channel = 0; channel < 3; channel++)
                {
                    var (sum, count) = (0L, 0);
                    for (var v = Math.Max(0, y - 1); v <= Math.Min(region.Height - 1, y + 1); v++)
                        for (var u = Math.Max(0, x - 1); u <= Math.Min(region.Width - 1, x + 1); u++, count++)
                            sum += Read(cheap, region.Width, u, v, channel);
                    var smooth = (sum / count) + Read(cheap, region.Width, x, y, channel);
                    BinaryPrimitives.WriteInt64LittleEndian(sums.AsSpan(8 * ((((y * region.Width) + x) * 3) + channel)), smooth * samples.Count / (2 * fewer.Count));
                }

        // The rays are claimed in full: they are what is paid.
        return block with { Sums = sums };
    }

    private static long Read(byte[] sums, int width, int x, int y, int channel) => BinaryPrimitives.ReadInt64LittleEndian(sums.AsSpan(8 * ((((y * width) + x) * 3) + channel)));
}
