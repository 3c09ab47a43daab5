using System.Numerics;
using System.Text.Json.Nodes;
using Render.TestScenes;

namespace Render.Benchmarks.Comparison;

/// <summary>A small scene of spheres, quads and lights, as a .glb.</summary>
internal sealed class SketchedScene
{
    private const string Lights = "KHR_lights_punctual";

    private readonly GlbBuilder _file = new();
    private readonly JsonArray _lights = [];
    private readonly SortedSet<string> _extensions = new(StringComparer.Ordinal);

    /// <summary>Adds a material and returns its number.</summary>
    /// <param name="json">Its JSON; name and extensions are completed.</param>
    public int Material(string json)
    {
        var material = JsonNode.Parse(json)!.AsObject();
        foreach (var (extension, _) in material["extensions"]?.AsObject() ?? [])
            _extensions.Add(extension);
        var number = _file.Add("materials", material);
        material["name"] = $"material {number}";
        return number;
    }

    /// <summary>A sphere of 128 × 64 faces, smooth.</summary>
    public void Sphere(Vector3 center, float radius, int material)
    {
        const int around = 128, down = 64;
        var (positions, normals, indices) = (new List<Vector3>(), new List<Vector3>(), new List<ushort>());
        for (var j = 0; j <= down; j++)
            for (var i = 0; i <= around; i++)
            {
                var (theta, phi) = (MathF.PI * j / down, 2 * MathF.PI * i / around);
                var normal = new Vector3(MathF.Sin(theta) * MathF.Cos(phi), MathF.Cos(theta), MathF.Sin(theta) * MathF.Sin(phi));
                normals.Add(normal);
                positions.Add(center + normal * radius);
                if (i == around || j == down)
                    continue;
                var at = j * (around + 1) + i;
                if (j > 0)
                    indices.AddRange([(ushort)at, (ushort)(at + 1), (ushort)(at + around + 1)]);
                if (j < down - 1)
                    indices.AddRange([(ushort)(at + 1), (ushort)(at + around + 2), (ushort)(at + around + 1)]);
            }
        Mesh(positions, normals, indices, material);
    }

    /// <summary>A parallelogram that faces along u × v.</summary>
    public void Quad(Vector3 corner, Vector3 u, Vector3 v, int material)
    {
        var normal = Vector3.Normalize(Vector3.Cross(u, v));
        Mesh([corner, corner + u, corner + u + v, corner + v], [normal, normal, normal, normal], [0, 1, 2, 0, 2, 3], material);
    }

    /// <summary>A light of KHR_lights_punctual.</summary>
    /// <param name="json">Its JSON.</param>
    /// <param name="from">Where it stands.</param>
    /// <param name="at">Where it shines to.</param>
    public void Light(string json, Vector3 from, Vector3 at)
    {
        _extensions.Add(Lights);
        _lights.Add(JsonNode.Parse(json));
        Place($"light {_lights.Count}", from, at, ("extensions", new JsonObject { [Lights] = new JsonObject { ["light"] = _lights.Count - 1 } }));
    }

    /// <summary>Writes the file, seen from a place.</summary>
    public void Write(string path, Vector3 from, Vector3 at, float yfov)
    {
        var camera = _file.Add("cameras", new JsonObject { ["type"] = "perspective", ["perspective"] = new JsonObject { ["yfov"] = yfov, ["znear"] = 0.01 } });
        Place("camera", from, at, ("camera", camera));
        if (_extensions.Count > 0)
            _file.Root["extensionsUsed"] = new JsonArray([.. _extensions.Select(name => (JsonNode)name)]);
        if (_lights.Count > 0)
            _file.Root["extensions"] = new JsonObject { [Lights] = new JsonObject { ["lights"] = _lights } };
        File.WriteAllBytes(path, _file.ToGlb());
    }

    private void Mesh(List<Vector3> positions, List<Vector3> normals, List<ushort> indices, int material)
    {
        var low = positions.Aggregate(Vector3.Min);
        var high = positions.Aggregate(Vector3.Max);
        var points = Vectors(positions);
        _file.Root["accessors"]![points]!["min"] = new JsonArray(low.X, low.Y, low.Z);
        _file.Root["accessors"]![points]!["max"] = new JsonArray(high.X, high.Y, high.Z);
        var mesh = _file.AddMesh(_file.AddIndices([.. indices]), material, ("POSITION", points), ("NORMAL", Vectors(normals)));
        _file.AddRootNode(new JsonObject { ["mesh"] = mesh, ["name"] = $"mesh {mesh + 1}" });
    }

    private int Vectors(List<Vector3> vectors) => _file.AddFloats("VEC3", [.. vectors.SelectMany(v => new[] { v.X, v.Y, v.Z })]);

    private void Place(string name, Vector3 from, Vector3 at, (string Key, JsonNode Value) what)
    {
        var z = Vector3.Normalize(from - at);
        var x = Vector3.Normalize(Vector3.Cross(MathF.Abs(z.Y) > 0.99f ? Vector3.UnitX : Vector3.UnitY, z));
        var y = Vector3.Cross(z, x);
        _file.AddRootNode(new JsonObject
        {
            ["name"] = name,
            ["matrix"] = new JsonArray(x.X, x.Y, x.Z, 0, y.X, y.Y, y.Z, 0, z.X, z.Y, z.Z, 0, from.X, from.Y, from.Z, 1),
            [what.Key] = what.Value,
        });
    }
}
