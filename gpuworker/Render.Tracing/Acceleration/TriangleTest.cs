using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Acceleration;

/// <summary>The triangle test that defines which triangles a ray hits, and at what t.</summary>
/// <remarks>
/// S. Woop, C. Benthin, I. Wald, "Watertight Ray/Triangle Intersection", JCGT 2(1), 2013, with edge functions whose sign is always exact (W. Kahan's difference of products),
/// instead of the fallback to binary64: two triangles that share an edge then judge it alike, and nothing outside the sheared triangle is accepted.
/// </remarks>
public static class TriangleTest
{
    /// <summary>Tests one lane of a packet.</summary>
    /// <param name="ray">The ray in the packet's space.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="lane">Which triangle, 0 … 7.</param>
    /// <param name="t">Distance, if hit; else 0.</param>
    /// <param name="v">Unnormalised weight of the second vertex.</param>
    /// <param name="w">Unnormalised weight of the third vertex.</param>
    /// <param name="sum">Sum of the three weights.</param>
    /// <returns>True when the line is inside or on the border; t may still be of any sign.</returns>
    public static unsafe bool Intersect(in ObjectRay ray, ref TrianglePacket packet, int lane, out Real t, out Real v, out Real w, out Real sum)
    {
        var x = ray.KX * 8 + lane;
        var y = ray.KY * 8 + lane;
        var z = ray.KZ * 8 + lane;
        return Intersect(
            in ray,
            new(Axis(ray.Origin, ray.KX), Axis(ray.Origin, ray.KY), Axis(ray.Origin, ray.KZ)),
            new(packet.Corners[x], packet.Corners[y], packet.Corners[z]),
            new(packet.Corners[24 + x], packet.Corners[24 + y], packet.Corners[24 + z]),
            new(packet.Corners[48 + x], packet.Corners[48 + y], packet.Corners[48 + z]),
            out t, out v, out w, out sum);
    }

    /// <summary>Tests a triangle; it and the ray's origin are given along the ray's axes <see cref="ObjectRay.KX"/>, <see cref="ObjectRay.KY"/>, <see cref="ObjectRay.KZ"/>.</summary>
    /// <param name="ray">The ray in the triangle's space.</param>
    /// <param name="origin">Its origin.</param>
    /// <param name="a">First vertex.</param>
    /// <param name="b">Second vertex.</param>
    /// <param name="c">Third vertex.</param>
    /// <param name="t">Distance, if hit; else 0.</param>
    /// <param name="v">Unnormalised weight of the second vertex.</param>
    /// <param name="w">Unnormalised weight of the third vertex.</param>
    /// <param name="sum">Sum of the three weights.</param>
    /// <returns>True when the line is inside or on the border; t may still be of any sign.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Intersect(in ObjectRay ray, Float3 origin, Float3 a, Float3 b, Float3 c, out Real t, out Real v, out Real w, out Real sum)
    {
        a -= origin;
        b -= origin;
        c -= origin;
        var ax = Real.Fma(ray.ShearX, a.Z, a.X);
        var ay = Real.Fma(ray.ShearY, a.Z, a.Y);
        var bx = Real.Fma(ray.ShearX, b.Z, b.X);
        var by = Real.Fma(ray.ShearY, b.Z, b.Y);
        var cx = Real.Fma(ray.ShearX, c.Z, c.X);
        var cy = Real.Fma(ray.ShearY, c.Z, c.Y);

        var u = DifferenceOfProducts(cx, by, cy, bx);
        v = DifferenceOfProducts(ax, cy, ay, cx);
        w = DifferenceOfProducts(bx, ay, by, ax);
        sum = u + v + w;
        var least = Real.Min(u, Real.Min(v, w));
        var most = Real.Max(u, Real.Max(v, w));
        if (!(least >= 0f || most <= 0f) || sum == 0f)
        {
            t = 0f;
            return false;
        }

        t = Real.Fma(w, c.Z, Real.Fma(v, b.Z, u * a.Z)) / sum * ray.ScaleZ;
        return true;
    }

    /// <summary>a·b − c·d to 1.5 ulp, and 0 exactly when it is 0 (barring underflow).</summary>
    /// <remarks>C.-P. Jeannerod, N. Louvet, J.-M. Muller, "Further analysis of Kahan's algorithm", Math. Comp. 82, 2013.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real DifferenceOfProducts(Real a, Real b, Real c, Real d)
    {
        var product = c * d;
        return Real.Fma(a, b, -product) + Real.Fma(-c, d, product);
    }

    /// <summary>A component by number: 0 x, 1 y, 2 z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Axis(Float3 a, int axis) => axis == 0 ? a.X : axis == 1 ? a.Y : a.Z;
}
