using Render.Tracing.Paths;

namespace Render.Tracing.Rendering;

/// <summary>What, beside the scene, decides the bytes of a frame.</summary>
/// <param name="Width">Pixels a row of the whole frame, 1 … 65,536.</param>
/// <param name="Height">Rows, 1 … 65,536.</param>
/// <param name="Frame">Frame number; part of the random numbers.</param>
/// <param name="Bounces">Most bounces, 0 … 64: n bounces are n + 1 scattering vertices, as in Cycles. Default 8.</param>
/// <param name="Seed">Part of the random numbers; default 0.</param>
/// <param name="Strategy">How light is found; all give the same mean. Default: both ways.</param>
/// <param name="IndirectClamp">
/// Largest mean of the channels of a single contribution that came over two or more bounces, ≥ 0; larger ones are scaled down, which trades fireflies for a little light.
/// Default 10, as in Cycles; 0: none.
/// </param>
public sealed record RenderSettings(
    int Width, int Height, int Frame = 0, int Bounces = 8, uint Seed = 0, LightStrategy Strategy = LightStrategy.Both, float IndirectClamp = 10f)
{
    /// <summary>
    /// The error of a block at which its sampling may end, as <see cref="BlockError"/> measures it, ≥ 0; see <see cref="BlockStages"/>. 0.1 shows grain, 0.03 little, 0.01 hardly any.
    /// Default 0: every pixel gets all samples.
    /// </summary>
    public float NoiseTarget { get; init; }

    /// <summary>
    /// Samples of each pixel of the whole frame, whose error the target bounds: a range of them may be as much noisier as it is smaller, since ranges add up. Each range decides
    /// for itself. Less than the range's own count (default 0): the range is the whole.
    /// </summary>
    public int NoiseSamples { get; init; }

    /// <summary>How a pixel weighs the light about it. Default: box.</summary>
    public PixelFilter Filter { get; init; } = PixelFilter.Box;

    /// <summary>Whether blocks may end early.</summary>
    public bool IsAdaptive => NoiseTarget > 0f;

    /// <summary>Most pixels a side.</summary>
    public const int MaxSide = 65_536;

    /// <summary>Most bounces.</summary>
    public const int MaxBounces = 64;

    /// <summary>Throws when a value is outside its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the value.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Width);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Width, MaxSide);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Height);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Height, MaxSide);
        ArgumentOutOfRangeException.ThrowIfNegative(Bounces);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Bounces, MaxBounces);
        if (!(IndirectClamp >= 0f && float.IsFinite(IndirectClamp)))
            throw new ArgumentOutOfRangeException(nameof(IndirectClamp), IndirectClamp, "finite and ≥ 0");
        if (!(NoiseTarget >= 0f && float.IsFinite(NoiseTarget)))
            throw new ArgumentOutOfRangeException(nameof(NoiseTarget), NoiseTarget, "finite and ≥ 0");
        ArgumentOutOfRangeException.ThrowIfNegative(NoiseSamples);
        if (!Enum.IsDefined(Filter))
            throw new ArgumentOutOfRangeException(nameof(Filter), Filter, "one of the filters");
    }
}
