using Render.Network.Jobs;

namespace Render.Network.Quotes;

/// <summary>How much work a job is, before it is done.</summary>
/// <param name="RaysP50">Rays, exceeded with probability ½.</param>
/// <param name="RaysP90">Rays, exceeded with probability 0.1; at least <paramref name="RaysP50"/> plus the margin.</param>
/// <param name="PicosPerRay">Work of a ray, in picoseconds of a work unit, 1 or more; the same number is the work of 10⁶ rays in millionths of a work unit.</param>
/// <param name="PilotBlocks">Blocks that were traced.</param>
/// <param name="PilotRays">Rays that were traced.</param>
public sealed record WorkEstimate(ulong RaysP50, ulong RaysP90, long PicosPerRay, int PilotBlocks, ulong PilotRays)
{
    /// <summary>Work, exceeded with probability ½.</summary>
    public WorkUnits WorkP50 => Work(RaysP50);

    /// <summary>Work, exceeded with probability 0.1.</summary>
    public WorkUnits WorkP90 => Work(RaysP90);

    /// <summary>Work of so many rays, rounded up.</summary>
    /// <exception cref="OverflowException">The result does not fit.</exception>
    public WorkUnits Work(ulong rays) => new WorkUnits(PicosPerRay).Share(rays, 1_000_000);
}
