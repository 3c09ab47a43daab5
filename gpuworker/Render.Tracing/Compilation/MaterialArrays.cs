using Render.Tracing.Numerics;
using Render.Tracing.Scenes;
using Render.Tracing.Shading;
using Render.Tracing.Views;

namespace Render.Tracing.Compilation;

/// <summary>Materials and the texels they use, flat.</summary>
internal static class MaterialArrays
{
    internal static (FlatArray<MaterialRecord> Materials, FlatArray<uint> Texels, FlatArray<Real> Albedos) Build(SceneAssets assets)
    {
        var first = new int[assets.Images.Count];
        var count = 0;
        for (var i = 0; i < first.Length; i++)
        {
            first[i] = count;
            count = checked(count + assets.Images[i].Width * assets.Images[i].Height);
        }
        var texels = new FlatArray<uint>(count);
        for (var i = 0; i < first.Length; i++)
        {
            var bytes = assets.Images[i].Rgba;
            for (var k = 0; k < bytes.Length / 4; k++)
                texels[first[i] + k] = bytes[4 * k] | ((uint)bytes[4 * k + 1] << 8) | ((uint)bytes[4 * k + 2] << 16) | ((uint)bytes[4 * k + 3] << 24);
        }

        var linear = SrgbTable.Build();
        var glasses = assets.Materials.Where(IsGlass).Select(material => material.Ior).Distinct().ToArray();
        var records = new FlatArray<MaterialRecord>(assets.Materials.Count);
        for (var i = 0; i < records.Length; i++)
        {
            var record = Record(assets.Materials[i], slot => Record(slot, assets, first));
            record.EmissionWeight = assets.Materials[i].Unlit ? Real.Zero : Color.Luminance(AverageEmission(assets, assets.Materials[i], linear));
            record.GlassTable = IsGlass(assets.Materials[i]) ? AlbedoTables.GlassTable(Array.IndexOf(glasses, assets.Materials[i].Ior)) : 0;
            records[i] = record;
        }
        return (records, texels, AlbedoTables.Build(glasses));
    }

    /// <summary>True when rays may go straight through a surface of the material.</summary>
    internal static bool LetsRaysPass(MaterialRecord material) =>
        (material.Features & MaterialFeature.Alpha) != 0 || (material.Features & (MaterialFeature.Transmission | MaterialFeature.Volume)) == MaterialFeature.Transmission;

    private static bool IsGlass(Material material) => material.Transmission > 0f && material.Ior > 0f;

    private static Float3 AverageEmission(SceneAssets assets, Material material, FlatArray<Real> linear) =>
        material.EmissionTexture is { } slot ? material.Emission * Average(assets.Images[slot.Image], linear) : material.Emission;

    private static MaterialRecord Record(Material material, Func<TextureSlot?, TextureRecord> texture) => new()
    {
        BaseColor = material.BaseColor,
        Metallic = material.Metallic,
        Emission = material.Unlit ? Float3.Zero : material.Emission,
        Roughness = material.Roughness,
        NormalScale = material.NormalScale,
        DoubleSided = material.DoubleSided ? 1 : 0,
        Features = Features(material),
        BaseColorTexture = texture(material.BaseColorTexture),
        MetallicRoughnessTexture = texture(material.MetallicRoughnessTexture),
        NormalTexture = texture(material.NormalTexture),
        EmissionTexture = texture(material.EmissionTexture),
        Alpha = material.Alpha,
        AlphaCutoff = material.AlphaMode == AlphaMode.Mask ? Real.Max(material.AlphaCutoff, 1e-6f) : Real.Zero,
        Ior = material.Ior,
        Specular = material.Specular,
        SpecularColor = material.SpecularColor,
        Transmission = material.Transmission,
        Extinction = Extinction(material),
        Clearcoat = material.Clearcoat,
        ClearcoatRoughness = material.ClearcoatRoughness,
        ClearcoatNormalScale = material.ClearcoatNormalScale,
        SheenColor = material.SheenColor,
        SheenRoughness = material.SheenRoughness,
        SpecularTexture = texture(material.SpecularTexture),
        SpecularColorTexture = texture(material.SpecularColorTexture),
        TransmissionTexture = texture(material.TransmissionTexture),
        ClearcoatTexture = texture(material.ClearcoatTexture),
        ClearcoatRoughnessTexture = texture(material.ClearcoatRoughnessTexture),
        ClearcoatNormalTexture = texture(material.ClearcoatNormalTexture),
        SheenColorTexture = texture(material.SheenColorTexture),
        SheenRoughnessTexture = texture(material.SheenRoughnessTexture),
    };

    private static int Features(Material material) =>
        Feature(material.Textures.Any(), MaterialFeature.Textures)
        | Feature(material.NormalTexture is not null, MaterialFeature.NormalMap)
        | Feature(material.AlphaMode != AlphaMode.Opaque, MaterialFeature.Alpha)
        | Feature(material.Unlit, MaterialFeature.Unlit)
        | Feature(material.Ior != 1.5f || material.Specular != 1f || material.SpecularTexture is not null || material.SpecularColorTexture is not null || !IsWhite(material.SpecularColor), MaterialFeature.Specular)
        | Feature(IsGlass(material), MaterialFeature.Transmission)
        | Feature(IsGlass(material) && material.IsVolume, MaterialFeature.Volume)
        | Feature(material.Clearcoat > 0f, MaterialFeature.Clearcoat)
        | Feature(material.SheenColor.Largest > 0f, MaterialFeature.Sheen);

    private static int Feature(bool has, int feature) => has ? feature : 0;

    private static bool IsWhite(Float3 color) => color.X == 1f && color.Y == 1f && color.Z == 1f;

    /// <summary>KHR_materials_volume: −ln(colour) / distance.</summary>
    private static Float3 Extinction(Material material)
    {
        if (!material.AttenuationDistance.IsFinite)
            return Float3.Zero;
        var color = Float3.Max(material.AttenuationColor, new(1e-6f));
        return new Float3(-Exponentials.Log(color.X), -Exponentials.Log(color.Y), -Exponentials.Log(color.Z)) * ((Real)1f / material.AttenuationDistance);
    }

    private static TextureRecord Record(TextureSlot? slot, SceneAssets assets, int[] first) => slot is null
        ? new() { Texels = -1 }
        : new()
        {
            Texels = first[slot.Image],
            Width = assets.Images[slot.Image].Width,
            Height = assets.Images[slot.Image].Height,
            WrapU = (int)slot.WrapU,
            WrapV = (int)slot.WrapV,
            Nearest = slot.Nearest ? 1 : 0,
            Coordinates = slot.UvSet | (slot.Transform is null ? 0 : TextureRecord.Moved),
            Ux = slot.Transform?.Ux ?? Real.Zero,
            Uy = slot.Transform?.Uy ?? Real.Zero,
            U0 = slot.Transform?.U0 ?? Real.Zero,
            Vx = slot.Transform?.Vx ?? Real.Zero,
            Vy = slot.Transform?.Vy ?? Real.Zero,
            V0 = slot.Transform?.V0 ?? Real.Zero,
        };

    /// <summary>Mean linear colour, through histograms so that large images lose nothing to rounding.</summary>
    private static Float3 Average(Image image, FlatArray<Real> linear)
    {
        Span<int> histogram = stackalloc int[3 * 256];
        histogram.Clear();
        for (var i = 0; i < image.Rgba.Length; i += 4)
        {
            histogram[image.Rgba[i]]++;
            histogram[256 + image.Rgba[i + 1]]++;
            histogram[512 + image.Rgba[i + 2]]++;
        }
        var sum = Float3.Zero;
        for (var i = 0; i < 256; i++)
            sum += new Float3(Real.FromInt32(histogram[i]), Real.FromInt32(histogram[256 + i]), Real.FromInt32(histogram[512 + i])) * linear[i];
        return sum / Real.FromInt32(image.Rgba.Length / 4);
    }
}
