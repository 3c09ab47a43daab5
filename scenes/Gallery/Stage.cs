using System.Numerics;
using System.Text.Json.Nodes;
using Render.TestScenes;
using Scenery;

namespace Gallery;

/// <summary>The file being made: materials, meshes, where they stand and how they move, and the camera.</summary>
internal sealed partial class Stage
{
    private readonly GlbBuilder _file = new();
    private readonly JsonArray _channels = [];
    private readonly JsonArray _samplers = [];
    private readonly Dictionary<byte[], int> _textures = [];

    /// <summary>Adds a material.</summary>
    public int Material(Surface surface) => _file.Add("materials", surface.ToJson(picture =>
        _textures.TryGetValue(picture, out var known) ? known : _textures[picture] = _file.AddTexture(picture, "image/png")));

    /// <summary>Adds a mesh of several shapes, each with its material.</summary>
    public int Mesh(params (Shape Shape, int Material)[] parts)
    {
        var primitives = new JsonArray();
        foreach (var (shape, material) in parts)
            primitives.Add(Primitive(shape, material));
        return _file.Add("meshes", new JsonObject { ["primitives"] = primitives });
    }

    private JsonObject Primitive(Shape shape, int material)
    {
        var attributes = new JsonObject
        {
            ["POSITION"] = _file.AddFloats("VEC3", shape.Positions),
            ["NORMAL"] = _file.AddFloats("VEC3", shape.Normals),
            ["TEXCOORD_0"] = _file.AddFloats("VEC2", shape.Uvs),
        };
        if (shape.SecondUvs is { } second)
            attributes["TEXCOORD_1"] = _file.AddFloats("VEC2", second);
        if (shape.Colors is { } colors)
            attributes["COLOR_0"] = _file.AddFloats("VEC3", colors);
        return new JsonObject { ["attributes"] = attributes, ["indices"] = _file.AddIndices(shape.Indices), ["material"] = material };
    }

    /// <summary>Places a mesh; returns its node.</summary>
    public int Place(int mesh, Matrix4x4 at)
    {
        float[] m = [at.M11, at.M12, at.M13, at.M14, at.M21, at.M22, at.M23, at.M24, at.M31, at.M32, at.M33, at.M34, at.M41, at.M42, at.M43, at.M44];
        return _file.AddRootNode(new JsonObject { ["mesh"] = mesh, ["matrix"] = new JsonArray([.. m.Select(x => (JsonNode)x)]) });
    }

    /// <summary>Places a mesh upright.</summary>
    public int Place(int mesh, float x = 0f, float y = 0f, float z = 0f, float turn = 0f, float scale = 1f) =>
        Place(mesh, Matrix4x4.CreateScale(scale) * Matrix4x4.CreateRotationY(turn) * Matrix4x4.CreateTranslation(x, y, z));

    /// <summary>Places one shape of one material.</summary>
    public void Add(Shape shape, Surface surface, float x = 0f, float y = 0f, float z = 0f, float turn = 0f) =>
        Place(Mesh((shape, Material(surface))), x, y, z, turn);

    /// <summary>Places a mesh that swings about the z axis through a point: angles in radians at even times, the last as the first.</summary>
    public void Swing(int mesh, Vector3 pivot, float seconds, float[] angles)
    {
        var node = _file.AddRootNode(new JsonObject { ["mesh"] = mesh, ["translation"] = new JsonArray(pivot.X, pivot.Y, pivot.Z) });
        Animate(node, "rotation", "VEC4", seconds, angles.Length, [.. angles.SelectMany(a => new[] { 0f, 0f, MathF.Sin(a / 2f), MathF.Cos(a / 2f) })]);
    }

    /// <summary>Keys something of a node at even times.</summary>
    private void Animate(int node, string path, string type, float seconds, int keys, float[] values)
    {
        float[] times = [.. Enumerable.Range(0, keys).Select(i => seconds * i / (keys - 1))];
        _channels.Add(new JsonObject { ["sampler"] = _samplers.Count, ["target"] = new JsonObject { ["node"] = node, ["path"] = path } });
        _samplers.Add(new JsonObject { ["input"] = _file.AddFloats("SCALAR", times), ["output"] = _file.AddFloats(type, values), ["interpolation"] = "LINEAR" });
    }

    /// <summary>Adds a rectangle that shines along <paramref name="toward"/> − <paramref name="at"/>.</summary>
    public void Lamp(Vector3 at, Vector3 toward, float width, float height, Vector3 radiance)
    {
        var look = Matrix4x4.CreateWorld(at, at - toward, MathF.Abs(Vector3.Normalize(toward - at).Y) > 0.99f ? Vector3.UnitZ : Vector3.UnitY);
        var face = new Shape();
        face.Quad(new(-width / 2f, -height / 2f, 0f), new(width / 2f, -height / 2f, 0f), new(width / 2f, height / 2f, 0f), new(-width / 2f, height / 2f, 0f));
        Place(Mesh((face, Material(new(Vector3.Zero) { Glow = radiance }))), look);
    }

    /// <summary>Adds the camera.</summary>
    /// <param name="from">Where it stands.</param>
    /// <param name="at">What is in the middle of its picture.</param>
    /// <param name="yfov">Vertical angle of view, radians.</param>
    public void Camera(Vector3 from, Vector3 at, float yfov)
    {
        var camera = _file.Add("cameras", new JsonObject { ["type"] = "perspective", ["perspective"] = new JsonObject { ["yfov"] = yfov, ["aspectRatio"] = 16f / 9f, ["znear"] = 0.01f } });
        var node = Place(0, Matrix4x4.CreateWorld(from, at - from, Vector3.UnitY));
        var json = _file.Root["nodes"]![node]!.AsObject();
        json.Remove("mesh");
        json["camera"] = camera;
    }

    /// <summary>The finished .glb.</summary>
    public byte[] ToGlb()
    {
        _file.Root["asset"]!["generator"] = "scenes/Gallery";
        var names = _file.Root["materials"]!.AsArray().SelectMany(Extensions).Distinct().Order(StringComparer.Ordinal);
        _file.Root["extensionsUsed"] = new JsonArray([.. names.Select(name => (JsonNode)name)]);
        if (_channels.Count > 0)
            _file.Root["animations"] = new JsonArray(new JsonObject { ["channels"] = _channels, ["samplers"] = _samplers });
        return _file.ToGlb();
    }

    private static IEnumerable<string> Extensions(JsonNode? of) => of switch
    {
        JsonObject map => map.SelectMany(entry => entry.Key == "extensions" ? entry.Value!.AsObject().Select(e => e.Key) : Extensions(entry.Value)),
        _ => [],
    };
}
