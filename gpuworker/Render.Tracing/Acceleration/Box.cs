using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Acceleration;

/// <summary>An axis-aligned box; empty when any minimum exceeds its maximum.</summary>
public readonly struct Box(Float3 min, Float3 max)
{
    /// <summary>Least corner.</summary>
    public readonly Float3 Min = min;

    /// <summary>Greatest corner.</summary>
    public readonly Float3 Max = max;

    /// <summary>Contains nothing.</summary>
    public static Box Empty => new(new(Real.Infinity), new(-Real.Infinity));

    /// <summary>Half the surface area; 0 when empty.</summary>
    public Real HalfArea
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var d = Max - Min;
            return d.X < 0f ? Real.Zero : d.X * d.Y + d.Y * d.Z + d.Z * d.X;
        }
    }

    /// <summary>Largest absolute coordinate.</summary>
    public Real Extent => Real.Max(
        Real.Max(Real.Max(Real.Abs(Min.X), Real.Abs(Max.X)), Real.Max(Real.Abs(Min.Y), Real.Abs(Max.Y))),
        Real.Max(Real.Abs(Min.Z), Real.Abs(Max.Z)));

    /// <summary>The least box around both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Box Union(Box a, Box b) => new(Float3.Min(a.Min, b.Min), Float3.Max(a.Max, b.Max));

    /// <summary>The least box that also contains a point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Box With(Float3 p) => new(Float3.Min(Min, p), Float3.Max(Max, p));
}
