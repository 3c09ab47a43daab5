using Render.Tracing.Numerics;

namespace Render.Tracing.Tests.Numerics;

public class ExponentialsTests
{
    [Fact]
    public void Exp_OverItsRange_IsWithinStatedRelativeError()
    {
        for (var i = -87_000; i <= 88_000; i += 3)
        {
            var x = i / 1000f;
            Assert.InRange(Exponentials.Exp(x).Value / Math.Exp(x) - 1, -2e-7, 2e-7);
        }
    }

    [Fact]
    public void Log_OverAllExponents_IsWithinStatedError()
    {
        for (var bits = 0x00800000; bits < 0x7F000000; bits += 30_011)
        {
            var x = BitConverter.Int32BitsToSingle(bits);
            var expected = Math.Log(x);
            var tolerance = 2e-7 * Math.Max(1, Math.Abs(expected));
            Assert.InRange(Exponentials.Log(x).Value - expected, -tolerance, tolerance);
        }
    }

    [Theory]
    [InlineData(2.4f)]
    [InlineData(0.41666666f)]
    [InlineData(5f)]
    public void Pow_OverColours_IsWithinStatedRelativeError(float y)
    {
        for (var i = 1; i <= 40_000; i++)
        {
            var x = i / 10_000f;
            var tolerance = 2e-7 * (2 + Math.Abs(y * Math.Log(x)));
            Assert.InRange(Exponentials.Pow(x, y).Value / Math.Pow(x, y) - 1, -tolerance, tolerance);
        }
    }

    [Fact]
    public void Pow_AtZero_FollowsTheExponentsSign()
    {
        Assert.Equal(0f, Exponentials.Pow(0f, 2f).Value);
        Assert.Equal(1f, Exponentials.Pow(0f, 0f).Value);
        Assert.Equal(float.PositiveInfinity, Exponentials.Pow(0f, -1f).Value);
    }
}
