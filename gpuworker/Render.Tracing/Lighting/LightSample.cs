using Render.Tracing.Numerics;

namespace Render.Tracing.Lighting;

/// <summary>Light that may arrive at a point from one direction.</summary>
public struct LightSample
{
    /// <summary>Unit direction to the light.</summary>
    public Float3 ToLight;

    /// <summary>Distance at which the way must be free; infinite for what is infinitely far.</summary>
    public Real Distance;

    /// <summary>Radiance over density, what to multiply f · cos θ with; for the environment 1 over density.</summary>
    public Float3 Weight;

    /// <summary>Where in the environment map the light comes from, looked up only once nothing is in the way.</summary>
    public Float2 SkyPoint;

    /// <summary>True: the environment.</summary>
    public bool IsSky;

    /// <summary>Density, sr⁻¹, the choice of the light included; 0: the light has no extent, so scattered rays cannot find it.</summary>
    public Real Pdf;
}
