using Render.Tracing.Numerics;
using Render.Tracing.Scenes;
using Render.Tracing.Shading;
using Render.Tracing.Views;

namespace Render.Tracing.Compilation;

/// <summary>Materials and the texels they use, flat.</summary>
internal static class MaterialArrays
{
    internal static (FlatArray<MaterialRecord> Materials, FlatArray<uint> Texels) Build(SceneAssets assets)
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
        var records = new FlatArray<MaterialRecord>(assets.Materials.Count);
        for (var i = 0; i < records.Length; i++)
        {
            var material = assets.Materials[i];
            var average = material.EmissionTexture is { } slot ? material.Emission * Average(assets.Images[slot.Image], linear) : material.Emission;
            records[i] = new()
            {
                BaseColor = material.BaseColor,
                Metallic = material.Metallic,
                Emission = material.Emission,
                Roughness = material.Roughness,
                EmissionWeight = Color.Luminance(average),
                NormalScale = material.NormalScale,
                DoubleSided = material.DoubleSided ? 1 : 0,
                IsTextured = material is { BaseColorTexture: null, MetallicRoughnessTexture: null, NormalTexture: null, EmissionTexture: null } ? 0 : 1,
                BaseColorTexture = Record(material.BaseColorTexture, assets, first),
                MetallicRoughnessTexture = Record(material.MetallicRoughnessTexture, assets, first),
                NormalTexture = Record(material.NormalTexture, assets, first),
                EmissionTexture = Record(material.EmissionTexture, assets, first),
            };
        }
        return (records, texels);
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
