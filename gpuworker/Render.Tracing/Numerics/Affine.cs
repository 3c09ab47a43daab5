using System.Runtime.CompilerServices;

namespace Render.Tracing.Numerics;

/// <summary>An affine map p ↦ X·p.x + Y·p.y + Z·p.z + T, by its columns.</summary>
public readonly struct Affine(Float3 x, Float3 y, Float3 z, Float3 t)
{
    /// <summary>Image of the x axis.</summary>
    public readonly Float3 X = x;

    /// <summary>Image of the y axis.</summary>
    public readonly Float3 Y = y;

    /// <summary>Image of the z axis.</summary>
    public readonly Float3 Z = z;

    /// <summary>Image of the origin.</summary>
    public readonly Float3 T = t;

    /// <summary>The identity.</summary>
    public static Affine Identity => new(new(1f, 0f, 0f), new(0f, 1f, 0f), new(0f, 0f, 1f), Float3.Zero);

    /// <summary>Determinant of the linear part; negative when orientation flips.</summary>
    public Real Determinant => Float3.Dot(X, Float3.Cross(Y, Z));

    /// <summary>True when every entry is finite.</summary>
    public bool IsFinite => X.IsFinite && Y.IsFinite && Z.IsFinite && T.IsFinite;

    /// <summary>First b, then a.</summary>
    public static Affine operator *(Affine a, Affine b) => new(a.Direction(b.X), a.Direction(b.Y), a.Direction(b.Z), a.Point(b.T));

    /// <summary>Maps a point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 Point(Float3 p) => new(
        new Real(Exact.Add(Row(X.X.Value, Y.X.Value, Z.X.Value, p), T.X.Value)),
        new Real(Exact.Add(Row(X.Y.Value, Y.Y.Value, Z.Y.Value, p), T.Y.Value)),
        new Real(Exact.Add(Row(X.Z.Value, Y.Z.Value, Z.Z.Value, p), T.Z.Value)));

    /// <summary>Maps a direction (no translation; length is kept only by rotations).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 Direction(Float3 d) => new(
        new Real(Row(X.X.Value, Y.X.Value, Z.X.Value, d)),
        new Real(Row(X.Y.Value, Y.Y.Value, Z.Y.Value, d)),
        new Real(Row(X.Z.Value, Y.Z.Value, Z.Z.Value, d)));

    /// <summary>The inverse map; not finite when <see cref="Determinant"/> is 0.</summary>
    public Affine Inverse()
    {
        var r0 = Float3.Cross(Y, Z);
        var r1 = Float3.Cross(Z, X);
        var r2 = Float3.Cross(X, Y);
        var det = Float3.Dot(X, r0);
        r0 /= det;
        r1 /= det;
        r2 /= det;
        var x = new Float3(r0.X, r1.X, r2.X);
        var y = new Float3(r0.Y, r1.Y, r2.Y);
        var z = new Float3(r0.Z, r1.Z, r2.Z);
        return new(x, y, z, -(x * T.X + y * T.Y + z * T.Z));
    }

    /// <summary>x·p.x + y·p.y + z·p.z, summed in that order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Row(float x, float y, float z, Float3 p) => Exact.Add(
        Exact.Add(Exact.Mul(x, p.X.Value), Exact.Mul(y, p.Y.Value)), Exact.Mul(z, p.Z.Value));
}
