using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Render.Tracing.Acceleration;

/// <summary>Splits a run of items where the surface area heuristic, evaluated between bins of their centres, is least.</summary>
/// <remarks>I. Wald, "On fast Construction of SAH-based Bounding Volume Hierarchies", RT 2007.</remarks>
internal readonly unsafe struct BinnedSplit
{
    private const int MostBins = 32;
    private const int Axes = 3;

    private readonly Vector128<float> _low;
    private readonly Vector128<float> _scale;
    private readonly int _axis;
    private readonly int _bin;

    private BinnedSplit(Vector128<float> low, Vector128<float> scale, int axis, int bin)
    {
        _low = low;
        _scale = scale;
        _axis = axis;
        _bin = bin;
    }

    /// <summary>False when all centres are in one place.</summary>
    internal bool Exists => _axis >= 0;

    /// <summary>Finds the best split; ties go to the first axis and the lowest bin.</summary>
    /// <param name="items">All items.</param>
    /// <param name="range">The run.</param>
    /// <param name="leafSize">Items of a full leaf; leaves cost the same however full they are.</param>
    [SkipLocalsInit]
    internal static BinnedSplit Best(ReadOnlySpan<BuildItem> items, in BuildRange range, int leafSize)
    {
        var bins = range.Count < 256 ? MostBins / 4 : range.Count < 65_536 ? MostBins / 2 : MostBins;
        var extent = range.CentreHigh - range.CentreLow;
        // An axis without extent gets scale 0: everything falls into its first bin, and nothing is split there.
        var scale = Vector128.ConditionalSelect(Vector128.GreaterThan(extent, Vector128<float>.Zero), Vector128.Create((float)bins) / extent, Vector128<float>.Zero);
        scale = Vector128.ConditionalSelect(Vector128.LessThan(scale, Vector128.Create(float.PositiveInfinity)), scale, Vector128<float>.Zero);
        var low = range.CentreLow;

        var lows = stackalloc Vector128<float>[Axes * MostBins];
        var highs = stackalloc Vector128<float>[Axes * MostBins];
        var counts = stackalloc int[Axes * MostBins];
        var most = Vector128.Create(float.PositiveInfinity);
        for (var i = 0; i < Axes * MostBins; i++)
        {
            lows[i] = most;
            highs[i] = -most;
            counts[i] = 0;
        }
        var last = Vector128.Create(bins - 1);
        foreach (ref readonly var item in items.Slice(range.Start, range.Count))
        {
            var (itemLow, itemHigh) = (item.Low, item.High);
            var bin = Vector128.Min(Vector128.ConvertToInt32Native((itemLow + itemHigh - low) * scale), last);
            Put(bin.ToScalar());
            Put(MostBins + bin.GetElement(1));
            Put(2 * MostBins + bin.GetElement(2));

            void Put(int at)
            {
                lows[at] = Vector128.MinNative(lows[at], itemLow);
                highs[at] = Vector128.MaxNative(highs[at], itemHigh);
                counts[at]++;
            }
        }

        var (axis, split, best) = (-1, 0, float.PositiveInfinity);
        for (var a = 0; a < Axes; a++)
            Sweep(lows + a * MostBins, highs + a * MostBins, counts + a * MostBins, bins, leafSize, a, ref axis, ref split, ref best);
        return new(low, scale, axis, split);
    }

    /// <summary>Moves the items before the split to the front of the run and measures both parts.</summary>
    internal void Partition(Span<BuildItem> items, in BuildRange range, out BuildRange left, out BuildRange right)
    {
        left = BuildRange.Empty;
        right = BuildRange.Empty;
        var run = items.Slice(range.Start, range.Count);
        var i = 0;
        var j = run.Length - 1;
        while (true)
        {
            while (i <= j && IsBefore(in run[i]))
                left.Add(in run[i++]);
            while (i <= j && !IsBefore(in run[j]))
                right.Add(in run[j--]);
            if (i > j)
                break;
            (run[i], run[j]) = (run[j], run[i]);
            left.Add(in run[i++]);
            right.Add(in run[j--]);
        }
        left.Start = range.Start;
        right.Start = range.Start + left.Count;
        left.Depth = range.Depth + 1;
        right.Depth = range.Depth + 1;
    }

    /// <summary>True when the item's bin comes before the split. Without a ceiling: the last bin never does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsBefore(in BuildItem item)
    {
        var bin = Vector128.ConvertToInt32Native((item.Low + item.High - _low) * _scale);
        return (Vector128.LessThan(bin, Vector128.Create(_bin)).ExtractMostSignificantBits() >> _axis & 1) != 0;
    }

    private static void Sweep(
        Vector128<float>* lows, Vector128<float>* highs, int* counts, int bins, int leafSize, int axis, ref int bestAxis, ref int bestSplit, ref float best)
    {
        var rightCosts = stackalloc float[MostBins];
        var low = Vector128.Create(float.PositiveInfinity);
        var high = -low;
        var n = 0;
        for (var bin = bins - 1; bin > 0; bin--)
        {
            low = Vector128.MinNative(low, lows[bin]);
            high = Vector128.MaxNative(high, highs[bin]);
            n += counts[bin];
            rightCosts[bin] = n == 0 ? float.PositiveInfinity : BuildRange.HalfAreaOf(low, high) * Leaves(n, leafSize);
        }
        low = Vector128.Create(float.PositiveInfinity);
        high = -low;
        n = 0;
        for (var bin = 1; bin < bins; bin++)
        {
            low = Vector128.MinNative(low, lows[bin - 1]);
            high = Vector128.MaxNative(high, highs[bin - 1]);
            n += counts[bin - 1];
            if (n == 0)
                continue;
            var cost = BuildRange.HalfAreaOf(low, high) * Leaves(n, leafSize) + rightCosts[bin];
            if (!(cost < best))
                continue;
            best = cost;
            bestAxis = axis;
            bestSplit = bin;
        }
    }

    private static float Leaves(int n, int leafSize) => (n + leafSize - 1) / leafSize;
}
