namespace Render.Network.Splitting;

/// <summary>How finely a job may be cut. One set for the whole network, so that a split can be derived again.</summary>
public static class SplitLimits
{
    /// <summary>Most tasks of a job.</summary>
    public const int MostTasks = 1_000_000;

    /// <summary>Most tasks that one group workflow owns.</summary>
    public const int TasksPerGroup = 1_000;

    /// <summary>Smallest side of a tile in pixels, unless the frame is smaller: below it overhead outweighs the work, and a block's neighbours are lost to the cache.</summary>
    public const int SmallestTile = 32;

    /// <summary>Largest side of a tile in pixels: its sums are 384 MiB, which is what an upload may hold.</summary>
    public const int LargestTile = 4_096;

    /// <summary>Sample ranges of a tile of a statistical job: each is the other's replica, and both go into the picture.</summary>
    public const int StatisticalRanges = 2;

    /// <summary>Sample ranges of a tile at least where noise is told by comparing two halves of the samples.</summary>
    public const int Halves = 2;

    /// <summary>Fewest samples of a statistical job: what forgeries are found by was measured from 4 samples a range on.</summary>
    public const int FewestStatisticalSamples = 8;

    /// <summary>Fewest tasks that a frame range of this size must be cut into, by <see cref="LargestTile"/>, where a tile's samples are not cut.</summary>
    public static UInt128 FewestTasks(long frames, int width, int height) =>
        (UInt128)Math.Max(0, frames) * (ulong)Parts(width) * (ulong)Parts(height);

    private static long Parts(int side) => Math.Max(0, ((long)side + LargestTile - 1) / LargestTile);
}
