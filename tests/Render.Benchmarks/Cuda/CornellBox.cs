using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Benchmarks.Cuda;

/// <summary>The Cornell box, 2 m a side: a lamp below its ceiling, a tall block and a short one.</summary>
internal static class CornellBox
{
    public static (SceneAssets Assets, Snapshot Snapshot) Create()
    {
        Material[] materials =
        [
            Matte(0.73f, 0.73f, 0.73f),
            Matte(0.65f, 0.05f, 0.05f),
            Matte(0.12f, 0.45f, 0.15f),
            new() { BaseColor = new(0f), Metallic = 0f, Emission = new(17f, 12f, 4f) },
        ];
        Mesh[] meshes =
        [
            Square(0), Square(1), Square(2), Square(3), Block(0),
        ];
        Instance[] instances =
        [
            // Floor, ceiling, back; red left, green right; the lamp, the tall block, the short one.
            new(0, new(new(1f, 0f, 0f), new(0f, 1f, 0f), new(0f, 0f, 1f), new(0f, -1f, 0f))),
            new(0, new(new(1f, 0f, 0f), new(0f, -1f, 0f), new(0f, 0f, -1f), new(0f, 1f, 0f))),
            new(0, new(new(1f, 0f, 0f), new(0f, 0f, 1f), new(0f, -1f, 0f), new(0f, 0f, -1f))),
            new(1, new(new(0f, -1f, 0f), new(1f, 0f, 0f), new(0f, 0f, 1f), new(-1f, 0f, 0f))),
            new(2, new(new(0f, 1f, 0f), new(-1f, 0f, 0f), new(0f, 0f, 1f), new(1f, 0f, 0f))),
            new(3, new(new(0.25f, 0f, 0f), new(0f, -0.25f, 0f), new(0f, 0f, -0.25f), new(0f, 0.995f, 0f))),
            new(4, Placed(0.30f, 0.60f, 0.30f, 0.95f, 0.3f, new(-0.35f, -0.4f, -0.3f))),
            new(4, Placed(0.30f, 0.30f, 0.30f, 0.96f, -0.28f, new(0.35f, -0.7f, 0.35f))),
        ];
        var camera = new Camera(new(new(1f, 0f, 0f), new(0f, 1f, 0f), new(0f, 0f, 1f), new(0f, 0f, 3.9f)), 0.36f);
        return (new(meshes, materials, []), new(instances, camera, [], SkyEnvironment.Black));
    }

    private static Material Matte(float red, float green, float blue) => new() { BaseColor = new(red, green, blue), Metallic = 0f, Roughness = 1f };

    private static Mesh Square(int material) => new([new(-1f, 0f, -1f), new(1f, 0f, -1f), new(1f, 0f, 1f), new(-1f, 0f, 1f)], [0, 2, 1, 0, 3, 2], material);

    private static Mesh Block(int material) => new(
        [.. Enumerable.Range(0, 8).Select(i => new Float3((i & 1) * 2f - 1f, (i & 2) - 1f, (i & 4) * 0.5f - 1f))],
        [0, 4, 6, 0, 6, 2, 1, 3, 7, 1, 7, 5, 0, 1, 5, 0, 5, 4, 2, 6, 7, 2, 7, 3, 0, 2, 3, 0, 3, 1, 4, 5, 7, 4, 7, 6],
        material);

    private static Affine Placed(float x, float y, float z, float cosine, float sine, Float3 at) => new(
        new(x * cosine, 0f, x * -sine), new(0f, y, 0f), new(z * sine, 0f, z * cosine), at);
}
