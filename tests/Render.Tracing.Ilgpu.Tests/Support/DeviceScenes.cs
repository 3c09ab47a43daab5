using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;
using Render.Tracing.Tests;

namespace Render.Tracing.Ilgpu.Tests.Support;

/// <summary>Scenes that take every way through a device's kernels.</summary>
internal static class DeviceScenes
{
    /// <summary>All of them by name.</summary>
    public static IReadOnlyDictionary<string, Func<CompiledScene>> All { get; } = new Dictionary<string, Func<CompiledScene>>
    {
        ["everything"] = TestScenes.Everything,
        ["many instances"] = ManyInstances,
        ["nothing"] = () => TestScenes.Compile([], [], [], TestScenes.Constant(0.5f)),
        ["normal map"] = NormalMap,
        ["lamps"] = Lamps,
        ["slivers"] = Slivers,
    };

    /// <summary>Spheres in a heap, turned, mirrored and squeezed: trees within a tree, and shared triangles.</summary>
    private static CompiledScene ManyInstances()
    {
        var instances = new List<Instance> { new(0, Affine.Identity) };
        for (var i = 0; i < 90; i++)
        {
            Trigonometry.SinCosTurns(0.37f * i, out var sin, out var cos);
            var size = (Real)(0.2f + 0.02f * (i % 7));
            var flip = (Real)(i % 5 == 0 ? -1f : 1f);
            var at = new Float3(Real.FromInt32(i % 10 - 5) * 0.5f, Real.FromInt32(i / 10) * 0.3f, Real.FromInt32(i * 7 % 11 - 5) * 0.4f);
            instances.Add(new(1 + i % 2, new(new(cos * size, 0f, -(sin * size)), new(0f, size * 0.6f, 0f), new(sin * size * flip, 0f, cos * size * flip), at)));
        }

        return TestScenes.Compile(
            [TestScenes.Floor(9f, 0), TestScenes.Sphere(9, 5, 1), TestScenes.Sphere(7, 4, 2, smooth: false)],
            [TestScenes.Matte(0.7f), TestScenes.Matte(0.4f), new() { BaseColor = new(0.9f, 0.7f, 0.3f), Metallic = 1f, Roughness = 0.15f }],
            [.. instances],
            TestScenes.Constant(0.8f),
            camera: TestScenes.Camera(0f, 1.5f, 6f));
    }

    /// <summary>A floor with every kind of texture, each wrapped and filtered in another way.</summary>
    private static CompiledScene NormalMap()
    {
        var texels = new byte[4 * 8 * 4];
        for (var i = 0; i < texels.Length; i++)
            texels[i] = (byte)(i % 4 == 2 ? 200 + i % 40 : i % 4 == 3 ? 255 : 90 + i * 37 % 80);
        var image = new Image(8, 4, texels);
        Float2[] uvs = [new(-1.3f, 0.2f), new(2.7f, -0.4f), new(3.1f, 2.9f), new(-0.6f, 4.2f)];
        var floor = TestScenes.Floor(5f, 0) with
        {
            Uvs = uvs,
            Normals = [new(0f, 1f, 0f), new(0f, 1f, 0f), new(0f, 1f, 0f), new(0f, 1f, 0f)],
            Tangents = [new(1f, 0f, 0f), new(1f, 0f, 0f), new(1f, 0f, 0f), new(1f, 0f, 0f)],
            TangentSigns = [1f, 1f, -1f, 1f],
        };
        var material = new Material
        {
            BaseColor = new(0.9f),
            Metallic = 0.6f,
            Roughness = 0.8f,
            Emission = new(0.3f),
            NormalScale = 0.7f,
            BaseColorTexture = new(0, TextureWrap.Mirror, TextureWrap.Repeat),
            MetallicRoughnessTexture = new(0, TextureWrap.Clamp, TextureWrap.Mirror),
            NormalTexture = new(0, TextureWrap.Repeat, TextureWrap.Clamp),
            EmissionTexture = new(0, TextureWrap.Repeat, TextureWrap.Repeat, true),
        };
        return TestScenes.Compile([floor], [material], [new(0, Affine.Identity)], TestScenes.Constant(0.6f), images: [image]);
    }

    /// <summary>Every kind of light without extent.</summary>
    private static CompiledScene Lamps() => TestScenes.Compile(
        [TestScenes.Floor(5f, 0), TestScenes.Sphere(12, 6, 1)],
        [TestScenes.Matte(0.5f), new() { BaseColor = new(0.7f), Metallic = 0f, Roughness = 0.02f }],
        [new(0, Affine.Identity), new(1, TestScenes.At(0f, 1f, 0f))],
        SkyEnvironment.Black,
        [
            new(LightKind.Point, new(2f, 2f, 2f), new(0f, -1f, 0f), new(4f, 3f, 2f), 1f, 0f),
            new(LightKind.Spot, new(-2f, 3f, 1f), Float3.Normalize(new(0.5f, -1f, -0.2f)), new(9f), 0.95f, 0.8f),
            new(LightKind.Directional, Float3.Zero, Float3.Normalize(new(0.3f, -1f, 0.1f)), new(0.7f), 1f, 0f),
        ]);

    /// <summary>Long thin triangles, coplanar and overlapping, far from the origin: where boxes are flat and hits tie.</summary>
    private static CompiledScene Slivers()
    {
        var positions = new List<Float3>();
        var indices = new List<int>();
        for (var i = 0; i < 60; i++)
        {
            var x = 1000f + 0.05f * i;
            positions.AddRange([new(x, 0f, -3f), new(x + 0.001f, 0f, 3f), new(x + 0.7f, 0f, 3f)]);
            indices.AddRange([3 * i, 3 * i + 1, 3 * i + 2]);
        }

        return TestScenes.Compile(
            [new Mesh([.. positions], [.. indices], 0)],
            [TestScenes.Matte(0.8f) with { DoubleSided = true }],
            [new(0, Affine.Identity), new(0, TestScenes.At(0f, 0f, 0.5f))],
            TestScenes.Constant(1f),
            camera: TestScenes.Camera(1001.5f, 0.7f, 5f));
    }
}
