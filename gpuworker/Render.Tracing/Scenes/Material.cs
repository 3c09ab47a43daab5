using Render.Tracing.Numerics;

namespace Render.Tracing.Scenes;

/// <summary>glTF's metallic-roughness material with its layers. Colours are linear Rec. 709. What has no effect at its default costs nothing.</summary>
public sealed record Material
{
    /// <summary>Base colour factor, [0, 1] each; default white.</summary>
    public Float3 BaseColor { get; init; } = new(1f);

    /// <summary>Metalness factor, [0, 1]; default 1 (glTF's).</summary>
    public Real Metallic { get; init; } = 1f;

    /// <summary>Perceptual roughness factor, [0, 1] (α = roughness²); default 1 (glTF's).</summary>
    public Real Roughness { get; init; } = 1f;

    /// <summary>Emitted radiance factor (emissiveFactor × emissiveStrength), ≥ 0, W·sr⁻¹·m⁻²; default 0.</summary>
    public Float3 Emission { get; init; }

    /// <summary>Emits from and is shaded on both sides; default false. The back side of a single-sided surface is still shaded by the tracer, as Cycles does; only its emission is one-sided when false.</summary>
    public bool DoubleSided { get; init; }

    /// <summary>Normal map's scale (glTF normalTexture.scale); default 1.</summary>
    public Real NormalScale { get; init; } = 1f;

    /// <summary>sRGB-encoded base colour (RGB), or null.</summary>
    public TextureSlot? BaseColorTexture { get; init; }

    /// <summary>Linear: green = roughness, blue = metalness, or null.</summary>
    public TextureSlot? MetallicRoughnessTexture { get; init; }

    /// <summary>Linear tangent-space normals, or null.</summary>
    public TextureSlot? NormalTexture { get; init; }

    /// <summary>sRGB-encoded emission, or null.</summary>
    public TextureSlot? EmissionTexture { get; init; }

    /// <summary>How much of what is behind is seen; default opaque.</summary>
    public AlphaMode AlphaMode { get; init; }

    /// <summary>Coverage factor, [0, 1]; default 1; times the base colour texture's alpha and the vertices'.</summary>
    public Real Alpha { get; init; } = 1f;

    /// <summary><see cref="AlphaMode.Mask"/>: least coverage that is drawn, ≥ 0; default 0.5.</summary>
    public Real AlphaCutoff { get; init; } = 0.5f;

    /// <summary>KHR_materials_unlit: shows its base colour as radiance and reflects nothing; default false.</summary>
    public bool Unlit { get; init; }

    /// <summary>KHR_materials_ior: index of refraction, ≥ 1, or 0 for a surface that reflects everything; default 1.5.</summary>
    public Real Ior { get; init; } = 1.5f;

    /// <summary>KHR_materials_specular: strength of the dielectric reflection, [0, 1]; default 1.</summary>
    public Real Specular { get; init; } = 1f;

    /// <summary>KHR_materials_specular: tint of the dielectric reflection at normal incidence, ≥ 0; default white.</summary>
    public Float3 SpecularColor { get; init; } = new(1f);

    /// <summary>Linear: alpha = specular strength, or null.</summary>
    public TextureSlot? SpecularTexture { get; init; }

    /// <summary>sRGB-encoded specular tint, or null.</summary>
    public TextureSlot? SpecularColorTexture { get; init; }

    /// <summary>KHR_materials_transmission: part of the dielectric's inside that is clear instead of diffuse, [0, 1]; default 0.</summary>
    public Real Transmission { get; init; }

    /// <summary>Linear: red = transmission, or null.</summary>
    public TextureSlot? TransmissionTexture { get; init; }

    /// <summary>KHR_materials_volume: true when the surface bounds a volume (its thickness is not 0), so that light is refracted; default false: a thin sheet.</summary>
    public bool IsVolume { get; init; }

    /// <summary>KHR_materials_volume: what is left of white light after <see cref="AttenuationDistance"/>, (0, 1] each; default white.</summary>
    public Float3 AttenuationColor { get; init; } = new(1f);

    /// <summary>KHR_materials_volume: in metres, &gt; 0; default infinite: no attenuation.</summary>
    public Real AttenuationDistance { get; init; } = Real.Infinity;

    /// <summary>KHR_materials_clearcoat: strength of the coat, [0, 1]; default 0.</summary>
    public Real Clearcoat { get; init; }

    /// <summary>The coat's perceptual roughness, [0, 1]; default 0.</summary>
    public Real ClearcoatRoughness { get; init; }

    /// <summary>Linear: red = coat strength, or null.</summary>
    public TextureSlot? ClearcoatTexture { get; init; }

    /// <summary>Linear: green = coat roughness, or null.</summary>
    public TextureSlot? ClearcoatRoughnessTexture { get; init; }

    /// <summary>Linear tangent-space normals of the coat, or null: the geometry's.</summary>
    public TextureSlot? ClearcoatNormalTexture { get; init; }

    /// <summary>Scale of the coat's normal map; default 1.</summary>
    public Real ClearcoatNormalScale { get; init; } = 1f;

    /// <summary>KHR_materials_sheen: colour of the sheen, [0, 1] each; default black: none.</summary>
    public Float3 SheenColor { get; init; }

    /// <summary>The sheen's perceptual roughness, [0, 1]; default 0.</summary>
    public Real SheenRoughness { get; init; }

    /// <summary>sRGB-encoded sheen colour, or null.</summary>
    public TextureSlot? SheenColorTexture { get; init; }

    /// <summary>Linear: alpha = sheen roughness, or null.</summary>
    public TextureSlot? SheenRoughnessTexture { get; init; }

    /// <summary>Every texture.</summary>
    internal IEnumerable<TextureSlot> Textures => new[]
    {
        BaseColorTexture, MetallicRoughnessTexture, NormalTexture, EmissionTexture, SpecularTexture, SpecularColorTexture, TransmissionTexture, ClearcoatTexture,
        ClearcoatRoughnessTexture, ClearcoatNormalTexture, SheenColorTexture, SheenRoughnessTexture,
    }.OfType<TextureSlot>();
}

/// <summary>glTF's alpha modes.</summary>
public enum AlphaMode
{
    /// <summary>Alpha is ignored.</summary>
    Opaque,

    /// <summary>Drawn where alpha reaches the cutoff.</summary>
    Mask,

    /// <summary>Alpha is the part of a pixel that is covered.</summary>
    Blend,
}

/// <summary>A texture of a material: an image and how it is addressed. Bilinear filtering.</summary>
/// <param name="Image">Index into <see cref="SceneAssets.Images"/>.</param>
/// <param name="WrapU">Addressing along u.</param>
/// <param name="WrapV">Addressing along v.</param>
/// <param name="Nearest">True: nearest texel instead of bilinear.</param>
public sealed record TextureSlot(int Image, TextureWrap WrapU = TextureWrap.Repeat, TextureWrap WrapV = TextureWrap.Repeat, bool Nearest = false)
{
    /// <summary>Which of a mesh's two sets of texture coordinates it reads: 0 or 1.</summary>
    public int UvSet { get; init; }

    /// <summary>KHR_texture_transform, or null: coordinates as they are.</summary>
    public TextureTransform? Transform { get; init; }
}

/// <summary>Moves texture coordinates: u' = Ux·u + Uy·v + U0, v' = Vx·u + Vy·v + V0.</summary>
public sealed record TextureTransform(Real Ux, Real Uy, Real U0, Real Vx, Real Vy, Real V0)
{
    /// <summary>KHR_texture_transform's T · R · S.</summary>
    /// <param name="offset">Added last.</param>
    /// <param name="rotation">Counter-clockwise, radians; beyond ±8192 as ±8192.</param>
    /// <param name="scale">Multiplied first.</param>
    public static TextureTransform Of(Float2 offset, Real rotation, Float2 scale)
    {
        Trigonometry.SinCos(rotation, out var sine, out var cosine);
        return new(cosine * scale.X, sine * scale.Y, offset.X, -sine * scale.X, cosine * scale.Y, offset.Y);
    }

    /// <summary>Moves a coordinate.</summary>
    public Float2 Apply(Float2 uv) => new(uv.X * Ux + uv.Y * Uy + U0, uv.X * Vx + uv.Y * Vy + V0);
}

/// <summary>How a texture coordinate outside [0, 1) is brought back.</summary>
public enum TextureWrap
{
    /// <summary>Tiles.</summary>
    Repeat,

    /// <summary>Extends the border texel.</summary>
    Clamp,

    /// <summary>Tiles, every other one mirrored.</summary>
    Mirror,
}
