using System.Runtime.CompilerServices;

namespace Render.Tracing.Numerics;

/// <summary>Three <see cref="Real"/>s: a point, a direction or a linear RGB colour (scene units, unitless, or W·sr⁻¹·m⁻²).</summary>
public readonly struct Float3(Real x, Real y, Real z)
{
    /// <summary>First component (x, red).</summary>
    public readonly Real X = x;

    /// <summary>Second component (y, green).</summary>
    public readonly Real Y = y;

    /// <summary>Third component (z, blue).</summary>
    public readonly Real Z = z;

    /// <summary>The same value in all components.</summary>
    public Float3(Real all)
        : this(all, all, all)
    {
    }

    /// <summary>(0, 0, 0).</summary>
    public static Float3 Zero => default;

    /// <summary>True when all components are finite.</summary>
    public bool IsFinite => X.IsFinite && Y.IsFinite && Z.IsFinite;

    /// <summary>The largest component.</summary>
    public Real Largest => Real.Max(X, Real.Max(Y, Z));

    /// <summary>Componentwise sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator +(Float3 a, Float3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>Componentwise difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator -(Float3 a, Float3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>Componentwise negation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator -(Float3 a) => new(-a.X, -a.Y, -a.Z);

    /// <summary>Componentwise product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator *(Float3 a, Float3 b) => new(a.X * b.X, a.Y * b.Y, a.Z * b.Z);

    /// <summary>Scaled by s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator *(Float3 a, Real s) => new(a.X * s, a.Y * s, a.Z * s);

    /// <summary>Each component divided by s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator /(Float3 a, Real s) => new(a.X / s, a.Y / s, a.Z / s);

    /// <summary>a · b, summed x, then y, then z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Dot(Float3 a, Float3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    /// <summary>a × b (right-handed).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 Cross(Float3 a, Float3 b) => new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    /// <summary>|a|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Length(Float3 a) => Real.Sqrt(Dot(a, a));

    /// <summary>a / |a|; not finite for a = 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 Normalize(Float3 a) => a / Length(a);

    /// <summary>Componentwise minimum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 Min(Float3 a, Float3 b) => new(Real.Min(a.X, b.X), Real.Min(a.Y, b.Y), Real.Min(a.Z, b.Z));

    /// <summary>Componentwise maximum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 Max(Float3 a, Float3 b) => new(Real.Max(a.X, b.X), Real.Max(a.Y, b.Y), Real.Max(a.Z, b.Z));

    /// <inheritdoc/>
    public override string ToString() => $"({X}, {Y}, {Z})";
}
