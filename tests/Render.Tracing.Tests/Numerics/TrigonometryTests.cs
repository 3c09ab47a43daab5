using Render.Tracing.Numerics;

namespace Render.Tracing.Tests.Numerics;

public class TrigonometryTests
{
    [Fact]
    public void SinCosTurns_OverTwoTurns_IsWithinStatedError()
    {
        for (var i = -40_000; i <= 40_000; i++)
        {
            var u = i / 20_000f;
            Trigonometry.SinCosTurns(u, out var sin, out var cos);
            var tolerance = Math.Abs(u) <= 1f ? 3e-7 : 6e-7;
            Assert.InRange(sin.Value - Math.Sin(2 * Math.PI * u), -tolerance, tolerance);
            Assert.InRange(cos.Value - Math.Cos(2 * Math.PI * u), -tolerance, tolerance);
        }
    }

    [Fact]
    public void SinCos_UpToHundredRadians_IsWithinStatedError()
    {
        for (var i = -50_000; i <= 50_000; i++)
        {
            var x = i / 500f;
            Trigonometry.SinCos(x, out var sin, out var cos);
            Assert.InRange(sin.Value - Math.Sin(x), -3e-7, 3e-7);
            Assert.InRange(cos.Value - Math.Cos(x), -3e-7, 3e-7);
        }
    }

    [Fact]
    public void Atan2_AroundTheCircle_IsWithinStatedError()
    {
        for (var i = -18_000; i < 18_000; i++)
        {
            var x = (float)(3 * Math.Cos(i * Math.PI / 18_000));
            var y = (float)(3 * Math.Sin(i * Math.PI / 18_000));
            Assert.InRange(Trigonometry.Atan2(y, x).Value - Math.Atan2(y, x), -4e-7, 4e-7);
        }
        Assert.Equal(0f, Trigonometry.Atan2(0f, 0f).Value);
    }

    [Fact]
    public void Acos_OverItsRange_IsWithinStatedError()
    {
        for (var i = -50_000; i <= 50_000; i++)
        {
            var x = i / 50_000f;
            Assert.InRange(Trigonometry.Acos(x).Value - Math.Acos(x), -5e-7, 5e-7);
        }
        Assert.Equal(0f, Trigonometry.Acos(2f).Value);
    }
}
