using System.Globalization;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>A camera of the file.</summary>
/// <param name="Name">Its node's name, its own, or "Camera"; a number is added to a repeated one.</param>
/// <param name="Position">Of its node in <see cref="NodeTree.Order"/>.</param>
/// <param name="TanHalfYfov">tan(yfov / 2).</param>
internal sealed record SceneCamera(string Name, int Position, Real TanHalfYfov);

/// <summary>Reads the cameras that nodes of the scene carry, in node order.</summary>
internal static class CameraReader
{
    private const int MostNameLength = 80;

    /// <summary>The perspective cameras; others give a notice.</summary>
    public static SceneCamera[] Read(GltfElement root, NodeTree tree, SceneLimits limits, NoticeList notices)
    {
        var cameras = root.Items("cameras", limits);
        var found = new List<SceneCamera>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < tree.Order.Count; i++)
        {
            var node = tree.Elements[tree.Order[i]];
            if (node.Index("camera", cameras.Length) is not { } index)
                continue;
            var camera = cameras[index];
            if (camera.Child("perspective") is not { } lens)
            {
                notices.Add("orthographic-camera-ignored", $"Camera '{node.Title}' is not a perspective one and cannot be used.");
                continue;
            }

            var angle = lens.Real("yfov", 0f);
            if (!(angle > 0f) || !(angle < 3.1f))
                throw lens.Invalid("yfov", "must be an angle between 0 and 3.1 radians");
            Trigonometry.SinCos(angle * 0.5f, out var sine, out var cosine);
            found.Add(new(Unique(node.String("name") ?? camera.String("name") ?? "Camera", names), i, sine / cosine));
        }

        return [.. found];
    }

    private static string Unique(string name, HashSet<string> names)
    {
        var start = name.Length > MostNameLength ? name[..MostNameLength] : name;
        var unique = start;
        for (var n = 2; !names.Add(unique); n++)
            unique = string.Create(CultureInfo.InvariantCulture, $"{start} {n}");
        return unique;
    }
}
