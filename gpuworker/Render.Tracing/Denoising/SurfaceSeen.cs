using Render.Tracing.Numerics;

namespace Render.Tracing.Denoising;

/// <summary>What a pixel shows, whatever the light: means over the pixel's area.</summary>
/// <param name="Albedo">Base colour and light of its own, together 1 at most a channel; of the sky its radiance, 1 at most.</param>
/// <param name="Normal">Shading normal in the world, towards the viewer; 0 for the sky.</param>
/// <param name="Distance">Length of the way there; for the sky infinite.</param>
public readonly record struct SurfaceSeen(Float3 Albedo, Float3 Normal, Real Distance);
