using Render.Tracing.Acceleration;
using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Tests;

/// <summary>Small scenes whose light can be worked out by hand.</summary>
internal static class TestScenes
{
    internal static Material Matte(float albedo) => new() { BaseColor = new(albedo), Metallic = 0f, Roughness = 1f };

    internal static SkyEnvironment Constant(float radiance) => new(0, 0, [], new(radiance));

    /// <summary>A camera at a point, looking along −z.</summary>
    internal static Camera Camera(float x, float y, float z) => new(At(x, y, z), 0.5f);

    internal static Affine At(float x, float y, float z) => new(new(1f, 0f, 0f), new(0f, 1f, 0f), new(0f, 0f, 1f), new(x, y, z));

    /// <summary>A square in the plane y = 0 about the origin, facing +y.</summary>
    internal static Mesh Floor(float half, int material) => new(
        [new(-half, 0f, -half), new(half, 0f, -half), new(half, 0f, half), new(-half, 0f, half)], [0, 2, 1, 0, 3, 2], material);

    /// <summary>A square in the plane y = 0 about the origin, facing −y.</summary>
    internal static Mesh Ceiling(float half, int material) => Floor(half, material) with { Indices = [0, 1, 2, 0, 2, 3] };

    /// <summary>A closed sphere of radius 1, wound to face outwards, its vertices shared so that it has no cracks.</summary>
    internal static Mesh Sphere(int segments, int rings, int material, bool smooth = true)
    {
        var positions = new List<Float3> { new(0f, 1f, 0f), new(0f, -1f, 0f) };
        for (var r = 1; r < rings; r++)
        {
            for (var s = 0; s < segments; s++)
            {
                Trigonometry.SinCosTurns(0.5f * r / rings, out var sinTheta, out var cosTheta);
                Trigonometry.SinCosTurns((float)s / segments, out var sinPhi, out var cosPhi);
                positions.Add(new(sinTheta * cosPhi, cosTheta, sinTheta * sinPhi));
            }
        }
        var indices = new List<int>();
        int Vertex(int ring, int segment) => ring == 0 ? 0 : ring == rings ? 1 : 2 + (ring - 1) * segments + segment % segments;
        for (var r = 0; r < rings; r++)
        {
            for (var s = 0; s < segments; s++)
            {
                int a = Vertex(r, s), b = Vertex(r, s + 1), c = Vertex(r + 1, s), d = Vertex(r + 1, s + 1);
                if (r > 0)
                    indices.AddRange([a, b, c]);
                if (r < rings - 1)
                    indices.AddRange([b, d, c]);
            }
        }
        Float3[] all = [.. positions];
        return new(all, [.. indices], material) { Normals = smooth ? all : null };
    }

    internal static CompiledScene Compile(
        Mesh[] meshes, Material[] materials, Instance[] instances, SkyEnvironment? sky = null, PunctualLight[]? lights = null, Camera? camera = null, Image[]? images = null)
    {
        var assets = SceneCompiler.Prepare(new(meshes, materials, images ?? []));
        return SceneCompiler.Compile(assets, new(instances, camera ?? Camera(0f, 0.5f, 4f), lights ?? [], sky ?? SkyEnvironment.Black));
    }

    /// <summary>Floor, a glossy and a metal sphere, a square light and a gradient sky: something of everything.</summary>
    internal static CompiledScene Everything()
    {
        var texels = new Float3[32 * 16];
        for (var i = 0; i < texels.Length; i++)
            texels[i] = new(0.2f + 0.02f * (i % 32), 0.3f, i == 5 * 32 + 9 ? 90f : 0.9f - 0.001f * i);
        var checker = new Image(2, 2, [255, 0, 0, 255, 0, 255, 0, 255, 40, 40, 200, 255, 255, 255, 255, 255]);
        var floor = Floor(6f, 0) with { Uvs = [new(0f, 0f), new(3f, 0f), new(3f, 3f), new(0f, 3f)] };
        return Compile(
            [floor, Sphere(24, 12, 1), Ceiling(0.5f, 2), Sphere(16, 8, 3, smooth: false)],
            [
                Matte(0.6f) with { BaseColorTexture = new(0) },
                new() { BaseColor = new(0.2f, 0.4f, 0.9f), Metallic = 0f, Roughness = 0.3f },
                new() { BaseColor = new(0f), Metallic = 0f, Emission = new(8f, 7f, 6f) },
                new() { BaseColor = new(1f, 0.8f, 0.4f), Metallic = 1f, Roughness = 0.2f },
            ],
            [
                new(0, Affine.Identity),
                new(1, At(-1f, 1f, 0f)),
                new(2, At(0f, 4f, 0f)),
                new(3, new(new(0f, 0f, -0.7f), new(0f, 0.7f, 0f), new(0.7f, 0f, 0f), new(1.1f, 0.7f, 0.6f))),
            ],
            new(32, 16, texels, Float3.Zero),
            [new(LightKind.Point, new(2f, 3f, 2f), new(0f, -1f, 0f), new(3f), 1f, 0f)],
            Camera(0f, 1.2f, 6f),
            [checker]);
    }
}
