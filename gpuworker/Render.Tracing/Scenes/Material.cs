using Render.Tracing.Numerics;

namespace Render.Tracing.Scenes;

/// <summary>glTF's metallic-roughness material. Colours are linear Rec. 709.</summary>
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
}

/// <summary>A texture of a material: an image and how it is addressed. Bilinear filtering.</summary>
/// <param name="Image">Index into <see cref="SceneAssets.Images"/>.</param>
/// <param name="WrapU">Addressing along u.</param>
/// <param name="WrapV">Addressing along v.</param>
/// <param name="Nearest">True: nearest texel instead of bilinear.</param>
public sealed record TextureSlot(int Image, TextureWrap WrapU = TextureWrap.Repeat, TextureWrap WrapV = TextureWrap.Repeat, bool Nearest = false);

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
