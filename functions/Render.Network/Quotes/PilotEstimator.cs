using Render.Network.Governance;

namespace Render.Network.Quotes;

/// <summary>Estimates a job's rays and work from its pilot.</summary>
public static class PilotEstimator
{
    /// <summary>Least distance of P90 from P50, in millionths of P50: 5 %.</summary>
    public const int MarginPpm = 50_000;

    /// <summary>0.9 quantile of the normal distribution: the total is a sum of many strata.</summary>
    private const double Z90 = 1.2815515655446004;

    /// <summary>The estimate.</summary>
    /// <remarks>
    /// T = Σ P_h·x̄_h and Var T = Σ P_h²·(1 − n_h/N_h)·s_h²/n_h, where x is rays per pixel and sample of a block, P_h the pixels × samples and
    /// N_h the blocks of stratum h (Cochran, Sampling Techniques, 3rd ed., §5.3–5.4; P_h for N_h because edge blocks are smaller).
    /// P50 = ⌈T⌉; P90 = ⌈max(T + 1.2816·√Var T, T·(1 + margin))⌉. A stratum of which one block was drawn adds no variance that could be seen,
    /// nor does a job traced whole with fewer samples: the margin stands for that. Sums run in the order of strata, in IEEE doubles: the same
    /// bits everywhere. Work per ray is the ratio of the strata-weighted totals, rounded up to a picosecond.
    /// </remarks>
    /// <param name="plan">What was drawn.</param>
    /// <param name="samples">What was counted, one for each block of the plan, in its order.</param>
    /// <param name="coefficients">The reference machine's.</param>
    /// <exception cref="ArgumentException">The samples are not those of the plan.</exception>
    public static WorkEstimate Estimate(PilotPlan plan, IReadOnlyList<PilotSample> samples, WorkCoefficients coefficients)
    {
        if (!samples.Select(sample => sample.Block).SequenceEqual(plan.Blocks))
            throw new ArgumentException("The samples are not the plan's blocks in its order.", nameof(samples));

        var (total, variance, picos) = (0.0, 0.0, 0.0);
        var next = 0;
        for (var h = 0; h < plan.Strata.Length; h++)
        {
            var first = next;
            while (next < samples.Count && samples[next].Block.Stratum == h)
                next++;
            var drawn = samples.Skip(first).Take(next - first).ToArray();
            var pixelSamples = (double)plan.Strata[h].Pixels * plan.Samples;
            var mean = drawn.Sum(RaysPerSample) / drawn.Length;
            total += pixelSamples * mean;
            picos += pixelSamples * (drawn.Sum(sample => PicosPerSample(sample, coefficients)) / drawn.Length);
            if (drawn.Length < 2)
                continue;
            var squares = drawn.Sum(sample => (RaysPerSample(sample) - mean) * (RaysPerSample(sample) - mean)) / (drawn.Length - 1);
            variance += pixelSamples * pixelSamples * (1 - (drawn.Length / (double)plan.Strata[h].Blocks)) * squares / drawn.Length;
        }

        var likely = Math.Ceiling(total);
        var cautious = Math.Ceiling(Math.Max(total + (Z90 * Math.Sqrt(variance)), likely * (1 + (MarginPpm / 1e6))));
        var rays = samples.Aggregate(default(WorkCounts), (sum, sample) => sum + sample.Counts).Rays;
        // A scene of which the pilot saw nothing still costs its camera rays: a ray is never free.
        var perRay = total > 0 ? Math.Max(1, Math.Ceiling(picos / total)) : Math.Max(1, coefficients.Ray);
        return new WorkEstimate(checked((ulong)likely), checked((ulong)cautious), checked((long)perRay), samples.Count, rays);
    }

    private static double RaysPerSample(PilotSample sample) => sample.Counts.Rays / (double)sample.Block.PixelSamples;

    private static double PicosPerSample(PilotSample sample, WorkCoefficients coefficients) =>
        (double)WorkModel.Picos(sample.Counts, coefficients) / sample.Block.PixelSamples;
}
