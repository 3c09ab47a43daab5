using Render.Tracing.Compilation;
using Render.Tracing.Denoising;
using Render.Tracing.Numerics;
using Render.Tracing.Rendering;

namespace Render.Tracing.Tests.Denoising;

public class RegressionDenoiserTests
{
    private const int Width = 75;
    private const int Height = 46;
    private static readonly CompiledScene Scene = TestScenes.Everything();
    private static readonly RenderSettings Settings = new(Width, Height, Seed: 5);
    private static readonly TileRegion Whole = new(0, 0, Width, Height);
    private static readonly NoisyPicture Picture = NoisyPicture.Of(
        TileRenderer.Render(Scene, Settings, Whole, new(0, 4), 2), TileRenderer.Render(Scene, Settings, Whole, new(4, 4), 2), FirstSight.Trace(Scene, Settings, 2));

    private static readonly Float3[] Denoised = new RegressionDenoiser(32).Denoise(Picture, 1);

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Denoise_WithAnyThreads_GivesTheSameBytes(int threads) => Assert.Equal(Denoised, new RegressionDenoiser(32).Denoise(Picture, threads));

    [Theory]
    [InlineData(192)]
    [InlineData(20)]
    public void Denoise_InOtherTiles_GivesTheSameBytes(int side) => Assert.Equal(Denoised, new RegressionDenoiser(side).Denoise(Picture, 2));

    [Fact]
    public void Denoise_OfAFewSamples_TakesAQuarterOfTheErrorAndKeepsTheMean()
    {
        var converged = Linear(TileRenderer.Render(Scene, Settings with { Seed = 6 }, Whole, new(0, 1024), 2));
        Float3[] noisy = [.. Picture.First.Zip(Picture.Second, (a, b) => (a + b) * 0.5f)];
        var (before, after) = (Error(noisy, converged), Error(Denoised, converged));
        Assert.True(after < 0.75 * before, $"{before} became {after}");
        Assert.Equal(Mean(noisy), Mean(Denoised), 0.02 * Mean(noisy));
    }

    [Fact]
    public void Denoise_OfAPictureWithoutNoise_KeepsIt()
    {
        var exact = new Float3[40 * 30];
        for (var i = 0; i < exact.Length; i++)
            exact[i] = new(i % 40 < 17 ? 0.2f : 5f, 0.01f * (i / 40), (i * 7919) % 13 / 13f);
        var seen = new SurfaceSeen[exact.Length];
        Array.Fill(seen, new(new(0.5f), new(0f, 1f, 0f), 3f));
        var result = new RegressionDenoiser().Denoise(new(40, 30, exact, exact, seen), 2);
        Assert.All(exact.Zip(result), pair => Assert.True(Float3.Length(pair.First - pair.Second) < 1e-5f, $"{pair.First} became {pair.Second}"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 200)]
    public void Denoise_OfASmallPicture_IsFiniteAndNotNegative(int width, int height)
    {
        Float3[] Half(int key) => [.. Enumerable.Range(0, width * height).Select(i => new Float3(i * key % 7 * 0.1f, i * key % 11 == 3 ? 65504f : 0f, 0.3f))];
        var seen = new SurfaceSeen[width * height];
        Array.Fill(seen, new(Float3.Zero, Float3.Zero, Real.Infinity));
        var result = new RegressionDenoiser().Denoise(new(width, height, Half(31), Half(17), seen), 2);
        Assert.All(result, pixel => Assert.True(pixel.IsFinite && pixel.X >= 0f && pixel.Y >= 0f && pixel.Z >= 0f, pixel.ToString()));
    }

    [Fact]
    public void Denoise_Cancelled_Stops() =>
        Assert.Throws<OperationCanceledException>(() => new RegressionDenoiser().Denoise(Picture, 2, new CancellationToken(canceled: true)));

    [Fact]
    public void NoisyPicture_OfHalvesThatAreNone_IsRefused()
    {
        var half = TileRenderer.Render(Scene, Settings, Whole, new(0, 1));
        Assert.Throws<ArgumentException>(() => NoisyPicture.Of(half, TileRenderer.Render(Scene, Settings, Whole, new(1, 2)), Picture.Seen));
        Assert.Throws<ArgumentException>(() => NoisyPicture.Of(half, half, Picture.Seen[1..]));
    }

    private static Float3[] Linear(RegionResult result)
    {
        var linear = new Float3[Width * Height];
        Tracing.Assembly.FrameAssembler.WriteLinear(result, Width, linear);
        return linear;
    }

    private static double Error(Float3[] picture, Float3[] converged) =>
        Math.Sqrt(picture.Zip(converged).Average(pair => Square(pair.First - pair.Second)));

    private static double Square(Float3 a) => Float3.Dot(a, a).Value;

    private static double Mean(Float3[] picture) => picture.Average(pixel => pixel.X.Value + pixel.Y.Value + (double)pixel.Z.Value);
}
