using System.Globalization;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>Turns a primitive's vertex order into triangles (glTF 2.0, §3.7.2.1).</summary>
internal static class TriangleTopology
{
    /// <summary>mode 4: every three vertices.</summary>
    public const int Triangles = 4;

    /// <summary>mode 5: every vertex with the two before it, every other triangle turned round.</summary>
    public const int Strip = 5;

    /// <summary>mode 6: every vertex with the one before it and the first.</summary>
    public const int Fan = 6;

    /// <summary>How many triangles so many vertices make.</summary>
    public static int Count(int mode, int vertices) => mode == Triangles ? vertices / 3 : vertices < 3 ? 0 : vertices - 2;

    /// <summary>The triangles' vertex indices; each checked to be below the vertex count.</summary>
    /// <param name="mode">4, 5 or 6.</param>
    /// <param name="indices">The primitive's indices, or null for 0, 1, 2, ….</param>
    /// <param name="vertices">How many vertices there are.</param>
    /// <param name="primitive">For messages.</param>
    /// <exception cref="SceneException"><see cref="SceneErrorCodes.IndexOutOfRange"/>.</exception>
    public static int[] Expand(int mode, int[]? indices, int vertices, GltfElement primitive)
    {
        foreach (var index in indices ?? [])
            if (index >= vertices)
                throw primitive.Fault(
                    SceneErrorCodes.IndexOutOfRange,
                    string.Create(CultureInfo.InvariantCulture, $"a triangle names vertex {index}, but there are {vertices}."),
                    "The mesh is damaged: export it again.");
        var count = indices?.Length ?? vertices;
        var triangles = Count(mode, count);
        if (mode == Triangles && indices is not null && count % 3 == 0)
            return indices;
        var result = new int[3 * triangles];
        for (var i = 0; i < triangles; i++)
        {
            var (a, b, c) = mode switch
            {
                Triangles => (3 * i, 3 * i + 1, 3 * i + 2),
                Strip => (i, i + 1 + (i & 1), i + 2 - (i & 1)),
                _ => (i + 1, i + 2, 0),
            };
            result[3 * i] = indices?[a] ?? a;
            result[3 * i + 1] = indices?[b] ?? b;
            result[3 * i + 2] = indices?[c] ?? c;
        }

        return result;
    }
}
