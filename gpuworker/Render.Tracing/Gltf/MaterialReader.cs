using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>A material with what the mesh needs to know to serve its textures.</summary>
/// <param name="Material">The material.</param>
/// <param name="Coordinates">Which texture coordinates all its textures read.</param>
internal sealed record MaterialEntry(Material Material, TextureCoordinates Coordinates);

/// <summary>Reads materials: metallic-roughness with textures and emission strength.</summary>
internal sealed class MaterialReader(TextureReader textures, NoticeList notices)
{
    /// <summary>Reads a material.</summary>
    public MaterialEntry Read(GltfElement material)
    {
        var surface = material.Child("pbrMetallicRoughness");
        var normal = material.Child("normalTexture");
        var baseInfo = surface?.Child("baseColorTexture");
        var roughInfo = surface?.Child("metallicRoughnessTexture");
        var emissionInfo = material.Child("emissiveTexture");
        var coordinates = TextureCoordinates.Common([baseInfo, roughInfo, normal, emissionInfo], material, notices);
        var factor = surface?.Reals("baseColorFactor", 4);
        var strength = material.Extension(ExtensionPolicy.EmissiveStrength)?.Real("emissiveStrength", 1f) ?? Real.One;
        NoticeOmissions(material);
        var result = new Material
        {
            BaseColor = factor is null ? new Float3(1f) : Unit(new(factor[0], factor[1], factor[2])),
            Metallic = Real.Clamp(surface?.Real("metallicFactor", 1f) ?? Real.One, 0f, 1f),
            Roughness = Real.Clamp(surface?.Real("roughnessFactor", 1f) ?? Real.One, 0f, 1f),
            Emission = Emission(material, strength),
            DoubleSided = material.Flag("doubleSided"),
            NormalScale = normal?.Real("scale", 1f) ?? Real.One,
            BaseColorTexture = textures.Read(baseInfo),
            MetallicRoughnessTexture = textures.Read(roughInfo),
            NormalTexture = textures.Read(normal),
            EmissionTexture = textures.Read(emissionInfo),
        };
        return new(result, coordinates);
    }

    private static Float3 Emission(GltfElement material, Real strength)
    {
        var emission = Float3.Max(material.Vector("emissiveFactor", Float3.Zero), Float3.Zero) * Real.Max(strength, 0f);
        return emission.IsFinite
            ? emission
            : throw material.Fault(SceneErrorCodes.NotFinite, "its emission is not finite.", "Lower the emission strength.");
    }

    private static Float3 Unit(Float3 color) => Float3.Min(Float3.Max(color, Float3.Zero), new(1f));

    private void NoticeOmissions(GltfElement material)
    {
        if (material.String("alphaMode") is "MASK" or "BLEND")
            notices.Add("transparency-not-applied", $"Material '{material.Title}' is transparent in the file; it is drawn opaque.");
    }
}
