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
    internal BoxTest(in WideRay ray)
    {
        _inverseX = All(ray.Inverse, 0);
        _inverseY = All(ray.Inverse, 1);
        _inverseZ = All(ray.Inverse, 2);
        _nearX = All(ray.Near, 0);
        _nearY = All(ray.Near, 1);
        _nearZ = All(ray.Near, 2);
        _farX = All(ray.Far, 0);
        _farY = All(ray.Far, 1);
        _farZ = All(ray.Far, 2);
        var isBackward = Sse.MoveMask(ray.Inverse);
        _planeX = (isBackward & 1) != 0 ? 24 : 0;
        _planeY = (isBackward & 2) != 0 ? 32 : 8;
        _planeZ = (isBackward & 4) != 0 ? 40 : 16;
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

    /// <summary>A lane in all eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> All(Vector128<float> a, int lane) => Avx2.BroadcastScalarToVector256(Vector128.CreateScalarUnsafe(a.GetElement(lane)));
}
