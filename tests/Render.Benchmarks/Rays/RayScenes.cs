using Render.Benchmarks.Cuda;
using Render.Ingest.Images;
using Render.Tracing.Compilation;
using Render.Tracing.Gltf;
using Render.Tracing.Numerics;
using Render.Tracing.Packages;
using Render.Tracing.Sampling;
using Render.Tracing.Scenes;

namespace Render.Benchmarks.Rays;

/// <summary>What rays are shot at.</summary>
internal static class RayScenes
{
    private const int Segments = 24;
    private const int Rings = 13;
    private const float CloudSide = 20f;

    /// <summary>Hills, seen from a hilltop.</summary>
    internal static (SceneAssets Assets, Snapshot Snapshot) Terrain(int triangles) =>
        One(Landscape.Hills(Math.Max(2, (int)Math.Sqrt(triangles / 2.0))), Landscape.Overlook());

    /// <summary>Spheres of all sizes that run through each other, in one mesh, seen from outside.</summary>
    internal static (SceneAssets Assets, Snapshot Snapshot) Spheres(int triangles)
    {
        var spheres = Math.Max(1, triangles / (2 * Segments * (Rings - 1)));
        var perSphere = (Segments + 1) * (Rings + 1);
        var positions = new Float3[spheres * perSphere];
        var indices = new int[6 * spheres * Segments * (Rings - 1)];
        var mean = CloudSide / MathF.Cbrt(spheres);
        Parallel.For(0, spheres, sphere =>
        {
            var random = new SampleStream(7, 0, sphere, 0, 0);
            var centre = (new Float3(random.Plain(0), random.Plain(1), random.Plain(2)) - new Float3(0.5f)) * CloudSide;
            var radius = random.Plain(3) * random.Plain(3) * mean;
            for (var ring = 0; ring <= Rings; ring++)
            {
                Trigonometry.SinCosTurns(Real.FromInt32(ring) * (0.5f / Rings), out var sine, out var cosine);
                for (var segment = 0; segment <= Segments; segment++)
                {
                    Trigonometry.SinCosTurns(Real.FromInt32(segment % Segments) * (1f / Segments), out var s, out var c);
                    positions[sphere * perSphere + ring * (Segments + 1) + segment] = centre + new Float3(sine * c, cosine, sine * s) * radius;
                }
            }
            var at = 6 * sphere * Segments * (Rings - 1);
            for (var ring = 0; ring < Rings; ring++)
            {
                for (var segment = 0; segment < Segments; segment++)
                {
                    var corner = sphere * perSphere + ring * (Segments + 1) + segment;
                    if (ring > 0)
                        (indices[at++], indices[at++], indices[at++]) = (corner, corner + 1, corner + Segments + 2);
                    if (ring < Rings - 1)
                        (indices[at++], indices[at++], indices[at++]) = (corner, corner + Segments + 2, corner + Segments + 1);
                }
            }
        });
        var camera = new Camera(new(new(1f, 0f, 0f), new(0f, 1f, 0f), new(0f, 0f, 1f), new(0f, 0f, 1.2f * CloudSide)), 0.6f);
        return One(new(positions, indices, 0), camera);
    }

    /// <summary>A file's first frame.</summary>
    internal static async Task<(SceneAssets Assets, Snapshot Snapshot)> File(string path)
    {
        var name = Path.GetFileName(path);
        var loaded = GltfScene.Load(new MemoryPackageFiles(name, await System.IO.File.ReadAllBytesAsync(path).ConfigureAwait(false)), name, images: new UploadImageDecoder());
        return (loaded.Assets, loaded.At(0f, new() { Aspect = Real.One }));
    }

    private static (SceneAssets Assets, Snapshot Snapshot) One(Mesh mesh, Camera camera) =>
        (new([mesh], [new() { Metallic = 0f }], []), new([new(0, Affine.Identity)], camera, [], SkyEnvironment.Black));
}
