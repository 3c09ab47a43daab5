using System.Text.Json.Nodes;
using Render.Tracing.Imaging;

namespace Render.TestScenes;

/// <summary>Scenes that reach every reader, for damaging.</summary>
internal static class FuzzCorpus
{
    /// <summary>The scenes.</summary>
    public static byte[][] Scenes() =>
        [SampleScenes.Quad(), SampleScenes.Cube(), SampleScenes.TexturedQuad(), SampleScenes.Animated(), SampleScenes.LitCube(), Everything(), Materials()];

    /// <summary>One scene with every feature: spline, sparse, strip, spot, texture transform, normal map, shared and nested nodes, an unknown extension.</summary>
    public static byte[] Everything()
    {
        var builder = SampleScenes.QuadBuilder();
        var texture = builder.AddTexture(PngWriter.Encode(2, 2, 4, [.. Enumerable.Range(0, 16).Select(i => (byte)(i * 16))]), "image/png");
        builder.Add("samplers", new JsonObject { ["wrapS"] = 33071, ["wrapT"] = 33648, ["magFilter"] = 9728 });
        builder.Root["textures"]![0]!["sampler"] = 0;
        var info = new JsonObject
        {
            ["index"] = texture,
            ["texCoord"] = 0,
            ["extensions"] = new JsonObject { ["KHR_texture_transform"] = new JsonObject { ["offset"] = new JsonArray(0.1f, 0.2f), ["rotation"] = 0.3f, ["scale"] = new JsonArray(2f, 2f) } },
        };
        var material = builder.Root["materials"]![0]!;
        material["pbrMetallicRoughness"]!["baseColorTexture"] = info;
        material["normalTexture"] = info.DeepClone();
        material["emissiveTexture"] = info.DeepClone();
        material["emissiveFactor"] = new JsonArray(1f, 1f, 0.5f);
        material["extensions"] = new JsonObject { ["KHR_materials_emissive_strength"] = new JsonObject { ["emissiveStrength"] = 4f }, ["VENDOR_x"] = new JsonObject { ["extras"] = 1 } };
        var sparse = builder.AddAccessor([0, 255, 0, 0, 51, 0, 0, 0], 5121, "VEC2", 4, normalized: true);
        builder.Root["accessors"]![sparse]!["sparse"] = new JsonObject
        {
            ["count"] = 1,
            ["indices"] = new JsonObject { ["bufferView"] = builder.AddView([3]), ["componentType"] = 5121 },
            ["values"] = new JsonObject { ["bufferView"] = builder.AddView([255, 102]) },
        };
        builder.Root["meshes"]![0]!["primitives"]![0]!["attributes"]!["TEXCOORD_0"] = sparse;
        var strip = new JsonObject { ["mode"] = 5, ["attributes"] = new JsonObject { ["POSITION"] = builder.AddFloats("VEC3", [.. Enumerable.Range(0, 15).Select(i => (float)(i * i % 7))]) } };
        builder.Root["meshes"]![0]!["primitives"]!.AsArray().Add(strip);
        builder.Root["extensionsUsed"] = new JsonArray("KHR_lights_punctual", "VENDOR_x");
        builder.Root["extensions"] = new JsonObject
        {
            ["KHR_lights_punctual"] = new JsonObject
            {
                ["lights"] = new JsonArray(new JsonObject { ["type"] = "spot", ["intensity"] = 500f, ["spot"] = new JsonObject { ["innerConeAngle"] = 0.2f, ["outerConeAngle"] = 0.6f } }),
            },
        };
        var lamp = builder.Add("nodes", new JsonObject { ["name"] = "lamp", ["extensions"] = new JsonObject { ["KHR_lights_punctual"] = new JsonObject { ["light"] = 0 } } });
        var child = builder.Add("nodes", new JsonObject { ["mesh"] = 0, ["scale"] = new JsonArray(0.5f, 0.5f, 0.5f), ["children"] = new JsonArray(lamp) });
        builder.AddRootNode(new JsonObject { ["children"] = new JsonArray(child), ["matrix"] = new JsonArray(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 2, 0, 0, 1) });
        builder.AddAnimation(child, "rotation", "CUBICSPLINE", [0f, 1f], "VEC4", [.. Enumerable.Range(0, 24).Select(i => i % 4 == 3 ? 1f : 0.1f * i)]);
        builder.AddAnimation(child, "scale", "STEP", [0f, 0.5f], "VEC3", [1f, 1f, 1f, 2f, 2f, 2f]);
        SampleScenes.AddCamera(builder);
        return builder.ToGlb();
    }

    /// <summary>Three squares, one behind the other, of everything that materials know: glass with a volume, a coat on sheen, an unlit cut-out with colours at its vertices; a second camera sees them in parallel.</summary>
    public static byte[] Materials()
    {
        var builder = SampleScenes.QuadBuilder();
        var texture = builder.AddTexture(PngWriter.Encode(2, 2, 4, [.. Enumerable.Range(0, 16).Select(i => (byte)(i * 16))]), "image/png");
        JsonObject Info() => new() { ["index"] = texture, ["scale"] = 0.7f };
        builder.Root["materials"]![0]!["extensions"] = new JsonObject
        {
            ["KHR_materials_transmission"] = new JsonObject { ["transmissionFactor"] = 0.9f, ["transmissionTexture"] = Info() },
            ["KHR_materials_volume"] = new JsonObject { ["thicknessFactor"] = 1f, ["attenuationDistance"] = 0.5f, ["attenuationColor"] = new JsonArray(0.2f, 0.8f, 0.4f) },
            ["KHR_materials_ior"] = new JsonObject { ["ior"] = 1.33f },
        };
        var coated = builder.Add("materials", new JsonObject
        {
            ["pbrMetallicRoughness"] = new JsonObject { ["roughnessFactor"] = 0.4f, ["metallicRoughnessTexture"] = Info() },
            ["normalTexture"] = Info(),
            ["extensions"] = new JsonObject
            {
                ["KHR_materials_clearcoat"] = new JsonObject
                {
                    ["clearcoatFactor"] = 0.8f,
                    ["clearcoatRoughnessFactor"] = 0.1f,
                    ["clearcoatTexture"] = Info(),
                    ["clearcoatRoughnessTexture"] = Info(),
                    ["clearcoatNormalTexture"] = Info(),
                },
                ["KHR_materials_sheen"] = new JsonObject
                {
                    ["sheenColorFactor"] = new JsonArray(0.5f, 0.1f, 0.9f),
                    ["sheenRoughnessFactor"] = 0.3f,
                    ["sheenColorTexture"] = Info(),
                    ["sheenRoughnessTexture"] = Info(),
                },
                ["KHR_materials_specular"] = new JsonObject
                {
                    ["specularFactor"] = 0.6f,
                    ["specularColorFactor"] = new JsonArray(1f, 0.9f, 0.2f),
                    ["specularTexture"] = Info(),
                    ["specularColorTexture"] = Info(),
                },
            },
        });
        var cut = builder.Add("materials", new JsonObject
        {
            ["alphaMode"] = "MASK",
            ["alphaCutoff"] = 0.3f,
            ["doubleSided"] = true,
            ["pbrMetallicRoughness"] = new JsonObject { ["baseColorFactor"] = new JsonArray(1f, 0.5f, 0.2f, 0.8f), ["baseColorTexture"] = Info() },
            ["extensions"] = new JsonObject { ["KHR_materials_unlit"] = new JsonObject() },
        });
        var blended = builder.Add("materials", new JsonObject { ["alphaMode"] = "BLEND", ["pbrMetallicRoughness"] = new JsonObject { ["baseColorFactor"] = new JsonArray(1f, 1f, 1f, 0.5f) } });
        var attributes = builder.Root["meshes"]![0]!["primitives"]![0]!["attributes"]!.AsObject();
        var colors = builder.AddAccessor([255, 0, 0, 255, 0, 255, 0, 128, 0, 0, 255, 64, 255, 255, 255, 0], 5121, "VEC4", 4, normalized: true);
        var (index, depth) = (builder.Root["meshes"]![0]!["primitives"]![0]!["indices"]!.GetValue<int>(), 0f);
        foreach (var material in (int[])[coated, cut, blended])
        {
            var own = attributes.DeepClone().AsObject();
            own["COLOR_0"] = colors;
            depth -= 0.5f;
            builder.AddRootNode(new JsonObject { ["mesh"] = builder.Add("meshes", new JsonObject { ["primitives"] = new JsonArray(new JsonObject { ["attributes"] = own, ["indices"] = index, ["material"] = material }) }), ["translation"] = new JsonArray(0f, 0f, depth) });
        }
        SampleScenes.AddCamera(builder);
        var camera = builder.Add("cameras", new JsonObject { ["type"] = "orthographic", ["orthographic"] = new JsonObject { ["xmag"] = 1f, ["ymag"] = 1f, ["znear"] = 0.1f, ["zfar"] = 10f } });
        builder.AddRootNode(new JsonObject { ["camera"] = camera, ["translation"] = new JsonArray(0f, 0f, 4f) });
        return builder.ToGlb();
    }
}
