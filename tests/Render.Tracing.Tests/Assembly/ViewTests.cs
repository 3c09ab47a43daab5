using Render.Tracing.Assembly;
using Render.Tracing.Numerics;

namespace Render.Tracing.Tests.Assembly;

/// <summary>The views against their published formulas, computed here in binary64.</summary>
public class ViewTests
{
    public static TheoryData<double, double, double> Colours()
    {
        var data = new TheoryData<double, double, double>();
        double[] levels = [0, 1e-6, 0.003, 0.05, 0.18, 0.5, 1, 4, 16, 300];
        foreach (var red in levels)
            foreach (var green in levels)
                data.Add(red, green, levels[(Array.IndexOf(levels, red) * 3 + Array.IndexOf(levels, green)) % levels.Length]);
        return data;
    }

    [Theory]
    [MemberData(nameof(Colours))]
    public void Agx_OfAnyColour_IsTheFormulas(double red, double green, double blue) =>
        Near(Agx([red, green, blue]), Tracing.Assembly.Agx.Map(new((float)red, (float)green, (float)blue)), 4e-6);

    [Theory]
    [MemberData(nameof(Colours))]
    public void Aces_OfAnyColour_IsTheFormulas(double red, double green, double blue) =>
        Near(Aces([red, green, blue]), Tracing.Assembly.Aces.Map(new((float)red, (float)green, (float)blue)), 2e-6);

    [Fact]
    public void AgxCurve_AtItsEndsAndAtGrey_IsBlackHalfAndWhite()
    {
        Assert.InRange(Tracing.Assembly.Agx.Curve(0f).Value, -1e-6f, 1e-6f);
        Assert.InRange(Tracing.Assembly.Agx.Curve(1f).Value, 1f - 1e-6f, 1f + 1e-6f);
        Assert.InRange(Tracing.Assembly.Agx.Curve(Tracing.Assembly.Agx.Encode(0.18f)).Value, 0.5f - 1e-6f, 0.5f + 1e-6f);
    }

    [Fact]
    public void AgxCurve_BesideThePolynomialThatOthersUse_DiffersByLessThanStated()
    {
        for (var x = 0.0; x <= 1; x += 1 / 1024.0)
        {
            var polynomial = (((((15.5 * x - 40.14) * x + 31.96) * x - 6.868) * x + 0.4298) * x + 0.1191) * x - 0.00232;
            Assert.InRange(Tracing.Assembly.Agx.Curve((float)x).Value - polynomial, -0.018, 0.018);
        }
    }

    [Theory]
    [InlineData(ViewTransform.Standard)]
    [InlineData(ViewTransform.PbrNeutral)]
    [InlineData(ViewTransform.Agx)]
    [InlineData(ViewTransform.Aces)]
    public void ToRgba_OfGreys_RisesFromBlackToNearlyWhite_AndStaysGrey(ViewTransform view)
    {
        var greys = Enumerable.Range(0, 200).Select(i => new Float3((Real)(float)(1e-4 * Math.Pow(1.09, i)))).Prepend(Float3.Zero).ToArray();
        var pixels = FrameAssembler.ToRgba(greys, view: view);
        Assert.Equal([0, 0, 0, 255], pixels[..4]);
        Assert.InRange(pixels[^2], 250, 255);
        for (var i = 4; i < pixels.Length; i += 4)
        {
            Assert.True(pixels[i] >= pixels[i - 4]);
            Assert.InRange(pixels[i] - pixels[i + 1], -1, 1);
            Assert.InRange(pixels[i] - pixels[i + 2], -1, 1);
        }
    }

    [Theory]
    [InlineData(ViewTransform.Agx)]
    [InlineData(ViewTransform.Aces)]
    public void ToRgba_OfWhatIsNoColour_IsAPixel(ViewTransform view) =>
        Assert.Equal(255, FrameAssembler.ToRgba([new(float.NaN, float.PositiveInfinity, -3f)], view: view)[3]);

    private static void Near(double[] expected, Float3 actual, double tolerance)
    {
        Assert.InRange(actual.X.Value - expected[0], -tolerance, tolerance);
        Assert.InRange(actual.Y.Value - expected[1], -tolerance, tolerance);
        Assert.InRange(actual.Z.Value - expected[2], -tolerance, tolerance);
    }

    private static double[] Agx(double[] color)
    {
        color = Map(Map(color, [0.6274, 0.3293, 0.0433, 0.0691, 0.9195, 0.0113, 0.0164, 0.0880, 0.8956]),
            [0.856627153315983, 0.0951212405381588, 0.0482516061458583, 0.137318972929847, 0.761241990602591, 0.101439036467562, 0.11189821299995, 0.0767994186031903, 0.811302368396859]);
        color = [.. color.Select(value => Curve(Math.Clamp((Math.Log2(Math.Max(value, 1e-10) / 0.18) + 10) / 16.5, 0, 1)))];
        color = Map(color, [
            1.1271005818144368, -0.11060664309660323, -0.016493938717834573, -0.1413297634984383, 1.157823702216272, -0.016493938717834257,
            -0.14132976349843826, -0.11060664309660294, 1.2519364065950405]);
        color = [.. color.Select(value => Math.Pow(Math.Max(value, 0), 2.2))];
        return Map(color, [1.6605, -0.5876, -0.0728, -0.1246, 1.1329, -0.0083, -0.0182, -0.1006, 1.1187]);
    }

    private static double Curve(double x)
    {
        const double pivot = 10 / 16.5;
        var power = x < pivot ? 3 : 3.25;
        var (a, b) = x < pivot ? (pivot, 0.5) : (1 - pivot, 0.5);
        var scale = Math.Pow(Math.Pow(2 * a, -power) * (Math.Pow(2 * a / b, power) - 1), -1 / power);
        var t = 2 * Math.Abs(x - pivot) / scale;
        return 0.5 + Math.Sign(x - pivot) * scale * t / Math.Pow(1 + Math.Pow(t, power), 1 / power);
    }

    private static double[] Aces(double[] color)
    {
        color = Map(color, [0.59719, 0.35458, 0.04823, 0.07600, 0.90834, 0.01566, 0.02840, 0.13383, 0.83777]);
        color = [.. color.Select(v => (v * (v + 0.0245786) - 0.000090537) / (v * (0.983729 * v + 0.4329510) + 0.238081))];
        return Map(color, [1.60475, -0.53108, -0.07367, -0.10208, 1.10813, -0.00605, -0.00327, -0.07276, 1.07602]);
    }

    private static double[] Map(double[] color, double[] matrix) =>
        [.. Enumerable.Range(0, 3).Select(row => matrix[3 * row] * color[0] + matrix[3 * row + 1] * color[1] + matrix[3 * row + 2] * color[2])];
}
