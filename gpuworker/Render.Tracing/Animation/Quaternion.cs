using Render.Tracing.Numerics;

namespace Render.Tracing.Animation;

/// <summary>A rotation as a quaternion x·i + y·j + z·k + w, as glTF orders it.</summary>
public readonly struct Quaternion(Real x, Real y, Real z, Real w)
{
    /// <summary>Coefficient of i.</summary>
    public readonly Real X = x;

    /// <summary>Coefficient of j.</summary>
    public readonly Real Y = y;

    /// <summary>Coefficient of k.</summary>
    public readonly Real Z = z;

    /// <summary>The real part.</summary>
    public readonly Real W = w;

    /// <summary>No rotation.</summary>
    public static Quaternion Identity => new(0f, 0f, 0f, 1f);

    /// <summary>The four-dimensional dot product.</summary>
    public static Real Dot(Quaternion a, Quaternion b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z + a.W * b.W;

    /// <summary>a·s + b·t.</summary>
    public static Quaternion Combine(Quaternion a, Real s, Quaternion b, Real t) =>
        new(a.X * s + b.X * t, a.Y * s + b.Y * t, a.Z * s + b.Z * t, a.W * s + b.W * t);

    /// <summary>The unit quaternion of the same direction, or null for (almost) zero.</summary>
    public static Quaternion? TryNormalize(Quaternion q)
    {
        // Scaled first, so that neither tiny nor huge components are lost in the squares.
        var largest = Real.Max(Real.Max(Real.Abs(q.X), Real.Abs(q.Y)), Real.Max(Real.Abs(q.Z), Real.Abs(q.W)));
        if (!(largest > 1e-12f) || !largest.IsFinite)
            return null;
        q = new(q.X / largest, q.Y / largest, q.Z / largest, q.W / largest);
        var length = Real.Sqrt(Dot(q, q));
        return new(q.X / length, q.Y / length, q.Z / length, q.W / length);
    }

    /// <summary>Spherical interpolation of unit quaternions along the shorter arc (glTF 2.0, appendix C.5).</summary>
    /// <param name="a">At t = 0.</param>
    /// <param name="b">At t = 1.</param>
    /// <param name="t">Position in [0, 1].</param>
    public static Quaternion Slerp(Quaternion a, Quaternion b, Real t)
    {
        var cosine = Dot(a, b);
        var sign = cosine < 0f ? new Real(-1f) : Real.One;
        cosine = Real.Abs(cosine);
        var atA = Real.One - t;
        var atB = t;
        // Below 1.8° the arc and its chord agree to 10⁻⁶ of the angle, and sin θ would divide rounding errors.
        if (cosine < 0.9995f)
        {
            var angle = Trigonometry.Acos(cosine);
            Trigonometry.SinCos(angle, out var sine, out _);
            Trigonometry.SinCos(angle * atA, out var sineA, out _);
            Trigonometry.SinCos(angle * atB, out var sineB, out _);
            atA = sineA / sine;
            atB = sineB / sine;
        }

        return TryNormalize(Combine(a, atA, b, sign * atB)) ?? a;
    }

    /// <summary>The rotation's matrix; the quaternion must be of unit length.</summary>
    public Affine ToAffine()
    {
        Real one = 1f;
        Real two = 2f;
        return new(
            new(one - two * (Y * Y + Z * Z), two * (X * Y + Z * W), two * (X * Z - Y * W)),
            new(two * (X * Y - Z * W), one - two * (X * X + Z * Z), two * (Y * Z + X * W)),
            new(two * (X * Z + Y * W), two * (Y * Z - X * W), one - two * (X * X + Y * Y)),
            Float3.Zero);
    }
}
