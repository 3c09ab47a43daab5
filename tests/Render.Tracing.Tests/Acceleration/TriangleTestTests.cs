using System.Runtime.Intrinsics;
using FsCheck.Xunit;
using Render.Tracing.Acceleration;
using Render.Tracing.Numerics;

namespace Render.Tracing.Tests.Acceleration;

public class TriangleTestTests
{
    [Property(MaxTest = 500)]
    public unsafe bool PacketTest_OfAnyTriangles_EqualsTheScalarTestBitForBit(float[] corners, float ox, float oy, float oz, float dx, float dy, float dz)
    {
        if (!WideCaster.IsSupported || (dx == 0f && dy == 0f && dz == 0f))
            return true;
        var packet = default(TrianglePacket);
        for (var i = 0; i < 72; i++)
            packet.Corners[i] = corners.Length == 0 ? i % 5 : corners[i % corners.Length] * (1 + i % 3);
        var ray = new ObjectRay(new(ox, oy, oz), new(dx, dy, dz), 1f);
        var scratch = default(WideCaster.Scratch);
        var mask = new PacketTest(new WideRay(new(new(ox, oy, oz), new(dx, dy, dz)), 1f)).Intersect(&packet, Vector256.Create(float.PositiveInfinity), &scratch);
        for (var lane = 0; lane < 8; lane++)
        {
            var isHit = TriangleTest.Intersect(in ray, ref packet, lane, out var t, out var v, out var w, out var sum) && t > 0f;
            if (isHit != ((mask >> lane & 1) != 0))
                return false;
            if (isHit && !(Same(t, scratch.T[lane]) && Same(v, scratch.V[lane]) && Same(w, scratch.W[lane]) && Same(sum, scratch.Sum[lane])))
                return false;
        }
        return true;
    }

    [Property]
    public bool DifferenceOfProducts_HasTheExactSign(short a, short b, short c, short d)
    {
        // Products that cancel almost completely: neighbours of large floats.
        int x = 16_700_000 + a, y = 16_700_000 + b, z = 16_700_000 + c, w = 16_700_000 + d;
        var exact = (long)x * y - (long)z * w;
        return Math.Sign(TriangleTest.DifferenceOfProducts((float)x, (float)y, (float)z, (float)w).Value) == Math.Sign(exact);
    }

    private static bool Same(Real a, float b) => Real.Bits(a) == BitConverter.SingleToInt32Bits(b);
}
