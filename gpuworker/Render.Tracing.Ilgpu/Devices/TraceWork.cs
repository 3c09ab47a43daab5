using Render.Tracing.Ilgpu.Kernels;
using Render.Tracing.Rendering;

namespace Render.Tracing.Ilgpu.Devices;

/// <summary>Blocks to trace, for any number of devices, and what came of them. Safe from any thread.</summary>
internal sealed class TraceWork(RenderSettings settings, TileRegion region, TileSamples samples, IReadOnlyList<int> blocks, Action<int, BlockResult>? told)
{
    private readonly Lock gate = new();
    private readonly BlockResult?[] results = new BlockResult?[blocks.Count];
    private readonly Stack<int> returned = [];
    private int next;

    /// <summary>The samples of each pixel.</summary>
    public TileSamples Samples => samples;

    /// <summary>What launches have in common.</summary>
    public TraceLaunch Launch { get; } = TraceLaunch.Of(settings);

    /// <summary>The results, once all are there.</summary>
    public IReadOnlyList<BlockResult> Results => Array.ConvertAll(results, result => result ?? throw new InvalidOperationException("a block was not traced"));

    /// <summary>Whether blocks wait that nobody has taken.</summary>
    public bool IsLeft
    {
        get
        {
            lock (gate)
                return returned.Count > 0 || next < blocks.Count;
        }
    }

    /// <summary>Takes blocks to trace, as places in the list that was asked for.</summary>
    /// <returns>None: nothing is left.</returns>
    public IReadOnlyList<int> Take(int most)
    {
        lock (gate)
        {
            var taken = new List<int>(most);
            while (taken.Count < most && returned.TryPop(out var at))
                taken.Add(at);
            while (taken.Count < most && next < blocks.Count)
                taken.Add(next++);
            return taken;
        }
    }

    /// <summary>Puts blocks back that were taken and are not done.</summary>
    public void GiveBack(IReadOnlyList<int> taken)
    {
        lock (gate)
            foreach (var at in taken)
                returned.Push(at);
    }

    /// <summary>The pixels of a block.</summary>
    public TileRegion PixelsOf(int at) => region.Block(blocks[at]);

    /// <summary>Takes what a device traced.</summary>
    /// <param name="at">Which block.</param>
    /// <param name="sums">Three sums for each of 8 × 8 pixels, row by row.</param>
    /// <param name="rays">Its rays.</param>
    /// <param name="invalid">Its invalid samples.</param>
    public void Done(int at, ReadOnlySpan<long> sums, ulong rays, ulong invalid)
    {
        var pixels = PixelsOf(at);
        var own = new long[3 * pixels.Width * pixels.Height];
        for (var row = 0; row < pixels.Height; row++)
            sums.Slice(3 * TileRegion.BlockSide * row, 3 * pixels.Width).CopyTo(own.AsSpan(3 * pixels.Width * row));
        var result = new BlockResult(pixels, own, rays, invalid);
        results[at] = result;
        told?.Invoke(at, result);
    }
}
