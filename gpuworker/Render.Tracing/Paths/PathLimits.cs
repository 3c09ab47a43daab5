using Render.Tracing.Numerics;

namespace Render.Tracing.Paths;

/// <summary>Where paths end.</summary>
/// <param name="Bounces">Most scatterings after the first: n bounces are n + 1 scattering vertices, as in Cycles.</param>
/// <param name="SureBounces">Bounces that are always taken; after them paths go on with a probability of their throughput.</param>
/// <param name="Strategy">How light is found.</param>
/// <param name="IndirectClamp">Largest mean of the channels of one contribution over two or more bounces; 0: none.</param>
public readonly record struct PathLimits(int Bounces, int SureBounces = 2, LightStrategy Strategy = LightStrategy.Both, Real IndirectClamp = default)
{
    /// <summary>Most surfaces that a path passes straight through, beside its bounces: a further one stops it.</summary>
    public const int Passages = 64;
}
