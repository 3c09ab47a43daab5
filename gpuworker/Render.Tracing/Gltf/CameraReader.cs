using System.Globalization;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>A camera of the file.</summary>
/// <param name="Name">Its node's name, its own, or "Camera"; a number is added to a repeated one.</param>
/// <param name="Position">Of its node in <see cref="NodeTree.Order"/>.</param>
/// <param name="HalfHeight">As in <see cref="Camera"/>.</param>
/// <param name="IsOrthographic">As in <see cref="Camera"/>.</param>
internal sealed record SceneCamera(string Name, int Position, Real HalfHeight, bool IsOrthographic);

/// <summary>Reads the cameras that nodes of the scene carry, in node order.</summary>
internal static class CameraReader
{
    private const int MostNameLength = 80;

    /// <summary>All of them.</summary>
    public static SceneCamera[] Read(GltfElement root, NodeTree tree, SceneLimits limits)
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
            var isOrthographic = camera.Child("perspective") is null;
            found.Add(new(Unique(node.String("name") ?? camera.String("name") ?? "Camera", names), i, isOrthographic ? Magnification(camera) : Tangent(camera), isOrthographic));
        }

        return [.. found];
    }

    private static Real Tangent(GltfElement camera)
    {
        var lens = camera.Child("perspective")!;
        var angle = lens.Real("yfov", 0f);
        if (!(angle > 0f) || !(angle < 3.1f))
            throw lens.Invalid("yfov", "must be an angle between 0 and 3.1 radians");
        Trigonometry.SinCos(angle * 0.5f, out var sine, out var cosine);
        return sine / cosine;
    }

    /// <summary>Half the height; xmag follows from the picture's aspect, as the horizontal angle does.</summary>
    private static Real Magnification(GltfElement camera)
    {
        var box = camera.Child("orthographic") ?? throw camera.Invalid("type", "must be perspective or orthographic, with the properties of it");
        var half = box.Real("ymag", 0f);
        return half > 0f && half <= 1e9f ? half : throw box.Invalid("ymag", "must be above 0, and at most 10⁹");
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
