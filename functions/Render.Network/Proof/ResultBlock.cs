namespace Render.Network.Proof;

/// <summary>One block of a result file, in place.</summary>
/// <param name="rays">Rays traced.</param>
/// <param name="invalid">Samples that were not finite.</param>
/// <param name="sums">The pixels row by row, each 3 × int64 little-endian (red, green, blue) in units of 2⁻²⁴.</param>
public readonly ref struct ResultBlock(ulong rays, ulong invalid, ReadOnlySpan<byte> sums)
{
    /// <summary>Rays traced.</summary>
    public ulong Rays { get; } = rays;

    /// <summary>Samples that were not finite.</summary>
    public ulong Invalid { get; } = invalid;

    /// <summary>The pixels row by row, each 3 × int64 little-endian (red, green, blue) in units of 2⁻²⁴.</summary>
    public ReadOnlySpan<byte> Sums { get; } = sums;
}
