using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Render.Tracing.Acceleration;

/// <summary>A ray against the eight triangles of a packet at once: <see cref="TriangleTest"/> lane by lane, bit for bit.</summary>
internal readonly unsafe struct PacketTest
{
    private readonly Vector256<float> _originX, _originY, _originZ;
    private readonly Vector256<float> _shearX, _shearY, _scaleZ;
    private readonly int _x, _y, _z;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal PacketTest(in WideRay ray)
    {
        _originX = Vector256.Create(ray.Along.GetElement(0));
        _originY = Vector256.Create(ray.Along.GetElement(1));
        _originZ = Vector256.Create(ray.Along.GetElement(2));
        _shearX = Vector256.Create(ray.Shear.GetElement(0));
        _shearY = Vector256.Create(ray.Shear.GetElement(1));
        _scaleZ = Vector256.Create(ray.ScaleZ.ToScalar());
        // The other axes follow cyclically.
        _z = 8 * ray.KZ;
        _x = _z == 16 ? 0 : _z + 8;
        _y = _x == 16 ? 0 : _x + 8;
    }

    /// <summary>The lanes hit in 0 &lt; t ≤ far; their t and weights go to scratch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint Intersect(TrianglePacket* packet, Vector256<float> far, WideCaster.Scratch* scratch)
    {
        var inside = Weights(packet, out var v, out var w, out var sum, out var depth);
        if (Avx.MoveMask(inside) == 0)
            return 0;
        var t = Avx.Multiply(Avx.Divide(depth, sum), _scaleZ);
        var reached = Avx.And(Avx.CompareGreaterThan(t, Vector256<float>.Zero), Avx.CompareLessThanOrEqual(t, far));
        var mask = (uint)Avx.MoveMask(Avx.And(inside, reached));
        if (mask == 0)
            return 0;
        t.Store(scratch->T);
        v.Store(scratch->V);
        w.Store(scratch->W);
        sum.Store(scratch->Sum);
        return mask;
    }

    /// <summary>True when any lane is hit in 0 &lt; t &lt; far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IntersectAny(TrianglePacket* packet, Vector256<float> far)
    {
        var inside = Weights(packet, out _, out _, out var sum, out var depth);
        if (Avx.MoveMask(inside) == 0)
            return false;
        var t = Avx.Multiply(Avx.Divide(depth, sum), _scaleZ);
        var reached = Avx.And(Avx.CompareGreaterThan(t, Vector256<float>.Zero), Avx.CompareLessThan(t, far));
        return Avx.MoveMask(Avx.And(inside, reached)) != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Weights(TrianglePacket* packet, out Vector256<float> v, out Vector256<float> w, out Vector256<float> sum, out Vector256<float> depth)
    {
        var x = packet->Corners + _x;
        var y = packet->Corners + _y;
        var z = packet->Corners + _z;
        var az = Avx.Subtract(Vector256.Load(z), _originZ);
        var bz = Avx.Subtract(Vector256.Load(z + 24), _originZ);
        var cz = Avx.Subtract(Vector256.Load(z + 48), _originZ);
        var ax = Fma.MultiplyAdd(_shearX, az, Avx.Subtract(Vector256.Load(x), _originX));
        var ay = Fma.MultiplyAdd(_shearY, az, Avx.Subtract(Vector256.Load(y), _originY));
        var bx = Fma.MultiplyAdd(_shearX, bz, Avx.Subtract(Vector256.Load(x + 24), _originX));
        var by = Fma.MultiplyAdd(_shearY, bz, Avx.Subtract(Vector256.Load(y + 24), _originY));
        var cx = Fma.MultiplyAdd(_shearX, cz, Avx.Subtract(Vector256.Load(x + 48), _originX));
        var cy = Fma.MultiplyAdd(_shearY, cz, Avx.Subtract(Vector256.Load(y + 48), _originY));

        var u = DifferenceOfProducts(cx, by, cy, bx);
        v = DifferenceOfProducts(ax, cy, ay, cx);
        w = DifferenceOfProducts(bx, ay, by, ax);
        sum = Avx.Add(Avx.Add(u, v), w);
        depth = Fma.MultiplyAdd(w, cz, Fma.MultiplyAdd(v, bz, Avx.Multiply(u, az)));
        var least = Avx.Min(u, Avx.Min(v, w));
        var most = Avx.Max(u, Avx.Max(v, w));
        var zero = Vector256<float>.Zero;
        var oneSided = Avx.Or(Avx.CompareGreaterThanOrEqual(least, zero), Avx.CompareLessThanOrEqual(most, zero));
        return Avx.And(oneSided, Avx.CompareNotEqual(sum, zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> DifferenceOfProducts(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        var product = Avx.Multiply(c, d);
        return Avx.Add(Fma.MultiplySubtract(a, b, product), Fma.MultiplyAddNegated(c, d, product));
    }
}
