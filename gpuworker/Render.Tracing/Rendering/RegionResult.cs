namespace Render.Tracing.Rendering;

/// <summary>What tracing a region gives: for every block the sums of its pixels, the rays traced and the invalid samples.</summary>
public sealed class RegionResult
{
    /// <summary>A result to be filled.</summary>
    public RegionResult(TileRegion region, TileSamples samples)
    {
        Region = region;
        Samples = samples;
        Sums = new long[3L * region.Width * region.Height];
        Rays = new ulong[region.BlockCount];
        Invalid = new ulong[region.BlockCount];
    }

    /// <summary>The pixels.</summary>
    public TileRegion Region { get; }

    /// <summary>The samples of each pixel.</summary>
    public TileSamples Samples { get; }

    /// <summary>Block after block, inside a block pixel after pixel row by row, three sums (R, G, B) each, in units of 2⁻²⁴ (<see cref="FixedPoint"/>).</summary>
    public long[] Sums { get; }

    /// <summary>Rays traced for each block: camera, scattered and shadow.</summary>
    public ulong[] Rays { get; }

    /// <summary>Samples of each block that were not finite and added 0.</summary>
    public ulong[] Invalid { get; }

    /// <summary>Rays of all blocks.</summary>
    public ulong TotalRays => Rays.Aggregate(0UL, (sum, rays) => checked(sum + rays));

    /// <summary>The sums of one block.</summary>
    public Span<long> BlockSums(int block)
    {
        var pixels = Region.Block(block);
        return Sums.AsSpan(3 * Region.PixelsBefore(block), 3 * pixels.Width * pixels.Height);
    }

    /// <summary>Puts the results of all blocks of a region together.</summary>
    /// <param name="region">The region.</param>
    /// <param name="samples">The samples of each pixel.</param>
    /// <param name="blocks">One result for each block, in their order.</param>
    public static RegionResult Of(TileRegion region, TileSamples samples, IReadOnlyList<BlockResult> blocks)
    {
        var result = new RegionResult(region, samples);
        for (var block = 0; block < blocks.Count; block++)
        {
            blocks[block].Sums.CopyTo(result.BlockSums(block));
            result.Rays[block] = blocks[block].Rays;
            result.Invalid[block] = blocks[block].Invalid;
        }
        return result;
    }

    /// <summary>The sum of two results of the same region over adjoining ranges of samples.</summary>
    /// <exception cref="ArgumentException">Regions differ, or the ranges do not adjoin.</exception>
    public static RegionResult Add(RegionResult first, RegionResult second)
    {
        if (first.Region != second.Region || second.Samples.Start != first.Samples.Start + first.Samples.Count)
            throw new ArgumentException($"{second.Region} {second.Samples} does not continue {first.Region} {first.Samples}");
        var sum = new RegionResult(first.Region, new(first.Samples.Start, first.Samples.Count + second.Samples.Count));
        for (var i = 0; i < sum.Sums.Length; i++)
            sum.Sums[i] = checked(first.Sums[i] + second.Sums[i]);
        for (var i = 0; i < sum.Rays.Length; i++)
        {
            sum.Rays[i] = checked(first.Rays[i] + second.Rays[i]);
            sum.Invalid[i] = checked(first.Invalid[i] + second.Invalid[i]);
        }
        return sum;
    }
}
