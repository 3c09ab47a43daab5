using FsCheck.Xunit;
using Render.Tracing.Numerics;

namespace Render.Tracing.Tests.Numerics;

public class RealTests
{
    [Property]
    public bool Min_OfAnyTwo_IsTheConditionalBitForBit(float a, float b) =>
        Real.Bits(Real.Min(a, b)) == BitConverter.SingleToInt32Bits(a < b ? a : b);

    [Property]
    public bool Max_OfAnyTwo_IsTheConditionalBitForBit(float a, float b) =>
        Real.Bits(Real.Max(a, b)) == BitConverter.SingleToInt32Bits(a > b ? a : b);

    [Fact]
    public void MinMax_OfZerosAndNaN_AreTheConditionals()
    {
        foreach (var (a, b) in ((float, float)[])[(0f, -0f), (-0f, 0f), (float.NaN, 1f), (1f, float.NaN)])
        {
            Assert.Equal(BitConverter.SingleToInt32Bits(a < b ? a : b), Real.Bits(Real.Min(a, b)));
            Assert.Equal(BitConverter.SingleToInt32Bits(a > b ? a : b), Real.Bits(Real.Max(a, b)));
        }
    }

    [Theory]
    [InlineData(float.NaN, -5)]
    [InlineData(float.NegativeInfinity, -5)]
    [InlineData(float.PositiveInfinity, 9)]
    [InlineData(2.99f, 2)]
    [InlineData(-2.99f, -2)]
    public void ToInt32_OfAnything_IsClampedThenTruncated(float a, int expected) => Assert.Equal(expected, Real.ToInt32(a, -5, 9));
}
