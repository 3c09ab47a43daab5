namespace Render.Network.Proof;

/// <summary>
/// The most rays that honest work can count, known without rendering: rays are what is paid, so a claim above it is refused before anybody
/// is asked to audit it.
/// </summary>
/// <remarks>
/// A path of b bounces has at most b + 2 rays of its own (the camera's, and one after each of b + 1 scatterings, the last of which only
/// looks for light) and one shadow ray at each of its first b + 1 hits: 1 + 2 · (b + 1) a sample.
/// </remarks>
public static class RayCeiling
{
    /// <summary>The most rays of one sample.</summary>
    /// <param name="bounces">The job's most scattering events of a path, ≥ 0.</param>
    public static ulong OfSample(int bounces)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bounces);
        return 1 + 2 * ((ulong)bounces + 1);
    }

    /// <summary>The most rays of a block.</summary>
    /// <param name="pixels">Its pixels, 1 to 64.</param>
    /// <param name="samples">Samples of each pixel, ≥ 1.</param>
    /// <param name="bounces">The job's most scattering events of a path, ≥ 0.</param>
    /// <exception cref="OverflowException">The product exceeds 64 bits.</exception>
    public static ulong OfBlock(long pixels, int samples, int bounces) => checked((ulong)pixels * (ulong)samples * OfSample(bounces));

    /// <summary>The first block of a result that counts more rays than it can have; null where none does.</summary>
    /// <param name="result">The result.</param>
    /// <param name="bounces">The job's most scattering events of a path, ≥ 0.</param>
    public static int? FirstAbove(ResultFile result, int bounces)
    {
        var (region, samples) = (result.Header.Region, result.Header.Samples.Count);
        for (var i = 0; i < result.Blocks; i++)
            if (result.Block(i).Rays > OfBlock(region.Block(i).Pixels, samples, bounces))
                return i;
        return null;
    }
}
