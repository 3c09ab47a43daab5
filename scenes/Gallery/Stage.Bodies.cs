using System.Numerics;
using System.Text.Json.Nodes;
using Scenery;

namespace Gallery;

/// <summary>What deforms: bodies that bend along a chain of joints, and open by a morph target.</summary>
internal sealed partial class Stage
{
    private const int Keys = 33;

    /// <summary>Adds a mesh that stands upright on a chain of joints.</summary>
    /// <param name="joints">The joints' heights, from the foot up. A vertex between two of them follows both.</param>
    /// <param name="parts">Each part as it is, and the same vertices as they are when the body has opened.</param>
    public int Body(float[] joints, params (Shape Closed, Shape Open, int Material)[] parts)
    {
        var primitives = new JsonArray();
        foreach (var (closed, open, material) in parts)
        {
            var primitive = Primitive(closed, material);
            var (bones, weights) = Bound(closed, joints);
            primitive["attributes"]!["JOINTS_0"] = _file.AddAccessor(bones, 5121, "VEC4", bones.Length / 4);
            primitive["attributes"]!["WEIGHTS_0"] = _file.AddFloats("VEC4", weights);
            primitive["targets"] = new JsonArray(new JsonObject
            {
                ["POSITION"] = _file.AddFloats("VEC3", Difference(open.Positions, closed.Positions)),
                ["NORMAL"] = _file.AddFloats("VEC3", Difference(open.Normals, closed.Normals)),
            });
            primitives.Add(primitive);
        }
        return _file.Add("meshes", new JsonObject { ["primitives"] = primitives });
    }

    /// <summary>Places a body on a skeleton of its own.</summary>
    /// <param name="body">The mesh.</param>
    /// <param name="joints">Its joints' heights.</param>
    /// <param name="foot">Where it stands.</param>
    /// <param name="turn">How it is turned about its height, radians.</param>
    /// <param name="scale">How large it is.</param>
    /// <param name="seconds">How long its motion takes; it loops.</param>
    /// <param name="lean">By how much a joint leans over x and over z, radians, at a part of that time.</param>
    /// <param name="open">How far it has opened then, [0, 1].</param>
    public void Place(int body, float[] joints, Vector3 foot, float turn, float scale, float seconds, Func<int, float, Vector2> lean, Func<float, float> open)
    {
        int[] bones = [.. joints.Select((height, i) => _file.Add("nodes", new JsonObject { ["translation"] = new JsonArray(0f, i == 0 ? height : height - joints[i - 1], 0f) }))];
        for (var i = 0; i + 1 < bones.Length; i++)
            _file.Root["nodes"]![bones[i]]!["children"] = new JsonArray(bones[i + 1]);
        _file.AddRootNode(new JsonObject
        {
            ["translation"] = new JsonArray(foot.X, foot.Y, foot.Z),
            ["rotation"] = new JsonArray(0f, MathF.Sin(turn / 2f), 0f, MathF.Cos(turn / 2f)),
            ["scale"] = new JsonArray(scale, scale, scale),
            ["children"] = new JsonArray(bones[0]),
        });
        var skin = _file.Add("skins", new JsonObject
        {
            ["joints"] = new JsonArray([.. bones.Select(bone => (JsonNode)bone)]),
            ["inverseBindMatrices"] = _file.AddFloats("MAT4", [.. joints.SelectMany(height => new[] { 1f, 0f, 0f, 0f, 0f, 1f, 0f, 0f, 0f, 0f, 1f, 0f, 0f, -height, 0f, 1f })]),
        });
        var node = _file.AddRootNode(new JsonObject { ["mesh"] = body, ["skin"] = skin });
        for (var i = 0; i < bones.Length; i++)
            Animate(bones[i], "rotation", "VEC4", seconds, Keys, [.. Parts().SelectMany(part => Leaning(lean(i, part)))]);
        Animate(node, "weights", "SCALAR", seconds, Keys, [.. Parts().Select(open)]);
    }

    /// <summary>Places a mesh that floats: at a part of a loop, somewhere.</summary>
    public void Float(int mesh, float scale, float seconds, Func<float, Vector3> where)
    {
        var node = _file.AddRootNode(new JsonObject { ["mesh"] = mesh, ["scale"] = new JsonArray(scale, scale, scale) });
        Animate(node, "translation", "VEC3", seconds, Keys, [.. Parts().Select(where).SelectMany(at => new[] { at.X, at.Y, at.Z })]);
    }

    private static IEnumerable<float> Parts() => Enumerable.Range(0, Keys).Select(i => i / (Keys - 1f));

    private static float[] Leaning(Vector2 lean)
    {
        var angle = lean.Length();
        var axis = angle > 0f ? lean / angle * MathF.Sin(angle / 2f) : Vector2.Zero;
        return [axis.X, 0f, axis.Y, MathF.Cos(angle / 2f)];
    }

    private static (byte[] Bones, float[] Weights) Bound(Shape shape, float[] joints)
    {
        var positions = shape.Positions;
        var (bones, weights) = (new byte[positions.Length / 3 * 4], new float[positions.Length / 3 * 4]);
        for (var i = 0; i < positions.Length / 3; i++)
        {
            var y = positions[3 * i + 1];
            var below = Math.Max(0, joints.Count(height => height <= y) - 1);
            var part = below + 1 < joints.Length ? Math.Clamp((y - joints[below]) / (joints[below + 1] - joints[below]), 0f, 1f) : 0f;
            (bones[4 * i], bones[4 * i + 1]) = ((byte)below, (byte)(part > 0f ? below + 1 : 0));
            (weights[4 * i], weights[4 * i + 1]) = (1f - part, part);
        }
        return (bones, weights);
    }

    private static float[] Difference(float[] to, float[] from) => [.. to.Zip(from, (a, b) => a - b)];
}
