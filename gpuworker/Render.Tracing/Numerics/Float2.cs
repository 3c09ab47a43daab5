using System.Runtime.CompilerServices;

namespace Render.Tracing.Numerics;

/// <summary>Two <see cref="Real"/>s: a texture coordinate or a point of the unit square.</summary>
public readonly struct Float2
{
    /// <summary>First component (u).</summary>
    public readonly Real X;

    /// <summary>Second component (v).</summary>
    public readonly Real Y;

    /// <summary>From components.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float2(Real x, Real y)
    {
        X = x;
        Y = y;
    }
}
