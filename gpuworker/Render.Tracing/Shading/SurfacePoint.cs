using Render.Tracing.Numerics;

namespace Render.Tracing.Shading;

/// <summary>A hit point and what it is made of.</summary>
public struct SurfacePoint
{
    /// <summary>World position.</summary>
    public Float3 Position;

    /// <summary>Unit normal of the triangle, on the side the ray came from.</summary>
    public Float3 GeometricNormal;

    /// <summary>Unit shading normal, on the same side, never facing away from the viewer.</summary>
    public Float3 Normal;

    /// <summary>Linear base colour.</summary>
    public Float3 BaseColor;

    /// <summary>Radiance towards the viewer.</summary>
    public Float3 Emission;

    /// <summary>Metalness.</summary>
    public Real Metallic;

    /// <summary>Perceptual roughness.</summary>
    public Real Roughness;

    /// <summary>Distance along <see cref="GeometricNormal"/> at which new rays start, so that rounding does not put them behind the surface.</summary>
    public Real Offset;

    /// <summary>Index of the light this surface is; −1: none.</summary>
    public int Light;

    /// <summary>Where rays that leave the surface start.</summary>
    public readonly Float3 RayOrigin => Position + GeometricNormal * Offset;
}
