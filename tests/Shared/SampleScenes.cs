using System.Text.Json.Nodes;
using Render.Tracing.Imaging;

namespace Render.TestScenes;

/// <summary>Small scenes for tests, as .glb files made in memory.</summary>
internal static class SampleScenes
{
    /// <summary>One white square (2 × 2, in the xy plane, facing +z); nothing else: default sky, framed camera.</summary>
    public static byte[] Quad() => QuadBuilder().ToGlb();

    /// <summary>The square's builder, for tests that change it: node 0, mesh 0, material 0, accessors 0 … 3 (indices, positions, normals, uvs).</summary>
    public static GlbBuilder QuadBuilder()
    {
        var builder = new GlbBuilder();
        var material = builder.Add("materials", Rough("white", 0.8f, 0.8f, 0.8f));
        builder.AddRootNode(new JsonObject { ["name"] = "square", ["mesh"] = Square(builder, material) });
        return builder;
    }

    /// <summary>A cube (side 2, at the origin, flat normals from the file) seen by a camera at (0, 0, 6) with tan(yfov / 2) = ½.</summary>
    public static byte[] Cube()
    {
        var builder = CubeBuilder();
        AddCamera(builder);
        return builder.ToGlb();
    }

    /// <summary>The cube's builder: node 0 is the cube.</summary>
    public static GlbBuilder CubeBuilder()
    {
        var builder = new GlbBuilder();
        builder.AddRootNode(new JsonObject { ["name"] = "cube", ["mesh"] = Box(builder, builder.Add("materials", Rough("red", 0.8f, 0.2f, 0.1f))) });
        return builder;
    }

    /// <summary>The square with a 4 × 4 PNG whose texels all differ, and a camera.</summary>
    public static byte[] TexturedQuad()
    {
        var builder = new GlbBuilder();
        var texture = builder.AddTexture(PngWriter.Encode(4, 4, 3, Texels()), "image/png");
        var material = Rough("textured", 1f, 1f, 1f);
        material["pbrMetallicRoughness"]!["baseColorTexture"] = new JsonObject { ["index"] = texture };
        builder.AddRootNode(new JsonObject { ["mesh"] = Square(builder, builder.Add("materials", material)) });
        AddCamera(builder);
        return builder.ToGlb();
    }

    /// <summary>The texels of <see cref="TexturedQuad"/>, RGB.</summary>
    public static byte[] Texels() => [.. Enumerable.Range(0, 48).Select(i => (byte)(i * 5))];

    /// <summary>A cube that turns about y once in a second and moves from x = −1 to 1; over a square floor. Default sky, a camera, 24 frames + 1.</summary>
    public static byte[] Animated()
    {
        var builder = CubeBuilder();
        builder.AddAnimation(0, "translation", "LINEAR", [0f, 1f], "VEC3", [-1f, 0f, 0f, 1f, 0f, 0f]);
        builder.AddAnimation(
            0, "rotation", "LINEAR", [0f, 0.5f, 1f], "VEC4", [0f, 0f, 0f, 1f, 0f, 0.70710678f, 0f, 0.70710678f, 0f, 1f, 0f, 0f]);
        var floor = Square(builder, builder.Add("materials", Rough("grey", 0.5f, 0.5f, 0.5f)));
        builder.AddRootNode(new JsonObject
        {
            ["name"] = "floor",
            ["mesh"] = floor,
            ["translation"] = new JsonArray(0f, -1.5f, 0f),
            ["rotation"] = new JsonArray(-0.70710678f, 0f, 0f, 0.70710678f),
            ["scale"] = new JsonArray(4f, 4f, 4f),
        });
        AddCamera(builder);
        return builder.ToGlb();
    }

    /// <summary>The cube lit by a point light of 1 W/sr at (3, 4, 5), no sky.</summary>
    public static byte[] LitCube()
    {
        var builder = CubeBuilder();
        AddCamera(builder);
        builder.Root["extensionsUsed"] = new JsonArray("KHR_lights_punctual");
        builder.Root["extensions"] = new JsonObject
        {
            ["KHR_lights_punctual"] = new JsonObject
            {
                ["lights"] = new JsonArray(new JsonObject { ["type"] = "point", ["intensity"] = 1f, ["color"] = new JsonArray(1f, 1f, 1f) }),
            },
        };
        builder.AddRootNode(new JsonObject
        {
            ["name"] = "lamp",
            ["translation"] = new JsonArray(3f, 4f, 5f),
            ["extensions"] = new JsonObject { ["KHR_lights_punctual"] = new JsonObject { ["light"] = 0 } },
        });
        return builder.ToGlb();
    }

    /// <summary>A camera at (0, 0, 6) that looks along −z with tan(yfov / 2) = ½.</summary>
    public static void AddCamera(GlbBuilder builder)
    {
        var camera = builder.Add("cameras", new JsonObject
        {
            ["type"] = "perspective",
            ["perspective"] = new JsonObject { ["yfov"] = 0.92729522f, ["znear"] = 0.1f, ["aspectRatio"] = 1.5f },
        });
        builder.AddRootNode(new JsonObject { ["name"] = "camera", ["camera"] = camera, ["translation"] = new JsonArray(0f, 0f, 6f) });
    }

    /// <summary>A rough dielectric material.</summary>
    public static JsonObject Rough(string name, float red, float green, float blue) => new()
    {
        ["name"] = name,
        ["pbrMetallicRoughness"] = new JsonObject
        {
            ["baseColorFactor"] = new JsonArray(red, green, blue, 1f),
            ["metallicFactor"] = 0f,
            ["roughnessFactor"] = 0.9f,
        },
    };

    /// <summary>Adds the square's mesh: texture (0, 0) at its upper left.</summary>
    public static int Square(GlbBuilder builder, int material)
    {
        var indices = builder.AddIndices(0, 1, 2, 0, 2, 3);
        var positions = builder.AddFloats("VEC3", -1f, -1f, 0f, 1f, -1f, 0f, 1f, 1f, 0f, -1f, 1f, 0f);
        var normals = builder.AddFloats("VEC3", 0f, 0f, 1f, 0f, 0f, 1f, 0f, 0f, 1f, 0f, 0f, 1f);
        var uvs = builder.AddFloats("VEC2", 0f, 1f, 1f, 1f, 1f, 0f, 0f, 0f);
        return builder.AddMesh(indices, material, ("POSITION", positions), ("NORMAL", normals), ("TEXCOORD_0", uvs));
    }

    private static int Box(GlbBuilder builder, int material)
    {
        var positions = new List<float>();
        var normals = new List<float>();
        var indices = new List<ushort>();
        for (var axis = 0; axis < 3; axis++)
            for (var sign = -1; sign <= 1; sign += 2)
            {
                var first = (ushort)(positions.Count / 3);
                for (var corner = 0; corner < 4; corner++)
                {
                    var point = new float[3];
                    point[axis] = sign;
                    point[(axis + 1) % 3] = sign * (corner is 1 or 2 ? 1f : -1f);
                    point[(axis + 2) % 3] = corner >= 2 ? 1f : -1f;
                    positions.AddRange(point);
                    normals.AddRange(Enumerable.Range(0, 3).Select(c => c == axis ? (float)sign : 0f));
                }

                indices.AddRange(new[] { 0, 1, 2, 0, 2, 3 }.Select(i => (ushort)(first + i)));
            }

        return builder.AddMesh(
            builder.AddIndices([.. indices]), material, ("POSITION", builder.AddFloats("VEC3", [.. positions])), ("NORMAL", builder.AddFloats("VEC3", [.. normals])));
    }
}
