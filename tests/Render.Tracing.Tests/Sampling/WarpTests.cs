using Render.Tracing.Numerics;
using Render.Tracing.Sampling;

namespace Render.Tracing.Tests.Sampling;

public class WarpTests
{
    [Fact]
    public void CosineHemisphere_Moments_AreThoseOfItsDensity()
    {
        double z = 0, z2 = 0, x = 0;
        const int n = 1 << 14;
        for (var i = 0; i < n; i++)
        {
            var d = Warp.CosineHemisphere(new SampleStream(0, 0, 0, 0, i).Pair(1));
            Assert.InRange(Float3.Length(d).Value, 0.999999f, 1.000001f);
            z += d.Z.Value;
            z2 += d.Z.Value * (double)d.Z.Value;
            x += d.X.Value;
        }
        // ∫ cos θ · cos θ/π dω = 2/3, ∫ cos² θ · cos θ/π dω = 1/2.
        Assert.Equal(2.0 / 3, z / n, 3);
        Assert.Equal(0.5, z2 / n, 3);
        Assert.Equal(0.0, x / n, 3);
    }

    [Fact]
    public void Triangle_Moments_AreUniform()
    {
        double b = 0, c = 0, bc = 0;
        const int n = 1 << 14;
        for (var i = 0; i < n; i++)
        {
            var w = Warp.Triangle(new SampleStream(0, 0, 0, 0, i).Pair(1));
            Assert.True(w.X >= 0f && w.Y >= 0f && w.X + w.Y <= 1.000001f);
            b += w.X.Value;
            c += w.Y.Value;
            bc += w.X.Value * (double)w.Y.Value;
        }
        Assert.Equal(1.0 / 3, b / n, 3);
        Assert.Equal(1.0 / 3, c / n, 3);
        Assert.Equal(1.0 / 12, bc / n, 3);
    }

    [Theory]
    [InlineData(1f, 1f, 0.5f)]
    [InlineData(3f, 1f, 0.9f)]
    [InlineData(1f, 0f, 1f)]
    [InlineData(1e-30f, 1e30f, 0f)]
    public void PowerHeuristic_OfTwoDensities_IsTheSquaredShare(float drawn, float other, float expected) =>
        Assert.Equal(expected, Warp.PowerHeuristic(drawn, other).Value, 6);
}
