using FsCheck.Xunit;
using Render.Tracing.Rendering;

namespace Render.Tracing.Tests.Rendering;

public class FixedPointTests
{
    [Property(MaxTest = 2000)]
    public bool From_OfAnyFloat_IsTheFlooredClampedProduct(int bits)
    {
        var a = BitConverter.Int32BitsToSingle(bits);
        if (!float.IsFinite(a))
            return true;
        return FixedPoint.From(a) == (long)Math.Floor(Math.Clamp((double)a, 0, 65504) * 16777216);
    }

    [Theory]
    [InlineData(0f, 0)]
    [InlineData(-3f, 0)]
    [InlineData(1f, 16_777_216)]
    [InlineData(5.9604645e-8f, 1)]
    [InlineData(5.9604641e-8f, 0)]
    [InlineData(1e-45f, 0)]
    [InlineData(70_000f, 1_098_974_756_864)]
    public void From_OfEdges_IsExact(float a, long expected) => Assert.Equal(expected, FixedPoint.From(a));
}
