using Render.Tracing.Numerics;

namespace Render.Tracing.Tests.Shading;

/// <summary>Quadrature and statistics over directions, in binary64.</summary>
internal static class Sphere
{
    /// <summary>Visits midpoints of a grid over the upper hemisphere, n × 2n, equal in θ and φ.</summary>
    internal static void ForEach(int n, Action<Float3, double> visit)
    {
        for (var i = 0; i < n; i++)
        {
            double t0 = Math.PI / 2 * i / n, t1 = Math.PI / 2 * (i + 1) / n;
            var z = (Math.Cos(t0) + Math.Cos(t1)) / 2;
            var r = Math.Sqrt(1 - z * z);
            for (var k = 0; k < 2 * n; k++)
            {
                var phi = Math.PI * (k + 0.5) / n;
                visit(new((float)(r * Math.Cos(phi)), (float)(r * Math.Sin(phi)), (float)z), (Math.Cos(t0) - Math.Cos(t1)) * Math.PI / n);
            }
        }
    }

    /// <summary>Visits both hemispheres.</summary>
    internal static void ForEachAround(int n, Action<Float3, double> visit) => ForEach(n, (direction, solidAngle) =>
    {
        visit(direction, solidAngle);
        visit(new(direction.X, direction.Y, -direction.Z), solidAngle);
    });

    /// <summary>A bin of the whole sphere, equal in θ and φ.</summary>
    internal static int BinAround(Float3 direction, int across, int around) => direction.Z.Value >= 0
        ? Bin(direction, across, around)
        : across * around + Bin(new(direction.X, direction.Y, -direction.Z), across, around);

    internal static double Integrate(Func<Float3, double> value, int n)
    {
        var sum = 0.0;
        ForEach(n, (direction, solidAngle) => sum += value(direction) * solidAngle);
        return sum;
    }

    /// <summary>A bin of the upper hemisphere, equal in θ and φ.</summary>
    internal static int Bin(Float3 direction, int across, int around)
    {
        var theta = Math.Acos(Math.Min(1.0, direction.Z.Value));
        var phi = Math.Atan2(direction.Y.Value, direction.X.Value) + Math.PI;
        return Math.Min((int)(theta / (Math.PI / 2) * across), across - 1) * around + Math.Min((int)(phi / (2 * Math.PI) * around), around - 1);
    }

    /// <summary>Pearson's χ² over bins with at least ten expected, within five standard deviations above its mean.</summary>
    internal static void AssertFollows(double[] expected, int[] counts)
    {
        double chi2 = 0, smallExpected = 0;
        int degrees = -1, smallCount = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            if (expected[i] < 10)
            {
                smallExpected += expected[i];
                smallCount += counts[i];
                continue;
            }
            chi2 += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
            degrees++;
        }
        if (smallExpected > 10)
            chi2 += (smallCount - smallExpected) * (smallCount - smallExpected) / smallExpected;
        else
            Assert.InRange(smallCount, 0, smallExpected + 30);
        Assert.True(degrees >= 3);
        Assert.InRange(chi2, 0, degrees + 5 * Math.Sqrt(2 * degrees) + 5);
    }
}
