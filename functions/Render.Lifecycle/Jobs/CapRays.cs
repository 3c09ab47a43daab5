using System.Numerics;

namespace Render.Lifecycle.Jobs;

/// <summary>How many rays a job's cap pays for.</summary>
public static class CapRays
{
    /// <summary>⌊cap · 10⁶ / price of a million rays⌋: the most rays whose charge, rounded up, is within the cap. 0 before there is a price.</summary>
    public static ulong Of(JobRecord job)
    {
        if (job.PricePerMillionRays.IsZero)
            return 0;
        var rays = (BigInteger)job.Cap.Units * 1_000_000 / (BigInteger)job.PricePerMillionRays.Units;
        return rays > ulong.MaxValue ? ulong.MaxValue : (ulong)rays;
    }
}
