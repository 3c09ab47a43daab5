namespace Render.Network.Chunks;

/// <summary>
/// Where a chunk ends: FastCDC with normalised chunking (W. Xia et al., “FastCDC: a Fast and Efficient Content-Defined Chunking Approach for
/// Data Deduplication”, USENIX ATC 2016; “The Design of Fast Content-Defined Chunking …”, IEEE TPDS 31(9), 2020, algorithm 1). A cut depends on
/// the 64 bytes before it and on where the chunk began, so an edit moves the cuts beside it and no others.
/// </summary>
public static class FastCdc
{
    // Normalisation level 2 (TPDS 2020, section 3.4): log2(Normal) = 18 bits, two more before the normal size and two fewer after it, which
    // draws sizes together. The bits are the hash's highest: there a byte counts for 64 places, so the window is as wide as it can be.
    private const int Level = 2;
    private const int NormalBits = 18;
    private const ulong Strict = ~0UL << (64 - (NormalBits + Level));
    private const ulong Loose = ~0UL << (64 - (NormalBits - Level));

    /// <summary>The length of the first chunk.</summary>
    /// <param name="data">The rest of a file, or at least its next <see cref="ChunkSizes.Largest"/> bytes.</param>
    /// <returns><see cref="ChunkSizes.Smallest"/> to <see cref="ChunkSizes.Largest"/>, or all of <paramref name="data"/> where that is less.</returns>
    public static int Cut(ReadOnlySpan<byte> data)
    {
        if (data.Length <= ChunkSizes.Smallest)
            return data.Length;
        if (data.Length > ChunkSizes.Largest)
            data = data[..ChunkSizes.Largest];
        var gear = Gear.Values;
        var hash = 0UL;
        var i = ChunkSizes.Smallest;
        for (var normal = Math.Min(ChunkSizes.Normal, data.Length); i < normal; i++)
        {
            hash = (hash << 1) + gear[data[i]];
            if ((hash & Strict) == 0)
                return i;
        }

        for (; i < data.Length; i++)
        {
            hash = (hash << 1) + gear[data[i]];
            if ((hash & Loose) == 0)
                return i;
        }

        return data.Length;
    }
}
