using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Render.Tracing.Acceleration;

/// <summary>A ray against the eight child boxes of a node at once.</summary>
internal readonly unsafe struct BoxTest
{
    private readonly Vector256<float> _inverseX, _inverseY, _inverseZ;
    private readonly Vector256<float> _nearX, _nearY, _nearZ;
    private readonly Vector256<float> _farX, _farY, _farZ;
    private readonly nint _planeX, _planeY, _planeZ;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal BoxTest(in ObjectRay ray)
    {
        _inverseX = Vector256.Create(ray.Inverse.X.Value);
        _inverseY = Vector256.Create(ray.Inverse.Y.Value);
        _inverseZ = Vector256.Create(ray.Inverse.Z.Value);
        _nearX = Vector256.Create(ray.Near.X.Value);
        _nearY = Vector256.Create(ray.Near.Y.Value);
        _nearZ = Vector256.Create(ray.Near.Z.Value);
        _farX = Vector256.Create(ray.Far.X.Value);
        _farY = Vector256.Create(ray.Far.Y.Value);
        _farZ = Vector256.Create(ray.Far.Z.Value);
        _planeX = ray.Inverse.X < 0f ? 24 : 0;
        _planeY = ray.Inverse.Y < 0f ? 32 : 8;
        _planeZ = ray.Inverse.Z < 0f ? 40 : 16;
    }

    /// <summary>The children that are met up to <paramref name="far"/>, a bit each.</summary>
    /// <param name="node">The node.</param>
    /// <param name="far">The best t so far in all lanes; included.</param>
    /// <param name="near">Where each child's box begins, ≥ 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint Meet(BvhNode* node, Vector256<float> far, out Vector256<float> near)
    {
        var planes = node->Planes;
        var tx = Fma.MultiplyAdd(Vector256.Load(planes + _planeX), _inverseX, _nearX);
        var ty = Fma.MultiplyAdd(Vector256.Load(planes + _planeY), _inverseY, _nearY);
        var tz = Fma.MultiplyAdd(Vector256.Load(planes + _planeZ), _inverseZ, _nearZ);
        near = Avx.Max(Avx.Max(tx, ty), Avx.Max(tz, Vector256<float>.Zero));
        tx = Fma.MultiplyAdd(Vector256.Load(planes + (24 - _planeX)), _inverseX, _farX);
        ty = Fma.MultiplyAdd(Vector256.Load(planes + (40 - _planeY)), _inverseY, _farY);
        tz = Fma.MultiplyAdd(Vector256.Load(planes + (56 - _planeZ)), _inverseZ, _farZ);
        var exit = Avx.Min(Avx.Min(tx, ty), Avx.Min(tz, far));
        return (uint)Avx.MoveMask(Avx.CompareLessThanOrEqual(near, exit));
    }
}
