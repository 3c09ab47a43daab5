using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Rendering;

/// <summary>The numbers that sums are made of: int64 in units of 2⁻²⁴.</summary>
public static class FixedPoint
{
    /// <summary>Units of 1.</summary>
    public const long One = 1L << 24;

    /// <summary>Largest channel value a sample contributes.</summary>
    public const float Largest = 65504f;

    /// <summary>
    /// ⌊min(max(a, 0), 65504) · 2²⁴⌋, exactly, by shifting the significand; the caller has excluded NaN and infinity.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long From(Real a)
    {
        var bits = Real.Bits(Real.Clamp(a, 0f, Largest));
        var shift = (bits >> 23) - (127 + 23 - 24);
        long significand = (bits & 0x007FFFFF) | 0x00800000;
        // Below 2⁻²⁴ (subnormals among them) nothing is left of it.
        return shift >= 0 ? significand << shift : shift > -24 ? significand >> -shift : 0;
    }

    /// <summary>Units as a value, rounded to binary32.</summary>
    /// <param name="units">Units of 2⁻²⁴, ≥ 0; less than 2³¹ · 2²⁴.</param>
    public static Real ToReal(long units) => Real.FromInt32((int)(units >> 24)) + Real.FromInt32((int)(units & 0xFFFFFF)) * 5.9604645e-8f;
}
