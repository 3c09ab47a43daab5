using System.Runtime.Intrinsics;
using FsCheck.Xunit;
using Render.Tracing.Acceleration;
using Render.Tracing.Numerics;
using Render.Tracing.Views;

namespace Render.Tracing.Tests.Acceleration;

public class WideRayTests
{
    [Property(MaxTest = 2000)]
    public unsafe bool WideRay_OfAnyRayAndPlacement_EqualsTheScalarOneBitForBit(int[] bits, uint shape)
    {
        if (!WideCaster.IsSupported)
            return true;
        var next = 0;
        // Zeros, equal sizes, very different ones, and anything finite.
        float Number() => (bits.Length == 0 ? 1 : bits[next++ % bits.Length] + next) switch
        {
            var n when (shape & 3) == 0 => n % 3,
            var n when (shape & 3) == 1 => n * 1e-3f,
            var n when (shape & 3) == 2 => (n & 1) == 0 ? n * 1e-12f : n,
            var n => BitConverter.Int32BitsToSingle((n * 0x9E3779B) & ~0x40000000),
        };
        Float3 Vector() => new(Number(), Number(), Number());
        var record = new InstanceRecord { ToObject = new(Vector(), Vector(), Vector(), Vector()), Extent = Real.Abs(Number()) };
        var ray = new Ray(Vector(), Vector());
        var scalar = new ObjectRay(record.ToObject.Point(ray.Origin), record.ToObject.Direction(ray.Direction), record.Extent);
        var wide = new WideRay(in ray, &record);
        var world = new ObjectRay(ray.Origin, ray.Direction, record.Extent);
        return Same(scalar, wide) && Same(world, new WideRay(in ray, record.Extent));
    }

    private static bool Same(ObjectRay scalar, WideRay wide) =>
        scalar.KZ == wide.KZ
        && Same(scalar.Origin, wide.Origin) && Same(scalar.Inverse, wide.Inverse) && Same(scalar.Near, wide.Near) && Same(scalar.Far, wide.Far)
        && Same(new(TriangleTest.Axis(scalar.Origin, scalar.KX), TriangleTest.Axis(scalar.Origin, scalar.KY), TriangleTest.Axis(scalar.Origin, scalar.KZ)), wide.Along)
        && Same(scalar.ShearX, wide.Shear[0]) && Same(scalar.ShearY, wide.Shear[1]) && Same(scalar.ScaleZ, wide.ScaleZ[0]);

    private static bool Same(Float3 a, Vector128<float> b) => Same(a.X, b[0]) && Same(a.Y, b[1]) && Same(a.Z, b[2]);

    /// <summary>One NaN is like another: what they are made of depends on which operand the compiler puts first.</summary>
    private static bool Same(Real a, float b) => Real.Bits(a) == BitConverter.SingleToInt32Bits(b) || (float.IsNaN(a.Value) && float.IsNaN(b));
}
