using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Rendering;
using Render.Tracing.Sampling;
using Render.Tracing.Scenes;

namespace Render.Tracing.Tests.Sampling;

public class BlackmanHarrisTests
{
    [Fact]
    public void Sample_AgainstTheFormula_PassesAChiSquareTest()
    {
        const int draws = 1 << 18;
        const int bins = 48;
        var counts = new int[2, bins];
        for (var i = 0; i < draws; i++)
        {
            // Numbers without stratification, which the test's theory assumes.
            var random = new SampleStream(3, 0, i, 0, i);
            var at = BlackmanHarris.Sample(new(random.Plain(0), random.Plain(1)));
            Assert.InRange(at.X.Value, -1f, 2f);
            counts[0, Math.Min(bins - 1, (int)((at.X.Value + 1) / 3 * bins))]++;
            counts[1, Math.Min(bins - 1, (int)((at.Y.Value + 1) / 3 * bins))]++;
        }
        for (var axis = 0; axis < 2; axis++)
        {
            // Bins of fewer than ten expected samples are taken together.
            double chi = 0, expected = 0, counted = 0;
            var degrees = -1;
            for (var bin = 0; bin < bins; bin++)
            {
                expected += draws * (Integral((bin + 1.0) / bins) - Integral((double)bin / bins));
                counted += counts[axis, bin];
                if (expected < 10 && bin < bins - 1)
                    continue;
                chi += (counted - expected) * (counted - expected) / Math.Max(expected, 1e-9);
                degrees++;
                (expected, counted) = (0, 0);
            }
            // 4.5 standard deviations of a χ² with as many degrees.
            Assert.True(chi < degrees + 4.5 * Math.Sqrt(2.0 * degrees), $"χ² = {chi} with {degrees} degrees");
        }
    }

    [Fact]
    public void Invert_OverItsWholeRange_IsOffByLessThanAMillionthOfTheShare()
    {
        var previous = -1f;
        for (var i = 0; i <= 1 << 16; i++)
        {
            var share = (float)i / (1 << 16);
            var t = BlackmanHarris.Invert(share).Value;
            Assert.True(Math.Abs(Integral(t) - share) < 1e-6, $"at {share}: {t}");
            Assert.True(t >= previous - 1e-6f);
            previous = t;
        }
    }

    [Fact]
    public void Invert_OfMirroredShares_IsMirrored()
    {
        for (var i = 1; i < 1000; i++)
            Assert.Equal(1f - BlackmanHarris.Invert(i / 1024f).Value, BlackmanHarris.Invert(1f - i / 1024f).Value, 1e-6f);
    }

    [Fact]
    public void Pdf_OverTheWindow_IsTheFormulaAndIntegratesToOne()
    {
        double sum = 0;
        for (var i = 0; i < 3000; i++)
        {
            var x = -1 + (i + 0.5) / 1000;
            var pdf = BlackmanHarris.Pdf((float)x).Value;
            Assert.Equal(Formula((x + 1) / 3) / 3, pdf, 1e-6);
            sum += pdf / 1000;
        }
        Assert.Equal(1.0, sum, 1e-5);
        Assert.Equal(0f, BlackmanHarris.Pdf(-1.01f).Value);
        Assert.Equal(0f, BlackmanHarris.Pdf(2.01f).Value);
    }

    [Fact]
    public void Render_OfAnEdge_BlendsItAsTheFilterDoes()
    {
        // White from x = 0 on, black before it, seen orthographically: 8 pixels of 1 m, the edge at the left border of the fifth.
        Float3[] corners = [new(0f, -9f, 0f), new(9f, -9f, 0f), new(9f, 9f, 0f), new(0f, 9f, 0f)];
        var scene = TestScenes.Compile(
            [new(corners, [0, 1, 2, 0, 2, 3], 0)], [new() { BaseColor = Float3.Zero, Emission = new(1f) }], [new(0, Affine.Identity)],
            camera: new Camera(TestScenes.At(0f, 0f, 1f), 4f) { IsOrthographic = true });
        var result = TileRenderer.Render(scene, new(8, 8, Bounces: 0) { Filter = PixelFilter.BlackmanHarris }, new(0, 0, 8, 8), new(0, 4096));
        for (var x = 0; x < 8; x++)
        {
            // The pixel's middle lies x − 3.5 pixels right of the edge; the window reaches 1.5 to either side.
            var seen = Integral(Math.Clamp((x - 3.5 + 1.5) / 3, 0, 1));
            Assert.Equal(seen, result.Sums[3 * (8 * 3 + x)] / (4096.0 * (1 << 24)), 2e-3);
        }
    }

    private static double Formula(double t) =>
        (0.35875 - 0.48829 * Math.Cos(2 * Math.PI * t) + 0.14128 * Math.Cos(4 * Math.PI * t) - 0.01168 * Math.Cos(6 * Math.PI * t)) / 0.35875;

    private static double Integral(double t) =>
        t + (-0.48829 * Math.Sin(2 * Math.PI * t) + 0.14128 * Math.Sin(4 * Math.PI * t) / 2 - 0.01168 * Math.Sin(6 * Math.PI * t) / 3) / (2 * Math.PI * 0.35875);
}
