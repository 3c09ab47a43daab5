using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Render.Tracing.Acceleration;

/// <summary>A run of items that becomes a subtree: where it is, the box around it, and the box around the items' centres (doubled, which saves halving them).</summary>
internal struct BuildRange
{
    /// <summary>First item.</summary>
    internal int Start;

    /// <summary>Number of items.</summary>
    internal int Count;

    /// <summary>Splits above it.</summary>
    internal int Depth;

    /// <summary>Box around the items.</summary>
    internal Vector128<float> Low, High;

    /// <summary>Box around min + max of the items.</summary>
    internal Vector128<float> CentreLow, CentreHigh;

    /// <summary>No items yet.</summary>
    internal static BuildRange Empty
    {
        get
        {
            var most = Vector128.Create(float.PositiveInfinity);
            return new() { Low = most, High = -most, CentreLow = most, CentreHigh = -most };
        }
    }

    /// <summary>What is measured of a run of items.</summary>
    internal static BuildRange Of(ReadOnlySpan<BuildItem> items, int start, int count, int depth)
    {
        var range = Empty;
        range.Start = start;
        range.Depth = depth;
        foreach (ref readonly var item in items.Slice(start, count))
            range.Add(in item);
        return range;
    }

    /// <summary>Half the surface area of the box.</summary>
    internal readonly float HalfArea => HalfAreaOf(Low, High);

    /// <summary>The box.</summary>
    internal readonly Box Bounds => new(new(Low[0], Low[1], Low[2]), new(High[0], High[1], High[2]));

    /// <summary>Half the surface area of a box that is not empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float HalfAreaOf(Vector128<float> low, Vector128<float> high)
    {
        var d = high - low;
        var products = d * Vector128.Shuffle(d, Vector128.Create(1, 2, 0, 3));
        return products.ToScalar() + products.GetElement(1) + products.GetElement(2);
    }

    /// <summary>Counts and measures one more item.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(in BuildItem item)
    {
        var (low, high) = (item.Low, item.High);
        var centre = low + high;
        Low = Vector128.MinNative(Low, low);
        High = Vector128.MaxNative(High, high);
        CentreLow = Vector128.MinNative(CentreLow, centre);
        CentreHigh = Vector128.MaxNative(CentreHigh, centre);
        Count++;
    }
}
