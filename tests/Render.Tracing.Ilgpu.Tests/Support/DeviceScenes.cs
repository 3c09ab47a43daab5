using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;
using Render.Tracing.Tests;

namespace Render.Tracing.Ilgpu.Tests.Support;

/// <summary>Small scenes that between them come through every part of the kernel.</summary>
internal static class DeviceScenes
{
    /// <summary>The scenes by name.</summary>
    public static IReadOnlyDictionary<string, Func<CompiledScene>> All { get; } = new Dictionary<string, Func<CompiledScene>>
    {
        [nameof(OnlySky)] = OnlySky,
        [nameof(TestScenes.Everything)] = TestScenes.Everything,
        [nameof(Textured)] = Textured,
        [nameof(Tiles)] = Tiles,
        [nameof(Crowd)] = Crowd,
        [nameof(Infinite)] = Infinite,
        [nameof(ManyInstances)] = ManyInstances,
        [nameof(Lamps)] = Lamps,
        [nameof(Slivers)] = Slivers,
    };

    /// <summary>Nothing but a sky of one colour.</summary>
    public static CompiledScene OnlySky() => TestScenes.Compile([], [], [], TestScenes.Constant(0.75f));

    /// <summary>A floor and a sphere with maps of all kinds, addressed and filtered in all ways, under a directional light and a spot.</summary>
    public static CompiledScene Textured()
    {
        var floor = TestScenes.Floor(6f, 0) with
        {
            Uvs = [new(-2.3f, -1.1f), new(3.7f, -1.2f), new(3.1f, 2.9f), new(-2.2f, 3.3f)],
            Normals = [.. Enumerable.Repeat(new Float3(0f, 1f, 0f), 4)],
            Tangents = [.. Enumerable.Repeat(new Float3(1f, 0f, 0f), 4)],
            TangentSigns = [1f, 1f, 1f, 1f],
        };
        var sphere = TestScenes.Sphere(24, 12, 1);
        sphere = sphere with
        {
            Uvs = [.. sphere.Positions.Select(at => new Float2(at.X * 1.7f, at.Y * 0.9f - 0.2f))],
            Tangents = [.. sphere.Positions.Select(_ => new Float3(0f, 0f, 1f))],
            TangentSigns = [.. sphere.Positions.Select((_, i) => (Real)(i % 2 == 0 ? 1f : -1f))],
        };
        return TestScenes.Compile(
            [floor, sphere],
            [
                new()
                {
                    BaseColorTexture = new(0, TextureWrap.Mirror, TextureWrap.Repeat),
                    MetallicRoughnessTexture = new(1, TextureWrap.Clamp, TextureWrap.Mirror),
                    NormalTexture = new(2, TextureWrap.Repeat, TextureWrap.Clamp),
                    NormalScale = 0.6f,
                    DoubleSided = true,
                },
                new()
                {
                    BaseColorTexture = new(0, TextureWrap.Clamp, TextureWrap.Mirror, Nearest: true),
                    EmissionTexture = new(1, TextureWrap.Mirror, TextureWrap.Clamp),
                    Emission = new(0.8f, 0.3f, 1.5f),
                    NormalTexture = new(2, TextureWrap.Mirror, TextureWrap.Repeat, Nearest: true),
                    Roughness = 0.4f,
                },
            ],
            [new(0, Affine.Identity), new(1, TestScenes.At(0.4f, 1f, 0f))],
            TestScenes.Constant(0.2f),
            [
                new(LightKind.Directional, Float3.Zero, new(0.6f, -0.8f, 0f), new(1.5f, 1.4f, 1.2f), 0f, 0f),
                new(LightKind.Spot, new(-2f, 4f, 2f), new(0.4f, -0.8f, -0.4472136f), new(40f, 30f, 20f), 0.95f, 0.8f),
            ],
            TestScenes.Camera(0f, 1.4f, 6f),
            [Pattern(7, 5, 11), Pattern(4, 9, 23), Pattern(8, 8, 5)]);
    }

    /// <summary>Hundreds of instances of two meshes, scaled, turned, mirrored and some flat, with one that shines among them.</summary>
    public static CompiledScene Crowd()
    {
        var instances = new List<Instance> { new(2, TestScenes.At(0f, 7f, 0f)) };
        for (var i = 0; i < 360; i++)
        {
            Trigonometry.SinCosTurns(i * 0.137f, out var sin, out var cos);
            var size = 0.1f + 0.03f * (i % 9);
            var mirror = i % 5 == 0 ? -1f : 1f;
            var height = i % 31 == 0 ? 0f : size;
            instances.Add(new(
                i % 2,
                new(
                    new Float3(cos, 0f, sin) * size,
                    new Float3(0f, mirror, 0f) * height,
                    new Float3(-sin, 0f, cos) * size,
                    new((i % 20 - 9.5f) * 0.55f, 0.3f + i % 7 * 0.4f, i / 20 * -0.8f))));
        }
        return TestScenes.Compile(
            [TestScenes.Sphere(10, 6, 0), TestScenes.Sphere(5, 4, 1, smooth: false), TestScenes.Ceiling(2f, 2)],
            [
                new() { BaseColor = new(0.9f, 0.5f, 0.3f), Metallic = 0.5f, Roughness = 0.1f },
                TestScenes.Matte(0.7f),
                new() { BaseColor = new(0f), Metallic = 0f, Emission = new(12f), DoubleSided = true },
            ],
            [.. instances],
            TestScenes.Constant(0.1f),
            camera: TestScenes.Camera(0f, 1.5f, 6f));
    }

    /// <summary>Upright tiles that shine by a map, each with another way to address and filter its maps, half of them turned away, one far outside of its maps.</summary>
    public static CompiledScene Tiles()
    {
        const int Across = 6;
        var meshes = new List<Mesh>();
        var materials = new List<Material>();
        var instances = new List<Instance>();
        for (var i = 0; i < 3 * Across; i++)
        {
            TextureSlot Slot(int image, int shift) =>
                new(image, (TextureWrap)((i + shift) % 3), (TextureWrap)((i / 3 + shift) % 3), Nearest: (i / 9 + shift) % 2 == 0);
            var far = i == 7 ? 1e8f : 0f;
            materials.Add(new()
            {
                BaseColorTexture = Slot(0, 0),
                MetallicRoughnessTexture = Slot(1, 1),
                NormalTexture = Slot(2, 2),
                EmissionTexture = Slot(3, 3),
                Emission = new(0.5f, 0.7f, 0.2f),
                DoubleSided = i % 4 == 0,
            });
            meshes.Add(TestScenes.Floor(0.45f, i) with
            {
                Uvs = [new(-2.1f - far, 3.2f + far), new(2.9f, 3.1f), new(3.1f, -2.2f), new(-2.2f, -1.9f)],
                Tangents = [.. Enumerable.Repeat(new Float3(1f, 0f, 0f), 4)],
                TangentSigns = [1f, 1f, 1f, 1f],
            });
            var facing = i % 2 == 0 ? 1f : -1f;
            instances.Add(new(i, new(
                new(1f, 0f, 0f), new(0f, 0.3f, facing), new(0f, -1f, 0.3f * facing), new(i % Across - 2.5f, i / Across + 0.2f, -0.5f))));
        }
        meshes.Add(TestScenes.Floor(8f, materials.Count));
        materials.Add(TestScenes.Matte(0.5f));
        instances.Add(new(meshes.Count - 1, Affine.Identity));
        return TestScenes.Compile(
            [.. meshes], [.. materials], [.. instances], TestScenes.Constant(0.3f), camera: TestScenes.Camera(0f, 1.4f, 5f),
            images: [Pattern(7, 5, 11), Pattern(4, 9, 23), Pattern(8, 8, 5), Pattern(3, 3, 41)]);
    }

    /// <summary>A ball that shines infinitely bright, which no file may ask for: samples that meet its light are invalid.</summary>
    public static CompiledScene Infinite()
    {
        var scene = TestScenes.Compile(
            [TestScenes.Floor(6f, 0), TestScenes.Sphere(12, 6, 1)],
            [TestScenes.Matte(0.8f), new() { Emission = new(1f) }],
            [new(0, Affine.Identity), new(1, TestScenes.At(0f, 1f, 0f))],
            TestScenes.Constant(0.5f),
            camera: TestScenes.Camera(0f, 1.2f, 6f));
        foreach (ref var material in scene.Assets.Materials.Span[1..])
            material.Emission = new(float.PositiveInfinity);
        return scene;
    }

    /// <summary>A picture whose every texel is another.</summary>
    private static Image Pattern(int width, int height, int step)
    {
        var rgba = new byte[4 * width * height];
        for (var i = 0; i < rgba.Length; i++)
            rgba[i] = (byte)(i % 4 == 3 ? 255 : 60 + i * step % 196);
        return new(width, height, rgba);
    }

    /// <summary>Spheres in a heap, turned, mirrored and squeezed: trees within a tree, and shared triangles.</summary>
    public static CompiledScene ManyInstances()
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

    /// <summary>Every kind of light without extent.</summary>
    public static CompiledScene Lamps() => TestScenes.Compile(
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
    public static CompiledScene Slivers()
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
