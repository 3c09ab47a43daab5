namespace Render.Tracing.Paths;

/// <summary>Where paths end.</summary>
/// <param name="Bounces">Most scatterings after the first: n bounces are n + 1 scattering vertices, as in Cycles.</param>
/// <param name="SureBounces">Bounces that are always taken; after them paths go on with a probability of their throughput.</param>
/// <param name="Strategy">How light is found.</param>
public readonly record struct PathLimits(int Bounces, int SureBounces = 3, LightStrategy Strategy = LightStrategy.Both);
