using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Render.Tracing.Numerics;
using Render.Tracing.Views;

namespace Render.Tracing.Acceleration;

/// <summary>An <see cref="ObjectRay"/> in vectors, three lanes each: the same operations in the same order, bit for bit, x, y and z at once.</summary>
internal readonly struct WideRay
{
    private const byte AllX = 0b00_00_00_00;
    private const byte AllY = 0b01_01_01_01;
    private const byte AllZ = 0b10_10_10_10;

    /// <summary>Where it starts.</summary>
    internal readonly Vector128<float> Origin;

    /// <summary>1 over each direction component for box tests.</summary>
    internal readonly Vector128<float> Inverse;

    /// <summary>Offsets of the near planes' t.</summary>
    internal readonly Vector128<float> Near;

    /// <summary>Offsets of the far planes' t.</summary>
    internal readonly Vector128<float> Far;

    /// <summary>The origin along the triangle test's axes.</summary>
    internal readonly Vector128<float> Along;

    /// <summary>−dx/dz and −dy/dz along those axes.</summary>
    internal readonly Vector128<float> Shear;

    /// <summary>1 / dz.</summary>
    internal readonly Vector128<float> ScaleZ;

    /// <summary>The direction's largest component.</summary>
    internal readonly int KZ;

    /// <summary>Prepares a ray in the space of the world.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal WideRay(in Ray ray, Real extent)
        : this(Vector(ray.Origin), Vector(ray.Direction), extent.Value)
    {
    }

    /// <summary>Prepares a ray in the space of an instance's mesh.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe WideRay(in Ray ray, InstanceRecord* instance)
        : this(Point(&instance->ToObject, ray.Origin), Direction(&instance->ToObject, ray.Direction), instance->Extent.Value)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private WideRay(Vector128<float> origin, Vector128<float> direction, float extent)
    {
        var sign = Vector128.Create(-0f);
        var size = Sse.AndNot(sign, direction);
        // Max(x, Max(y, z)) in all lanes.
        var largest = Sse.Max(All(size, AllX), Sse.Max(All(size, AllY), All(size, AllZ)));
        var clamped = Sse.Max(size, Sse.Multiply(largest, Vector128.Create(5.9604645e-8f)));
        var inverse = Sse.Divide(Vector128.Create(1f), Sse.Or(Sse.AndNot(sign, clamped), Sse.And(sign, direction)));
        var reach = Sse.AndNot(sign, origin);
        var m = Sse.Max(Sse.Max(Vector128.Create(extent), All(reach, AllX)), Sse.Max(All(reach, AllY), All(reach, AllZ)));
        var delta = Sse.Multiply(m, Vector128.Create(3.8146973e-6f));
        var centre = Sse.Xor(sign, Sse.Multiply(origin, inverse));
        var pad = Sse.Multiply(Sse.AndNot(sign, inverse), delta);
        Origin = origin;
        Inverse = inverse;
        Near = Sse.Subtract(centre, pad);
        Far = Sse.Add(centre, pad);

        // The last axis that is as large as the largest.
        KZ = BitOperations.Log2(((uint)Sse.MoveMask(Sse.CompareGreaterThanOrEqual(size, largest)) & 7) | 1);
        var turn = KZ == 2 ? Vector128.Create(0, 1, 2, 3) : KZ == 1 ? Vector128.Create(2, 0, 1, 3) : Vector128.Create(1, 2, 0, 3);
        Along = Avx.PermuteVar(origin, turn);
        ScaleZ = All(Avx.PermuteVar(inverse, turn), AllZ);
        Shear = Sse.Xor(sign, Sse.Multiply(Avx.PermuteVar(direction, turn), ScaleZ));
    }

    /// <summary>One lane in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> All(Vector128<float> a, [ConstantExpected] byte lanes) => Avx.Permute(a, lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Vector(Float3 a) => Vector128.Create(a.X.Value, a.Y.Value, a.Z.Value, 0f);

    /// <summary>Columns stand one after the other, so a column's fourth lane is the next one's first, and of the last what follows; no result of it is used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector128<float> Direction(Affine* map, Float3 d)
    {
        var columns = (float*)map;
        return Sse.Add(
            Sse.Add(Sse.Multiply(Vector128.Load(columns), Vector128.Create(d.X.Value)), Sse.Multiply(Vector128.Load(columns + 3), Vector128.Create(d.Y.Value))),
            Sse.Multiply(Vector128.Load(columns + 6), Vector128.Create(d.Z.Value)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector128<float> Point(Affine* map, Float3 p) => Sse.Add(Direction(map, p), Vector128.Load((float*)map + 9));
}
