using Render.Tracing.Numerics;
using Render.Tracing.Rendering;

namespace Render.Tracing.Denoising;

/// <summary>
/// Nonlinearly weighted first-order regression: each pixel's surroundings are explained by a plane over what the camera sees (albedo, normal, nearness), its pixels weighted by how
/// alike their patches are.
/// </summary>
/// <remarks>
/// B. Bitterli et al., "Nonlinearly Weighted First-order Regression for Denoising Monte Carlo Renderings", EGSR 2016; patches after F. Rousselle et al., "Adaptive Rendering with
/// Non-Local Means Filtering", SIGGRAPH Asia 2012. Differences: the variance comes from the two halves alone, the features, which have samples of their own, are not filtered
/// first, and there is no second pass.
/// <para>
/// It runs after tracing and on processors only, so it computes on binary32 itself: additions, multiplications and divisions in one order, vectors lane by lane, nothing contracted and
/// no library's functions, so that the bytes are the same everywhere. A picture is denoised tile by tile, each with all of the surroundings that reach into it; memory beside
/// the picture is some 25 MB a thread.
/// </para>
/// </remarks>
public sealed class RegressionDenoiser : IDenoiser
{
    private const int DefaultTileSide = 192;
    private readonly int _tileSide;

    /// <summary>A denoiser.</summary>
    public RegressionDenoiser()
        : this(DefaultTileSide)
    {
    }

    internal RegressionDenoiser(int tileSide) => _tileSide = tileSide;

    /// <inheritdoc/>
    public Float3[] Denoise(NoisyPicture picture, int threads, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        var result = new Float3[picture.Width * picture.Height];
        var nearness = NearnessScale(picture.Seen);
        var across = (picture.Width + _tileSide - 1) / _tileSide;
        var count = across * ((picture.Height + _tileSide - 1) / _tileSide);
        var next = -1;
        TracerThreads.Run(Math.Min(threads, count), () =>
        {
            while (Interlocked.Increment(ref next) is var at && at < count)
            {
                var (x, y) = (at % across * _tileSide, at / across * _tileSide);
                var area = new PixelArea(x, y, Math.Min(x + _tileSide, picture.Width), Math.Min(y + _tileSide, picture.Height));
                new DenoisedTile(picture, area, nearness, cancellation).WriteTo(result);
            }
        });
        return result;
    }

    /// <summary>The mean of the nearness of all surfaces, in whose units nearness is a feature.</summary>
    private static float NearnessScale(SurfaceSeen[] seen)
    {
        double sum = 0;
        var surfaces = 0;
        foreach (var pixel in seen)
        {
            if (!pixel.Distance.IsFinite || !(pixel.Distance > 0f))
                continue;
            sum += 1.0 / pixel.Distance.Value;
            surfaces++;
        }
        return surfaces == 0 ? 1f : (float)(surfaces / sum);
    }
}

/// <summary>A rectangle of pixels, its ends exclusive.</summary>
internal readonly record struct PixelArea(int Left, int Top, int Right, int Bottom)
{
    public int Width => Right - Left;

    public int Height => Bottom - Top;

    /// <summary>The area with a margin, cut at a picture's borders.</summary>
    public PixelArea Grown(int margin, int width, int height) =>
        new(Math.Max(Left - margin, 0), Math.Max(Top - margin, 0), Math.Min(Right + margin, width), Math.Min(Bottom + margin, height));
}
