using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Render.Tracing.Numerics;

namespace Render.Tracing.Sampling;

/// <summary>Discrete distributions in units of 2⁻²⁴, the grid of the random numbers: a probability is exactly how often its item is drawn.</summary>
public static class UnitDistribution
{
    /// <summary>Most items of one distribution, so that each can get a unit.</summary>
    public const int MaxItems = 1 << 22;

    private const int Units = 1 << 24;

    /// <summary>Fills cumulative probabilities in proportion to weights; every weight &gt; 0 gets at least one unit, and the last is 1.</summary>
    /// <param name="weights">At least one; finite, ≥ 0. All zero: uniform.</param>
    /// <param name="cumulative">As many; receives the probability up to and including each item.</param>
    public static void Build(ReadOnlySpan<Real> weights, Span<Real> cumulative)
    {
        var largest = Real.Zero;
        foreach (var weight in weights)
            largest = Real.Max(weight, largest);

        long total = 0;
        for (var i = 0; i < weights.Length; i++)
            total += Whole(weights[i], largest);

        // One unit each is set aside, the rest is shared; what rounding leaves over goes to the likeliest item.
        var shared = Units - weights.Length;
        var given = 0;
        var likeliest = 0;
        var most = -1;
        for (var i = 0; i < weights.Length; i++)
        {
            var units = UnitsOf(weights[i], largest, total, shared);
            given += units;
            if (units <= most)
                continue;
            most = units;
            likeliest = i;
        }
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += UnitsOf(weights[i], largest, total, shared) + (i == likeliest ? Units - given : 0);
            cumulative[i] = Real.FromInt32(sum) * 5.9604645e-8f;
        }
    }

    /// <summary>A step of the search for the first item whose cumulative probability exceeds u: <paramref name="half"/> when u ≥ cumulative, else 0.</summary>
    /// <remarks>Both are in [0, 1], where bits order as numbers do; no branch, since none could be predicted.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Step(Real u, Real cumulative, int half) => half & ~((Real.Bits(u) - Real.Bits(cumulative)) >> 31);

    /// <summary>The first item whose cumulative probability exceeds u: halves until few are left, and compares these at once.</summary>
    /// <param name="cumulative">Cumulative probabilities; the last exceeds u.</param>
    /// <param name="count">How many, ≥ 1.</param>
    /// <param name="u">A number in [0, 1).</param>
    internal static unsafe int Find(Real* cumulative, int count, Real u)
    {
        var low = 0;
        while (count > 4 * Vector256<int>.Count)
        {
            var half = count >> 1;
            low += Step(u, cumulative[low + half - 1], half);
            count -= half;
        }
        var bits = (int*)(cumulative + low);
        var wanted = Vector256.Create(Real.Bits(u));
        var at = 0;
        for (; at <= count - Vector256<int>.Count; at += Vector256<int>.Count)
            low += Vector256<int>.Count - BitOperations.PopCount(Vector256.GreaterThan(Vector256.Load(bits + at), wanted).ExtractMostSignificantBits());
        for (; at < count; at++)
            low += bits[at] > Real.Bits(u) ? 0 : 1;
        return low;
    }

    private static int UnitsOf(Real weight, Real largest, long total, int shared)
    {
        var whole = Whole(weight, largest);
        return whole == 0 ? 0 : 1 + (int)(whole * shared / total);
    }

    private static long Whole(Real weight, Real largest)
    {
        if (!(largest > 0f))
            return 1;
        if (!(weight > 0f))
            return 0;
        var scaled = Real.ToInt32(weight / largest * 1073741824f, 0, 1 << 30);
        return scaled == 0 ? 1 : scaled;
    }
}
