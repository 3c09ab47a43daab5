using Render.Tracing.Numerics;
using Render.Tracing.Views;

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

    /// <summary>1: seen from the triangle's front.</summary>
    public int IsFront;

    /// <summary>Index of its material.</summary>
    public int Material;

    /// <summary>The material's <see cref="MaterialFeature"/> bits.</summary>
    public int Features;

    /// <summary>Part that is covered, [0, 1].</summary>
    public Real Alpha;

    /// <summary>Index of refraction; this and what follows is set where the material has such lobes.</summary>
    public Real Ior;

    /// <summary>Strength of the dielectric reflection.</summary>
    public Real Specular;

    /// <summary>Its tint.</summary>
    public Float3 SpecularColor;

    /// <summary>Part of the inside that is clear.</summary>
    public Real Transmission;

    /// <summary>Place of the glass's tables.</summary>
    public int GlassTable;

    /// <summary>Strength of the coat.</summary>
    public Real Clearcoat;

    /// <summary>The coat's perceptual roughness.</summary>
    public Real ClearcoatRoughness;

    /// <summary>The coat's unit normal, never facing away from the viewer.</summary>
    public Float3 ClearcoatNormal;

    /// <summary>Sheen colour.</summary>
    public Float3 SheenColor;

    /// <summary>The sheen's perceptual roughness.</summary>
    public Real SheenRoughness;

    /// <summary>True when the viewer's side is the inside of a volume.</summary>
    public readonly bool IsInside => (Features & MaterialFeature.Volume) != 0 && IsFront == 0;

    /// <summary>Glass: index of refraction beyond the surface over the one before it.</summary>
    public readonly Real Eta => IsInside ? (Real)1f / Ior : Ior;

    /// <summary>Where rays that leave the surface on the viewer's side start.</summary>
    public readonly Float3 RayOrigin => Position + GeometricNormal * Offset;

    /// <summary>Where rays that go through the surface start.</summary>
    public readonly Float3 PassOrigin => Position - GeometricNormal * Offset;
}
