namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>Triples of numbers to compute with, as bits.</summary>
internal static class OperationNumbers
{
    /// <summary>
    /// Where arithmetic is known to go wrong: zeros, the ends of the subnormal and normal range, infinities, NaNs, 1 and its neighbours, and where functions and conversions
    /// turn.
    /// </summary>
    public static IReadOnlyList<int> Special { get; } =
    [
        .. new uint[]
        {
            // 0, the subnormal range, the smallest normal number and its neighbour, the largest, ∞, a quiet and a signalling NaN.
            0x00000000, 0x00000001, 0x00400000, 0x007FFFFF, 0x00800000, 0x00800001, 0x7F7FFFFF, 0x7F800000, 0x7FC00000, 0x7F800001,
            // 1 and its neighbours, ½, 1½, 2²³ ± ½, 2²⁴, 2³¹, and √FLT_MAX.
            0x3F800000, 0x3F7FFFFF, 0x3F800001, 0x3F000000, 0x3FC00000, 0x4AFFFFFF, 0x4B000001, 0x4B800000, 0x4F000000, 0x5F7FFFFF,
            // 65504, 88, 87, π, 8192 and a third.
            0x477FE000, 0x42B00000, 0x42AE0000, 0x40490FDB, 0x46000000, 0x3EAAAAAB,
        }.SelectMany(bits => new[] { (int)bits, (int)(bits | 0x80000000u) }),
    ];

    /// <summary>All triples of <see cref="Special"/>.</summary>
    public static int SpecialTriples => Special.Count * Special.Count * Special.Count;

    /// <summary>A triple of special numbers.</summary>
    public static void SpecialTriple(long index, Span<int> triple)
    {
        for (var i = 0; i < 3; i++)
        {
            triple[i] = Special[(int)(index % Special.Count)];
            index /= Special.Count;
        }
    }

    /// <summary>A random triple: any bits, or in every other one floats between 2⁻⁸ and 2⁸, which meet in sums.</summary>
    public static void RandomTriple(long index, Span<int> triple)
    {
        for (var i = 0; i < 3; i++)
        {
            var bits = Mix((ulong)(3 * index + i));
            triple[i] = (index & 1) == 0 ? (int)bits : (int)(((uint)bits & 0x807FFFFFu) | ((119u + (uint)(bits >> 32) % 17u) << 23));
        }
    }

    /// <summary>A bijective mix of 64 bits (D. Stafford, "Mix13") of multiples of the golden ratio, as in SplitMix64.</summary>
    private static ulong Mix(ulong index)
    {
        var bits = (index + 1) * 0x9E3779B97F4A7C15u;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
        return bits ^ (bits >> 31);
    }
}
