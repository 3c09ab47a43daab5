using Render.Tracing.Numerics;

namespace Render.Tracing.Rendering;

/// <summary>A block's way through its samples: which to trace next, and whether what is there suffices.</summary>
/// <remarks>
/// Without a noise target all samples are one stage. With one, stages end after 4, 8, 16, 32, 64 … samples and at the last one; from the second on, the stage just traced is
/// compared with all before it, which are as many and, where the range begins at a multiple of its length, an aligned run of the sampling sequence too. What counts is the larger
/// of that error and of what the one before it has fallen to by then, so that noise that was seen once is not forgotten by chance. From 16 samples on the block ends
/// where error² · N ≤ target² · <see cref="RenderSettings.NoiseSamples"/>, N being the samples of the range. It looks at nothing but its own sums,
/// so it stands alone: whoever traces it, on whatever device, ends after the same sample. A block that ends after n of N samples
/// has its sums multiplied by N/n, rounded down (exact for powers of two, and N is the count of samples that everything after it reckons with). Rays and invalid
/// samples are counted as they were traced.
/// <para>
/// Whoever sums a stage over several frames' moments does so inside it: for each <see cref="Next"/> range, over all that share it.
/// </para>
/// </remarks>
public sealed class BlockStages
{
    /// <summary>Least samples of a pixel, and of a range that ends early: fewer say too little about what they have missed.</summary>
    public const int Least = 16;

    private readonly TileRegion _pixels;
    private readonly TileSamples _samples;
    private readonly bool _isAdaptive;
    private readonly Real _bound;
    private readonly long[] _sums;
    private Real _squaredError;
    private ulong _rays;
    private ulong _invalid;

    /// <summary>At the beginning.</summary>
    /// <param name="pixels">The block's pixels.</param>
    /// <param name="samples">The range of samples.</param>
    /// <param name="settings">Whose noise target counts.</param>
    public BlockStages(TileRegion pixels, TileSamples samples, RenderSettings settings)
    {
        _pixels = pixels;
        _samples = samples;
        _sums = new long[3 * pixels.Width * pixels.Height];
        _isAdaptive = settings.IsAdaptive && samples.Count > Least;
        _bound = (Real)settings.NoiseTarget * settings.NoiseTarget * Real.FromInt32(Math.Max(settings.NoiseSamples, samples.Count));
    }

    /// <summary>Samples traced so far.</summary>
    public int Traced { get; private set; }

    /// <summary>Whether the block is done.</summary>
    public bool IsDone => Traced == _samples.Count || Suffices(Traced);

    /// <summary>The samples to trace next; only before it is done.</summary>
    public TileSamples Next => new(_samples.Start + Traced, NextEnd - Traced);

    /// <summary>After how many samples it will be done, as far as can be said: the error falls with the root of their number at least.</summary>
    public int Forecast
    {
        get
        {
            var count = Math.Max(Traced, 1);
            while (count < _samples.Count && !Suffices(count))
                count = Math.Min(2 * count, _samples.Count);
            return count;
        }
    }

    /// <summary>What it comes to, once it is done.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public BlockResult Result => IsDone ? new(_pixels, Scaled(), _rays, _invalid) : throw new InvalidOperationException("samples are missing");

    private int NextEnd => !_isAdaptive ? _samples.Count : Math.Min(Traced == 0 ? Least / 4 : 2 * Traced, _samples.Count);

    /// <summary>Adds what tracing <see cref="Next"/> gave.</summary>
    /// <param name="sums">Three sums a pixel, row by row.</param>
    /// <param name="rays">Rays traced.</param>
    /// <param name="invalid">Samples that added 0.</param>
    public void Add(ReadOnlySpan<long> sums, ulong rays, ulong invalid)
    {
        var end = NextEnd;
        if (_isAdaptive && end == 2 * Traced && end < _samples.Count)
            _squaredError = Real.Max(BlockError.Squared(_pixels, _sums, sums, end), _squaredError * 0.5f);
        for (var i = 0; i < _sums.Length; i++)
            _sums[i] += sums[i];
        (Traced, _rays, _invalid) = (end, _rays + rays, _invalid + invalid);
    }

    // The error at a number of samples, going on from what was seen, against the bound; both squared.
    private bool Suffices(int count) =>
        _isAdaptive && Traced >= Least && _squaredError * Real.FromInt32(Traced) * Real.FromInt32(_samples.Count) <= _bound * Real.FromInt32(count);

    private long[] Scaled()
    {
        if (Traced == _samples.Count)
            return _sums;
        var scaled = new long[_sums.Length];
        for (var i = 0; i < scaled.Length; i++)
            scaled[i] = (long)((UInt128)(ulong)_sums[i] * (ulong)_samples.Count / (ulong)Traced);
        return scaled;
    }
}
