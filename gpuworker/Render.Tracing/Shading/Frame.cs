using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Shading;

/// <summary>An orthonormal, right-handed frame about a unit normal.</summary>
/// <remarks>T. Duff et al., "Building an Orthonormal Basis, Revisited", JCGT 6(1), 2017.</remarks>
public readonly struct Frame
{
    /// <summary>First tangent.</summary>
    public readonly Float3 X;

    /// <summary>Second tangent.</summary>
    public readonly Float3 Y;

    /// <summary>The normal.</summary>
    public readonly Float3 Z;

    /// <summary>The frame about a unit normal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Frame(Float3 normal)
    {
        var sign = Real.CopySign(1f, normal.Z);
        var a = (Real)(-1f) / (sign + normal.Z);
        var b = normal.X * normal.Y * a;
        X = new((Real)1f + sign * normal.X * normal.X * a, sign * b, -(sign * normal.X));
        Y = new(b, sign + normal.Y * normal.Y * a, -normal.Y);
        Z = normal;
    }

    /// <summary>World to frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 ToLocal(Float3 a) => new(Float3.Dot(X, a), Float3.Dot(Y, a), Float3.Dot(Z, a));

    /// <summary>Frame to world.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 ToWorld(Float3 a) => X * a.X + Y * a.Y + Z * a.Z;
}
