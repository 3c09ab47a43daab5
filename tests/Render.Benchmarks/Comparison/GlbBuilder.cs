using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;

namespace Render.Benchmarks.Comparison;

/// <summary>Writes small glTF scenes of spheres and quads.</summary>
internal sealed class GlbBuilder
{
    private readonly MemoryStream _binary = new();
    private readonly JsonArray _views = [];
    private readonly JsonArray _accessors = [];
    private readonly JsonArray _materials = [];
    private readonly JsonArray _meshes = [];
    private readonly JsonArray _nodes = [];
    private readonly JsonArray _lights = [];
    private readonly SortedSet<string> _extensions = new(StringComparer.Ordinal);

    /// <summary>Adds a material and returns its number.</summary>
    /// <param name="json">Its JSON; name and extensions are completed.</param>
    public int Material(string json)
    {
        var material = JsonNode.Parse(json)!.AsObject();
        material["name"] = $"material {_materials.Count}";
        foreach (var (extension, _) in material["extensions"]?.AsObject() ?? [])
            _extensions.Add(extension);
        _materials.Add(material);
        return _materials.Count - 1;
    }

    /// <summary>A sphere of 128 × 64 faces, smooth.</summary>
    public void Sphere(Vector3 center, float radius, int material)
    {
        const int around = 128, down = 64;
        var (positions, normals, indices) = (new List<Vector3>(), new List<Vector3>(), new List<int>());
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
                    indices.AddRange([at, at + 1, at + around + 1]);
                if (j < down - 1)
                    indices.AddRange([at + 1, at + around + 2, at + around + 1]);
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
        _extensions.Add("KHR_lights_punctual");
        _lights.Add(JsonNode.Parse(json));
        var node = Placed($"light {_lights.Count}", from, at);
        node["extensions"] = new JsonObject { ["KHR_lights_punctual"] = new JsonObject { ["light"] = _lights.Count - 1 } };
    }

    /// <summary>Writes the file, seen from a place.</summary>
    public void Write(string path, Vector3 from, Vector3 at, float yfov)
    {
        Placed("camera", from, at)["camera"] = 0;
        var root = new JsonObject
        {
            ["asset"] = new JsonObject { ["version"] = "2.0", ["generator"] = "Render.Benchmarks" },
            ["scene"] = 0,
            ["scenes"] = new JsonArray(new JsonObject { ["nodes"] = new JsonArray([.. Enumerable.Range(0, _nodes.Count).Select(i => (JsonNode)i)]) }),
            ["nodes"] = _nodes,
            ["cameras"] = new JsonArray(new JsonObject { ["type"] = "perspective", ["perspective"] = new JsonObject { ["yfov"] = yfov, ["znear"] = 0.01 } }),
            ["materials"] = _materials,
            ["meshes"] = _meshes,
            ["accessors"] = _accessors,
            ["bufferViews"] = _views,
            ["buffers"] = new JsonArray(new JsonObject { ["byteLength"] = _binary.Length }),
        };
        if (_extensions.Count > 0)
            root["extensionsUsed"] = new JsonArray([.. _extensions.Select(name => (JsonNode)name)]);
        if (_lights.Count > 0)
            root["extensions"] = new JsonObject { ["KHR_lights_punctual"] = new JsonObject { ["lights"] = _lights } };
        var json = Padded(Encoding.UTF8.GetBytes(root.ToJsonString()), (byte)' ');
        var binary = Padded(_binary.ToArray(), 0);
        using var file = File.Create(path);
        file.Write("glTF"u8);
        file.Write(Words(2, 12 + 8 + json.Length + 8 + binary.Length, json.Length, 0x4E4F534A));
        file.Write(json);
        file.Write(Words(binary.Length, 0x004E4942));
        file.Write(binary);
    }

    private void Mesh(List<Vector3> positions, List<Vector3> normals, List<int> indices, int material)
    {
        var low = positions.Aggregate(Vector3.Min);
        var high = positions.Aggregate(Vector3.Max);
        var points = Accessor(positions.SelectMany(p => new[] { p.X, p.Y, p.Z }).SelectMany(BitConverter.GetBytes).ToArray(), 5126, positions.Count, "VEC3");
        _accessors[points]!["min"] = new JsonArray(low.X, low.Y, low.Z);
        _accessors[points]!["max"] = new JsonArray(high.X, high.Y, high.Z);
        var directions = Accessor(normals.SelectMany(n => new[] { n.X, n.Y, n.Z }).SelectMany(BitConverter.GetBytes).ToArray(), 5126, normals.Count, "VEC3");
        var corners = Accessor(indices.SelectMany(BitConverter.GetBytes).ToArray(), 5125, indices.Count, "SCALAR");
        _meshes.Add(new JsonObject
        {
            ["primitives"] = new JsonArray(new JsonObject
            {
                ["attributes"] = new JsonObject { ["POSITION"] = points, ["NORMAL"] = directions },
                ["indices"] = corners,
                ["material"] = material,
            }),
        });
        _nodes.Add(new JsonObject { ["mesh"] = _meshes.Count - 1, ["name"] = $"mesh {_meshes.Count}" });
    }

    private int Accessor(byte[] content, int component, int count, string type)
    {
        _views.Add(new JsonObject { ["buffer"] = 0, ["byteOffset"] = _binary.Length, ["byteLength"] = content.Length });
        _binary.Write(content);
        _accessors.Add(new JsonObject { ["bufferView"] = _views.Count - 1, ["componentType"] = component, ["count"] = count, ["type"] = type });
        return _accessors.Count - 1;
    }

    private JsonObject Placed(string name, Vector3 from, Vector3 at)
    {
        var z = Vector3.Normalize(from - at);
        var x = Vector3.Normalize(Vector3.Cross(MathF.Abs(z.Y) > 0.99f ? Vector3.UnitX : Vector3.UnitY, z));
        var y = Vector3.Cross(z, x);
        var node = new JsonObject { ["name"] = name, ["matrix"] = new JsonArray(x.X, x.Y, x.Z, 0, y.X, y.Y, y.Z, 0, z.X, z.Y, z.Z, 0, from.X, from.Y, from.Z, 1) };
        _nodes.Add(node);
        return node;
    }

    private static byte[] Padded(byte[] content, byte with) => [.. content, .. Enumerable.Repeat(with, (4 - content.Length % 4) % 4)];

    private static byte[] Words(params ReadOnlySpan<int> words)
    {
        var bytes = new byte[4 * words.Length];
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        return bytes;
    }
}
