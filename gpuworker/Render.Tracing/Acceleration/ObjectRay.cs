using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Acceleration;

/// <summary>A ray in one space, prepared for boxes and triangles of that space.</summary>
public readonly struct ObjectRay
{
    /// <summary>Where it starts.</summary>
    public readonly Float3 Origin;

    /// <summary>The triangle test's axes: KZ is the direction's largest component, KX and KY follow cyclically.</summary>
    public readonly int KX, KY, KZ;

    /// <summary>−dx/dz and −dy/dz along those axes: the shear that turns the ray into the z axis.</summary>
    public readonly Real ShearX, ShearY;

    /// <summary>1 / dz.</summary>
    public readonly Real ScaleZ;

    /// <summary>1 over each direction component for box tests, none of them infinite.</summary>
    public readonly Float3 Inverse;

    /// <summary>Offset of the near planes' t: t = plane · <see cref="Inverse"/> + Near.</summary>
    public readonly Float3 Near;

    /// <summary>Offset of the far planes' t.</summary>
    public readonly Float3 Far;

    /// <summary>Prepares a ray.</summary>
    /// <param name="origin">Where it starts.</param>
    /// <param name="direction">Where it goes.</param>
    /// <param name="extent">The largest absolute coordinate of the boxes' and triangles' space.</param>
    /// <remarks>
    /// Boxes are inflated by δ = 2⁻¹⁸·m in every axis, m = max(extent, |origin|∞). That covers all rounding, so that no accepted triangle is ever culled. With u = 2⁻²⁴:
    /// a triangle that <see cref="TriangleTest"/> accepts has a point P whose sheared coordinates are within 5u·2m of the ray (the difference, the shear's two roundings,
    /// the fused sum), and its t is within 12u·2m/|dz| of P's (weights are accurate to 2u, and all have one sign); the slab arithmetic errs by at most 6u·2m over the direction's
    /// component; replacing a component below 2⁻²⁴·|dz| moves the ray by at most 2u·2m before it leaves the boxes. Together 50u·m, below δ = 64u·m.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ObjectRay(Float3 origin, Float3 direction, Real extent)
    {
        var ax = Real.Abs(direction.X);
        var ay = Real.Abs(direction.Y);
        var az = Real.Abs(direction.Z);
        var largest = Real.Max(ax, Real.Max(ay, az));
        Real dx, dy;
        if (az >= largest)
        {
            KX = 0;
            KY = 1;
            KZ = 2;
            dx = direction.X;
            dy = direction.Y;
        }
        else if (ay >= largest)
        {
            KX = 2;
            KY = 0;
            KZ = 1;
            dx = direction.Z;
            dy = direction.X;
        }
        else
        {
            KX = 1;
            KY = 2;
            KZ = 0;
            dx = direction.Y;
            dy = direction.Z;
        }
        Origin = origin;
        var least = largest * 5.9604645e-8f;
        Inverse = new(
            (Real)1f / Real.CopySign(Real.Max(ax, least), direction.X),
            (Real)1f / Real.CopySign(Real.Max(ay, least), direction.Y),
            (Real)1f / Real.CopySign(Real.Max(az, least), direction.Z));
        // The largest component is not raised, so its inverse is 1 / dz.
        ScaleZ = KZ == 2 ? Inverse.Z : KZ == 1 ? Inverse.Y : Inverse.X;
        ShearX = -(dx * ScaleZ);
        ShearY = -(dy * ScaleZ);
        var m = Real.Max(Real.Max(extent, Real.Abs(origin.X)), Real.Max(Real.Abs(origin.Y), Real.Abs(origin.Z)));
        var delta = m * 3.8146973e-6f;
        var centre = -(origin * Inverse);
        var pad = new Float3(Real.Abs(Inverse.X), Real.Abs(Inverse.Y), Real.Abs(Inverse.Z)) * delta;
        Near = centre - pad;
        Far = centre + pad;
    }
}
