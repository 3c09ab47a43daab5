using System.Buffers.Binary;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Simulation.Rendering;

/// <summary>
/// A scene without geometry: every sample is a function of package, frame, pixel and number, and costs some rays. Blocks, commitments, receipts and
/// audits over it are the real ones.
/// </summary>
internal static class SyntheticScene
{
    /// <summary>Rays of a sample.</summary>
    public const int RaysPerSample = 3;

    /// <summary>Bytes of a pixel's sums.</summary>
    private const int PixelSize = 24;

    /// <summary>A block as every honest engine renders it.</summary>
    public static RenderedBlock Block(Digest package, int frame, PixelRegion region, SampleRange samples, int block)
    {
        if (TracedScene.Has(package))
            return TracedScene.Block(frame, region, samples, block);
        var pixels = region.Block(block);
        var sums = new byte[pixels.Pixels * PixelSize];
        Fill(Key(package, frame), pixels, samples, sums);
        return new RenderedBlock(block, (ulong)(pixels.Pixels * samples.Count * RaysPerSample), 0, sums);
    }

    /// <summary>A whole task; <paramref name="change"/> may replace a block before the commitment is made.</summary>
    public static ResultFile Result(TaskSpec task, Func<RenderedBlock, RenderedBlock>? change = null)
    {
        var id = task.Id;
        return ResultFile.Create(new ResultHeader(id.Region, id.Frame, id.Samples), (block, sums) =>
        {
            var rendered = Block(task.Package, id.Frame, id.Region, id.Samples, block);
            if (change is not null)
                rendered = change(rendered);
            for (var i = 0; i < sums.Length; i++)
                sums.Span[i] = BinaryPrimitives.ReadInt64LittleEndian(rendered.Sums.AsSpan(8 * i));
            return (rendered.Rays, rendered.Invalid);
        });
    }

    private static void Fill(ulong key, PixelRegion pixels, SampleRange samples, byte[] sums)
    {
        var at = 0;
        for (var y = pixels.Y; y < pixels.Y + pixels.Height; y++)
            for (var x = pixels.X; x < pixels.X + pixels.Width; x++)
                for (var channel = 0; channel < 3; channel++, at += 8)
                {
                    var pixel = Mix(key ^ ((ulong)y << 40) ^ ((ulong)x << 16) ^ (ulong)channel);
                    // A pixel's brightness below a half, and around it noise that is as large.
                    var sum = samples.Count * (long)(pixel >> 41);
                    for (var sample = samples.Start; sample < samples.End; sample++)
                        sum += (long)(Mix(pixel + (ulong)sample) >> 41);
                    BinaryPrimitives.WriteInt64LittleEndian(sums.AsSpan(at), sum);
                }
    }

    private static ulong Key(Digest package, int frame)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        package.CopyTo(bytes);
        return Mix(BinaryPrimitives.ReadUInt64LittleEndian(bytes) + (ulong)frame);
    }

    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
