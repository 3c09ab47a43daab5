using System.Runtime.CompilerServices;

namespace Render.Tracing.Numerics;

/// <summary>Three <see cref="Real"/>s: a point, a direction or a linear RGB colour (scene units, unitless, or W·sr⁻¹·m⁻²).</summary>
/// <remarks>Operators name <see cref="Exact"/> directly instead of <see cref="Real"/>'s operators: the compiler's limit on inlined temporaries is reached much later so.</remarks>
public readonly struct Float3
{
    /// <summary>First component (x, red).</summary>
    public readonly Real X;

    /// <summary>Second component (y, green).</summary>
    public readonly Real Y;

    /// <summary>Third component (z, blue).</summary>
    public readonly Real Z;

    /// <summary>From components.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3(Real x, Real y, Real z)
    {
        X = x;
        Y = y;
        Z = z;
    }

    /// <summary>The same value in all components.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3(Real all)
    {
        X = all;
        Y = all;
        Z = all;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Float3(float x, float y, float z)
    {
        X = new(x);
        Y = new(y);
        Z = new(z);
    }

    /// <summary>(0, 0, 0).</summary>
    public static Float3 Zero => default;

    /// <summary>True when all components are finite.</summary>
    public bool IsFinite
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => X.IsFinite && Y.IsFinite && Z.IsFinite;
    }

    /// <summary>The largest component.</summary>
    public Real Largest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Exact.Max(X.Value, Exact.Max(Y.Value, Z.Value)));
    }

    /// <summary>Componentwise sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator +(Float3 a, Float3 b) => new(
        Exact.Add(a.X.Value, b.X.Value), Exact.Add(a.Y.Value, b.Y.Value), Exact.Add(a.Z.Value, b.Z.Value));

    /// <summary>Componentwise difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator -(Float3 a, Float3 b) => new(
        Exact.Sub(a.X.Value, b.X.Value), Exact.Sub(a.Y.Value, b.Y.Value), Exact.Sub(a.Z.Value, b.Z.Value));

    /// <summary>Componentwise negation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator -(Float3 a) => new(-a.X.Value, -a.Y.Value, -a.Z.Value);

    /// <summary>Componentwise product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator *(Float3 a, Float3 b) => new(
        Exact.Mul(a.X.Value, b.X.Value), Exact.Mul(a.Y.Value, b.Y.Value), Exact.Mul(a.Z.Value, b.Z.Value));

    /// <summary>Scaled by s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator *(Float3 a, Real s) => new(
        Exact.Mul(a.X.Value, s.Value), Exact.Mul(a.Y.Value, s.Value), Exact.Mul(a.Z.Value, s.Value));

    /// <summary>Each component divided by s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 operator /(Float3 a, Real s) => new(
        Exact.Div(a.X.Value, s.Value), Exact.Div(a.Y.Value, s.Value), Exact.Div(a.Z.Value, s.Value));

    /// <summary>a · b, summed x, then y, then z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Dot(Float3 a, Float3 b) => new(Exact.Add(
        Exact.Add(Exact.Mul(a.X.Value, b.X.Value), Exact.Mul(a.Y.Value, b.Y.Value)), Exact.Mul(a.Z.Value, b.Z.Value)));

    /// <summary>a × b (right-handed).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 Cross(Float3 a, Float3 b) => new(
        Exact.Sub(Exact.Mul(a.Y.Value, b.Z.Value), Exact.Mul(a.Z.Value, b.Y.Value)),
        Exact.Sub(Exact.Mul(a.Z.Value, b.X.Value), Exact.Mul(a.X.Value, b.Z.Value)),
        Exact.Sub(Exact.Mul(a.X.Value, b.Y.Value), Exact.Mul(a.Y.Value, b.X.Value)));

    /// <summary>|a|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Length(Float3 a) => Real.Sqrt(Dot(a, a));

    /// <summary>a / |a|; not finite for a = 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 Normalize(Float3 a) => a / Length(a);

    /// <summary>Componentwise minimum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 Min(Float3 a, Float3 b) => new(
        Exact.Min(a.X.Value, b.X.Value), Exact.Min(a.Y.Value, b.Y.Value), Exact.Min(a.Z.Value, b.Z.Value));

    /// <summary>Componentwise maximum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float3 Max(Float3 a, Float3 b) => new(
        Exact.Max(a.X.Value, b.X.Value), Exact.Max(a.Y.Value, b.Y.Value), Exact.Max(a.Z.Value, b.Z.Value));

    /// <inheritdoc/>
    public override string ToString() => $"({X}, {Y}, {Z})";
}
