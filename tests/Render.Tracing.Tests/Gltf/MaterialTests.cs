using System.Text.Json.Nodes;
using Render.TestScenes;
using Render.Tracing.Imaging;
using Render.Tracing.Scenes;

namespace Render.Tracing.Tests.Gltf;

public sealed class MaterialTests
{
    private static Material Load(JsonObject extensions, Action<JsonObject>? change = null)
    {
        var builder = SampleScenes.QuadBuilder();
        builder.AddTexture(CanonicalImage.Encode(new(1, 1, [1, 2, 3, 4])), "image/png");
        var material = builder.Root["materials"]![0]!.AsObject();
        material["extensions"] = extensions;
        builder.Root["extensionsRequired"] = new JsonArray([.. extensions.Select(pair => (JsonNode)pair.Key!)]);
        change?.Invoke(material);
        return builder.Load().Assets.Materials[0];
    }

    private static JsonObject Texture(int set = 0) => new() { ["index"] = 0, ["texCoord"] = set };

    [Fact]
    public void Read_EveryLobe_HasTheFilesNumbersAndTextures()
    {
        var material = Load(new()
        {
            ["KHR_materials_ior"] = new JsonObject { ["ior"] = 1.33 },
            ["KHR_materials_specular"] = new JsonObject
            {
                ["specularFactor"] = 0.5,
                ["specularColorFactor"] = new JsonArray(1, 0.5, 0.25),
                ["specularTexture"] = Texture(),
                ["specularColorTexture"] = Texture(),
            },
            ["KHR_materials_transmission"] = new JsonObject { ["transmissionFactor"] = 0.75, ["transmissionTexture"] = Texture() },
            ["KHR_materials_volume"] = new JsonObject { ["thicknessFactor"] = 1, ["attenuationDistance"] = 2, ["attenuationColor"] = new JsonArray(0.5, 1, 1) },
            ["KHR_materials_clearcoat"] = new JsonObject
            {
                ["clearcoatFactor"] = 0.9,
                ["clearcoatRoughnessFactor"] = 0.1,
                ["clearcoatTexture"] = Texture(),
                ["clearcoatRoughnessTexture"] = Texture(),
                ["clearcoatNormalTexture"] = new JsonObject { ["index"] = 0, ["scale"] = 0.3 },
            },
            ["KHR_materials_sheen"] = new JsonObject
            {
                ["sheenColorFactor"] = new JsonArray(0.1, 0.2, 0.3),
                ["sheenRoughnessFactor"] = 0.4,
                ["sheenColorTexture"] = Texture(),
                ["sheenRoughnessTexture"] = Texture(),
            },
            ["KHR_materials_unlit"] = new JsonObject(),
            ["KHR_materials_emissive_strength"] = new JsonObject { ["emissiveStrength"] = 4 },
        });
        Assert.Equal((1.33f, 0.5f, 0.25f), (material.Ior.Value, material.Specular.Value, material.SpecularColor.Z.Value));
        Assert.Equal((0.75f, true, 2f, 0.5f), (material.Transmission.Value, material.IsVolume, material.AttenuationDistance.Value, material.AttenuationColor.X.Value));
        Assert.Equal((0.9f, 0.1f, 0.3f), (material.Clearcoat.Value, material.ClearcoatRoughness.Value, material.ClearcoatNormalScale.Value));
        Assert.Equal((0.2f, 0.4f, true), (material.SheenColor.Y.Value, material.SheenRoughness.Value, material.Unlit));
        Assert.Equal(8, material.Textures.Count());
    }

    [Fact]
    public void Read_TransmissionWithoutThickness_IsAThinSheet() =>
        Assert.False(Load(new() { ["KHR_materials_transmission"] = new JsonObject { ["transmissionFactor"] = 1 }, ["KHR_materials_volume"] = new JsonObject() }).IsVolume);

    [Theory]
    [InlineData(0.5)]
    [InlineData(-1)]
    [InlineData(1e9)]
    public void Read_ImpossibleIndexOfRefraction_IsAClearError(double ior)
    {
        var error = Assert.Throws<SceneException>(() => Load(new() { ["KHR_materials_ior"] = new JsonObject { ["ior"] = ior } }));
        Assert.Equal(SceneErrorCodes.ValueInvalid, error.Code);
        Assert.Contains("index of refraction", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NegativeAttenuationDistance_IsAClearError() =>
        Assert.Equal(
            SceneErrorCodes.ValueInvalid,
            Assert.Throws<SceneException>(() => Load(new() { ["KHR_materials_volume"] = new JsonObject { ["attenuationDistance"] = -2 } })).Code);

    [Theory]
    [InlineData("OPAQUE", AlphaMode.Opaque)]
    [InlineData("MASK", AlphaMode.Mask)]
    [InlineData("BLEND", AlphaMode.Blend)]
    public void Read_AlphaMode_IsTheFiles(string text, AlphaMode expected)
    {
        var material = Load([], m =>
        {
            m["alphaMode"] = text;
            m["alphaCutoff"] = 0.25;
            m["pbrMetallicRoughness"]!["baseColorFactor"] = new JsonArray(1, 1, 1, 0.5);
        });
        Assert.Equal((expected, 0.25f, 0.5f), (material.AlphaMode, material.AlphaCutoff.Value, material.Alpha.Value));
    }

    [Fact]
    public void Read_UnknownAlphaMode_IsAClearError() =>
        Assert.Equal(SceneErrorCodes.ValueInvalid, Assert.Throws<SceneException>(() => Load([], m => m["alphaMode"] = "HASHED")).Code);

    [Fact]
    public void Read_TexturesOfSeveralSets_ReadTheTwoThatComeFirst()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.AddTexture(CanonicalImage.Encode(new(1, 1, [1, 2, 3, 4])), "image/png");
        var attributes = builder.Root["meshes"]![0]!["primitives"]![0]!["attributes"]!;
        attributes["TEXCOORD_3"] = builder.AddFloats("VEC2", 0.5f, 0.5f, 0.6f, 0.5f, 0.6f, 0.6f, 0.5f, 0.6f);
        builder.Root["materials"]![0]!["pbrMetallicRoughness"]!["baseColorTexture"] = Texture(3);
        builder.Root["materials"]![0]!["emissiveTexture"] = Texture();
        builder.Root["materials"]![0]!["normalTexture"] = Texture(7);
        var scene = builder.Load();
        var (material, mesh) = (scene.Assets.Materials[0], scene.Assets.Meshes[0]);
        Assert.Equal((0, 1, 0), (material.BaseColorTexture!.UvSet, material.NormalTexture!.UvSet, material.EmissionTexture!.UvSet));
        Assert.Equal((0.6f, true), (mesh.Uvs![1].X.Value, mesh.SecondUvs is null));
        Assert.Contains("texture-coordinates-shared", scene.Notices.Select(notice => notice.Code));
    }

    [Fact]
    public void Read_VertexColours_AreClampedWithTheirAlphas()
    {
        var builder = SampleScenes.QuadBuilder();
        builder.Root["meshes"]![0]!["primitives"]![0]!["attributes"]!["COLOR_0"] =
            builder.AddFloats("VEC4", 1f, 0f, 0f, 1f, 0f, 2f, 0f, 0.5f, 0f, 0f, 1f, -1f, 1f, 1f, 1f, 1f);
        var mesh = builder.Load().Assets.Meshes[0];
        Assert.Equal((1f, 1f, 0.5f, 0f), (mesh.Colors![0].X.Value, mesh.Colors[1].Y.Value, mesh.Alphas![1].Value, mesh.Alphas[2].Value));
    }
}
