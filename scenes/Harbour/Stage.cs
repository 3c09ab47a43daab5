using System.Numerics;
using System.Text.Json.Nodes;
using Render.TestScenes;
using Scenery;

namespace Harbour;

/// <summary>The file being made: materials by name, shapes as meshes, nodes and their motion.</summary>
internal sealed class Stage
{
    /// <summary>Seconds after which everything is where it began.</summary>
    public const float Loop = 2f;

    private readonly GlbBuilder _file = new();
    private readonly JsonArray _channels = [];
    private readonly JsonArray _samplers = [];

    /// <summary>A plain material; colour linear.</summary>
    public int Material(string name, float red, float green, float blue, float roughness = 0.7f, float metallic = 0f) =>
        _file.Add("materials", new JsonObject
        {
            ["name"] = name,
            ["pbrMetallicRoughness"] = new JsonObject
            {
                ["baseColorFactor"] = new JsonArray(red, green, blue, 1f),
                ["metallicFactor"] = metallic,
                ["roughnessFactor"] = roughness,
            },
        });

    /// <summary>A material with a picture.</summary>
    public int Textured(string name, byte[] picture, float roughness = 0.8f, bool doubleSided = false) =>
        _file.Add("materials", new JsonObject
        {
            ["name"] = name,
            ["doubleSided"] = doubleSided,
            ["pbrMetallicRoughness"] = new JsonObject
            {
                ["baseColorTexture"] = new JsonObject { ["index"] = Texture(picture) },
                ["metallicFactor"] = 0f,
                ["roughnessFactor"] = roughness,
            },
        });

    /// <summary>A plain material with a normal map.</summary>
    public int Rippled(string name, float red, float green, float blue, float roughness, byte[] normals)
    {
        var material = Material(name, red, green, blue, roughness);
        _file.Root["materials"]![material]!["normalTexture"] = new JsonObject { ["index"] = Texture(normals) };
        return material;
    }

    /// <summary>A mesh of several shapes, each with its material.</summary>
    public int Mesh(string name, params (Shape Shape, int Material)[] parts)
    {
        var primitives = new JsonArray();
        foreach (var (shape, material) in parts)
            primitives.Add(new JsonObject
            {
                ["attributes"] = new JsonObject
                {
                    ["POSITION"] = _file.AddFloats("VEC3", shape.Positions),
                    ["NORMAL"] = _file.AddFloats("VEC3", shape.Normals),
                    ["TEXCOORD_0"] = _file.AddFloats("VEC2", shape.Uvs),
                },
                ["indices"] = _file.AddIndices(shape.Indices),
                ["material"] = material,
            });
        return _file.Add("meshes", new JsonObject { ["name"] = name, ["primitives"] = primitives });
    }

    /// <summary>Places a node; returns it.</summary>
    public int Place(string name, int? mesh, Vector3 at, float turn = 0f, float scale = 1f, int? parent = null)
    {
        var (sin, cos) = MathF.SinCos(turn / 2f);
        var node = new JsonObject
        {
            ["name"] = name,
            ["translation"] = new JsonArray(at.X, at.Y, at.Z),
            ["rotation"] = new JsonArray(0f, sin, 0f, cos),
            ["scale"] = new JsonArray(scale, scale, scale),
        };
        if (mesh is { } m)
            node["mesh"] = m;
        if (parent is not { } above)
            return _file.AddRootNode(node);
        var index = _file.Add("nodes", node);
        if (_file.Root["nodes"]![above]!["children"] is not JsonArray children)
            _file.Root["nodes"]![above]!["children"] = children = [];
        children.Add(index);
        return index;
    }

    /// <summary>Moves a node through positions at even times; the last equals the first.</summary>
    public void Drift(int node, params Vector3[] positions) =>
        Animate(node, "translation", "VEC3", positions.Length, [.. positions.SelectMany(p => new[] { p.X, p.Y, p.Z })]);

    /// <summary>Moves a node up and down, and to and fro, once a loop.</summary>
    public void Float(int node, Vector3 at, Vector3 swing, float phase) =>
        Drift(node, [.. Enumerable.Range(0, 17).Select(i => at + swing * MathF.Sin(2f * MathF.PI * (i / 16f + phase)))]);

    /// <summary>Turns a node through angles (radians) about an axis at even times.</summary>
    public void Turn(int node, Vector3 axis, params float[] angles) => Animate(node, "rotation", "VEC4", angles.Length, [.. angles.SelectMany(angle =>
    {
        var (sin, cos) = MathF.SinCos(angle / 2f);
        return new[] { axis.X * sin, axis.Y * sin, axis.Z * sin, cos };
    })]);

    /// <summary>Rocks a node about an axis, once a loop.</summary>
    public void Rock(int node, Vector3 axis, float angle, float phase) =>
        Turn(node, axis, [.. Enumerable.Range(0, 17).Select(i => angle * MathF.Sin(2f * MathF.PI * (i / 16f + phase)))]);

    /// <summary>Adds the camera.</summary>
    public void Camera(Vector3 at, float pitch, float yfov)
    {
        var camera = _file.Add("cameras", new JsonObject
        {
            ["type"] = "perspective",
            ["perspective"] = new JsonObject { ["yfov"] = yfov, ["aspectRatio"] = 16f / 9f, ["znear"] = 0.1f, ["zfar"] = 5000f },
        });
        var (sin, cos) = MathF.SinCos(pitch / 2f);
        _file.AddRootNode(new JsonObject
        {
            ["name"] = "camera",
            ["camera"] = camera,
            ["translation"] = new JsonArray(at.X, at.Y, at.Z),
            ["rotation"] = new JsonArray(sin, 0f, 0f, cos),
        });
    }

    /// <summary>The finished .glb.</summary>
    public byte[] ToGlb()
    {
        _file.Root["asset"]!["generator"] = "scenes/Harbour";
        _file.Root["animations"] = new JsonArray(new JsonObject { ["name"] = "loop", ["channels"] = _channels, ["samplers"] = _samplers });
        return _file.ToGlb();
    }

    private int Texture(byte[] picture) => _file.AddTexture(picture, picture[0] == 0x89 ? "image/png" : "image/jpeg");

    private void Animate(int node, string path, string type, int keys, float[] values)
    {
        var times = Enumerable.Range(0, keys).Select(i => Loop * i / (keys - 1)).ToArray();
        _channels.Add(new JsonObject { ["sampler"] = _samplers.Count, ["target"] = new JsonObject { ["node"] = node, ["path"] = path } });
        _samplers.Add(new JsonObject { ["input"] = _file.AddFloats("SCALAR", times), ["output"] = _file.AddFloats(type, values), ["interpolation"] = "LINEAR" });
    }
}
