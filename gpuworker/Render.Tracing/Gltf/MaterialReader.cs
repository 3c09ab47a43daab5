using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>A material with what the mesh needs to know to serve its textures.</summary>
/// <param name="Material">The material.</param>
/// <param name="CoordinateSets">n of TEXCOORD_n for the mesh's sets 0 and 1, as many as its textures read.</param>
internal sealed record MaterialEntry(Material Material, IReadOnlyList<int> CoordinateSets);

/// <summary>Reads materials: metallic-roughness and its KHR_materials extensions. Occlusion maps are not applied: the tracer finds occlusion itself.</summary>
internal sealed class MaterialReader(TextureReader textures, NoticeList notices)
{
    /// <summary>Reads a material.</summary>
    public MaterialEntry Read(GltfElement material)
    {
        var sets = new CoordinateSets(material, notices);
        TextureSlot? Texture(GltfElement? of, string property) => of?.Child(property) is { } info ? sets.Place(info, textures.Read(info)!) : null;

        var surface = material.Child("pbrMetallicRoughness");
        var factor = surface?.Reals("baseColorFactor", 4);
        var result = new Material
        {
            BaseColor = factor is null ? new Float3(1f) : Unit(new(factor[0], factor[1], factor[2])),
            Alpha = factor is null ? Real.One : Real.Clamp(factor[3], 0f, 1f),
            Metallic = Unit(surface, "metallicFactor", 1f),
            Roughness = Unit(surface, "roughnessFactor", 1f),
            Emission = Emission(material, material.Extension(ExtensionPolicy.EmissiveStrength)?.Real("emissiveStrength", 1f) ?? Real.One),
            DoubleSided = material.Flag("doubleSided"),
            NormalScale = material.Child("normalTexture")?.Real("scale", 1f) ?? Real.One,
            BaseColorTexture = Texture(surface, "baseColorTexture"),
            MetallicRoughnessTexture = Texture(surface, "metallicRoughnessTexture"),
            NormalTexture = Texture(material, "normalTexture"),
            EmissionTexture = Texture(material, "emissiveTexture"),
            AlphaMode = Mode(material),
            AlphaCutoff = Real.Clamp(material.Real("alphaCutoff", 0.5f), 0f, 1e6f),
            Unlit = material.Extension(ExtensionPolicy.Unlit) is not null,
        };
        result = ReadInterface(result, material, Texture);
        result = ReadVolume(result, material, Texture);
        result = ReadCoat(result, material, Texture);
        return new(ReadSheen(result, material, Texture), sets.Numbers);
    }

    private static Material ReadInterface(Material result, GltfElement material, Func<GltfElement?, string, TextureSlot?> texture)
    {
        if (material.Extension(ExtensionPolicy.Ior) is { } index)
        {
            var ior = index.Real("ior", 1.5f);
            if (ior != 0f && !(ior >= 1f && ior <= 100f))
                throw index.Invalid("ior", "must be 0, or an index of refraction of 1 or more (to 100)");
            result = result with { Ior = ior };
        }

        return material.Extension(ExtensionPolicy.Specular) is not { } specular
            ? result
            : result with
            {
                Specular = Unit(specular, "specularFactor", 1f),
                SpecularColor = Float3.Min(Float3.Max(specular.Vector("specularColorFactor", new(1f)), Float3.Zero), new(1e4f)),
                SpecularTexture = texture(specular, "specularTexture"),
                SpecularColorTexture = texture(specular, "specularColorTexture"),
            };
    }

    private Material ReadVolume(Material result, GltfElement material, Func<GltfElement?, string, TextureSlot?> texture)
    {
        if (material.Extension(ExtensionPolicy.Transmission) is { } transmission)
            result = result with
            {
                Transmission = Unit(transmission, "transmissionFactor", 0f),
                TransmissionTexture = texture(transmission, "transmissionTexture"),
            };
        if (material.Extension(ExtensionPolicy.Volume) is not { } volume)
            return result;
        var distance = volume.Real("attenuationDistance", Real.Infinity);
        if (volume.Has("thicknessTexture"))
            notices.Add("thickness-traced", $"Material '{material.Title}' has a thickness texture, which is not needed: the way through the volume is traced.");
        return result with
        {
            IsVolume = volume.Real("thicknessFactor", 0f) > 0f,
            AttenuationColor = Unit(volume.Vector("attenuationColor", new(1f))),
            AttenuationDistance = distance > 0f ? distance : throw volume.Invalid("attenuationDistance", "must be more than 0"),
        };
    }

    private static Material ReadCoat(Material result, GltfElement material, Func<GltfElement?, string, TextureSlot?> texture) =>
        material.Extension(ExtensionPolicy.Clearcoat) is not { } coat
            ? result
            : result with
            {
                Clearcoat = Unit(coat, "clearcoatFactor", 0f),
                ClearcoatRoughness = Unit(coat, "clearcoatRoughnessFactor", 0f),
                ClearcoatTexture = texture(coat, "clearcoatTexture"),
                ClearcoatRoughnessTexture = texture(coat, "clearcoatRoughnessTexture"),
                ClearcoatNormalTexture = texture(coat, "clearcoatNormalTexture"),
                ClearcoatNormalScale = coat.Child("clearcoatNormalTexture")?.Real("scale", 1f) ?? Real.One,
            };

    private static Material ReadSheen(Material result, GltfElement material, Func<GltfElement?, string, TextureSlot?> texture) =>
        material.Extension(ExtensionPolicy.Sheen) is not { } sheen
            ? result
            : result with
            {
                SheenColor = Unit(sheen.Vector("sheenColorFactor", Float3.Zero)),
                SheenRoughness = Unit(sheen, "sheenRoughnessFactor", 0f),
                SheenColorTexture = texture(sheen, "sheenColorTexture"),
                SheenRoughnessTexture = texture(sheen, "sheenRoughnessTexture"),
            };

    private static AlphaMode Mode(GltfElement material) => material.String("alphaMode") switch
    {
        null or "OPAQUE" => AlphaMode.Opaque,
        "MASK" => AlphaMode.Mask,
        "BLEND" => AlphaMode.Blend,
        _ => throw material.Invalid("alphaMode", "must be OPAQUE, MASK or BLEND"),
    };

    private static Float3 Emission(GltfElement material, Real strength)
    {
        var emission = Float3.Max(material.Vector("emissiveFactor", Float3.Zero), Float3.Zero) * Real.Max(strength, 0f);
        return emission.IsFinite
            ? emission
            : throw material.Fault(SceneErrorCodes.NotFinite, "its emission is not finite.", "Lower the emission strength.");
    }

    private static Real Unit(GltfElement? of, string property, Real absent) => Real.Clamp(of?.Real(property, absent) ?? absent, 0f, 1f);

    private static Float3 Unit(Float3 color) => Float3.Min(Float3.Max(color, Float3.Zero), new(1f));
}
