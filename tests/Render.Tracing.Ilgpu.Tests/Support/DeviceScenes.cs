using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;
using Render.Tracing.Tests;

namespace Render.Tracing.Ilgpu.Tests.Support;

/// <summary>Small scenes that between them come through every part of the kernel.</summary>
internal static class DeviceScenes
{
    /// <summary>The scenes by name.</summary>
    public static IReadOnlyDictionary<string, Func<CompiledScene>> All => new Dictionary<string, Func<CompiledScene>>(Plain)
    {
        [nameof(Glassware)] = Glassware,
        [nameof(Cloth)] = Cloth,
        [nameof(Curtain)] = Curtain,
    };

    /// <summary>Those whose materials are metallic-roughness and nothing else.</summary>
    public static IReadOnlyDictionary<string, Func<CompiledScene>> Plain { get; } = new Dictionary<string, Func<CompiledScene>>
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
        [nameof(ThroughALens)] = ThroughALens,
        [nameof(Parallel)] = Parallel,
    };

    /// <summary>Clear, rough, tinted and half-clear glass, two windows and a frosted pane on a floor without gloss, under a lamp and a sky.</summary>
    public static CompiledScene Glassware()
    {
        var glass = new Material { Metallic = 0f, Roughness = 0f, Transmission = 1f, IsVolume = true };
        var pane = TestScenes.Floor(0.9f, 5) with { Uvs = [new(0f, 0f), new(1f, 0f), new(1f, 1f), new(0f, 1f)] };
        return TestScenes.Compile(
            [
                TestScenes.Floor(6f, 0), TestScenes.Sphere(16, 8, 1), TestScenes.Sphere(16, 8, 2), TestScenes.Sphere(12, 6, 3), TestScenes.Floor(0.9f, 4), pane,
                TestScenes.Ceiling(0.7f, 6), TestScenes.Floor(0.6f, 7),
            ],
            [
                TestScenes.Matte(0.6f) with { Specular = 0f },
                glass,
                glass with { Roughness = 0.4f, Ior = 1.8f, AttenuationColor = new(0.9f, 0.3f, 0.2f), AttenuationDistance = 0.5f },
                glass with { Transmission = 0.6f, Roughness = 0.3f, BaseColor = new(0.4f, 0.8f, 0.5f), Clearcoat = 0.8f, ClearcoatRoughness = 0.2f },
                new() { Metallic = 0f, Roughness = 0f, Transmission = 0.9f, BaseColor = new(0.9f, 0.7f, 0.6f), DoubleSided = true },
                new() { Metallic = 0.1f, Roughness = 0.5f, Transmission = 1f, TransmissionTexture = new(0), Specular = 0.7f, SpecularColor = new(1f, 0.8f, 0.5f), DoubleSided = true },
                new() { BaseColor = new(0f), Emission = new(9f, 8f, 7f), AlphaMode = AlphaMode.Blend, Alpha = 0.7f },
                new() { Metallic = 0f, Roughness = 0f, Transmission = 1f, BaseColor = new(0.7f, 0.8f, 0.9f), DoubleSided = true },
            ],
            [
                new(0, Affine.Identity), new(1, TestScenes.At(-1.6f, 1f, 0f)), new(2, TestScenes.At(0.3f, 1f, -0.6f)), new(3, TestScenes.At(2.2f, 1f, 0f)),
                new(4, new(new(1f, 0f, 0f), new(0f, 0f, 1f), new(0f, -1f, 0f), new(-0.7f, 1f, 1.8f))),
                new(5, new(new(1f, 0f, 0f), new(0f, 0f, 1f), new(0f, -1f, 0f), new(1.3f, 0.9f, 1.7f))),
                new(6, TestScenes.At(0f, 3.5f, 0f)),
                new(7, new(new(1f, 0f, 0f), new(0f, 0f, 1f), new(0f, -1f, 0f), new(-2.4f, 0.8f, 1.4f))),
            ],
            TestScenes.Constant(0.4f),
            [new(LightKind.Point, new(2f, 3f, 3f), new(0f, -1f, 0f), new(5f), 1f, 0f)],
            TestScenes.Camera(0f, 1.2f, 6f),
            [Pattern(4, 4, 37)]);
    }

    /// <summary>Sheen, coats with maps, other indices of refraction, holes by mask and blend, an unlit card, vertex colours and two sets of moved coordinates.</summary>
    public static CompiledScene Cloth()
    {
        var square = TestScenes.Floor(1f, 0) with
        {
            Uvs = [new(0f, 0f), new(2f, 0f), new(2f, 2f), new(0f, 2f)],
            SecondUvs = [new(0.1f, 0.3f), new(1.4f, 0f), new(1f, 1.2f), new(-0.3f, 1f)],
            Colors = [new(1f, 0.2f, 0.2f), new(0.2f, 1f, 0.2f), new(0.2f, 0.2f, 1f), new(1f)],
            Alphas = [1f, 0.8f, 0.4f, 1f],
            Tangents = [.. Enumerable.Repeat(new Float3(1f, 0f, 0f), 4)],
            TangentSigns = [1f, 1f, 1f, 1f],
        };
        var moved = new TextureSlot(0) { UvSet = 1, Transform = TextureTransform.Of(new(0.2f, -0.1f), 0.7f, new(1.5f, 0.8f)) };
        Material[] materials =
        [
            TestScenes.Matte(0.5f),
            new() { Metallic = 0f, Roughness = 0.8f, SheenColor = new(0.9f, 0.6f, 0.7f), SheenRoughness = 0.5f, SheenColorTexture = moved, SheenRoughnessTexture = new(1) },
            new()
            {
                Metallic = 0.2f, Roughness = 0.6f, Clearcoat = 1f, ClearcoatTexture = new(0), ClearcoatRoughness = 0.5f, ClearcoatRoughnessTexture = new(1),
                ClearcoatNormalTexture = moved, ClearcoatNormalScale = 0.5f,
            },
            new() { Metallic = 0f, Roughness = 0.2f, Ior = 2.2f, Specular = 0.8f, SpecularTexture = new(1), SpecularColor = new(1f, 0.7f, 0.4f), SpecularColorTexture = new(0) },
            new() { Metallic = 0f, AlphaMode = AlphaMode.Mask, BaseColorTexture = moved, AlphaCutoff = 0.6f, DoubleSided = true },
            new() { Metallic = 0f, AlphaMode = AlphaMode.Blend, BaseColorTexture = new(0), Alpha = 0.8f, NormalTexture = new(1), DoubleSided = true },
            new() { Unlit = true, BaseColorTexture = moved, BaseColor = new(0.9f, 0.8f, 0.3f) },
            new() { BaseColor = new(0f), Emission = new(6f), AlphaMode = AlphaMode.Blend, EmissionTexture = moved, BaseColorTexture = new(0), DoubleSided = true },
        ];
        var instances = new List<Instance> { new(0, TestScenes.At(0f, 0f, 0f)) };
        for (var i = 1; i < materials.Length; i++)
            instances.Add(new(i, new(new(0.6f, 0f, 0f), new(0f, 0.2f, 0.6f), new(0f, -0.6f, 0.2f), new(i % 4 * 1.4f - 2f, 0.7f + i / 4 * 1.4f, i / 4 * -0.5f))));
        return TestScenes.Compile(
            [TestScenes.Floor(7f, 0), .. Enumerable.Range(1, materials.Length - 1).Select(i => square with { Material = i })],
            materials,
            [.. instances],
            TestScenes.Constant(0.5f),
            [new(LightKind.Spot, new(-2f, 4f, 3f), Float3.Normalize(new(0.4f, -0.8f, -0.5f)), new(30f), 0.95f, 0.7f)],
            TestScenes.Camera(0f, 1.4f, 5f),
            [new(3, 3, [.. Enumerable.Range(0, 36).Select(i => (byte)(i * 71 % 256))]), Pattern(4, 4, 23)]);
    }

    /// <summary>A curtain with maps of all kinds, each moved, that light comes through to a floor.</summary>
    public static CompiledScene Curtain()
    {
        var square = TestScenes.Floor(1.5f, 1) with
        {
            Uvs = [new(0f, 0f), new(2f, 0f), new(2f, 2f), new(0f, 2f)],
            Tangents = [.. Enumerable.Repeat(new Float3(1f, 0f, 0f), 4)],
            TangentSigns = [-1f, -1f, -1f, -1f],
        };
        var moved = new TextureSlot(0) { Transform = TextureTransform.Of(new(0.4f, 0.1f), -0.3f, new(0.7f, 1.2f)) };
        var map = moved with { Image = 1 };
        var curtain = new Material
        {
            AlphaMode = AlphaMode.Blend,
            Alpha = 0.7f,
            Transmission = 0.9f,
            TransmissionTexture = moved,
            Emission = new(0.1f),
            EmissionTexture = map,
            DoubleSided = true,
            BaseColorTexture = moved,
            MetallicRoughnessTexture = map,
            NormalTexture = map,
            SpecularTexture = moved,
            SpecularColor = new(0.9f, 0.8f, 1f),
            SpecularColorTexture = map,
            Clearcoat = 0.6f,
            ClearcoatTexture = moved,
            ClearcoatRoughness = 0.4f,
            ClearcoatRoughnessTexture = moved,
            ClearcoatNormalTexture = map,
            SheenColor = new(0.5f, 0.6f, 0.7f),
            SheenColorTexture = map,
            SheenRoughness = 0.6f,
            SheenRoughnessTexture = moved,
        };
        return TestScenes.Compile(
            [TestScenes.Floor(6f, 0), square],
            [TestScenes.Matte(0.6f), curtain],
            [new(0, Affine.Identity), new(1, new(new(1f, 0f, 0f), new(0f, 0.3f, 1f), new(0f, -1f, 0.3f), new(0f, 1.6f, 0.5f)))],
            TestScenes.Constant(0.3f),
            [new(LightKind.Point, new(0.5f, 3f, -2f), new(0f, -1f, 0f), new(12f), 1f, 0f), new(LightKind.Point, new(-0.5f, 2f, 4f), new(0f, -1f, 0f), new(9f), 1f, 0f)],
            TestScenes.Camera(0f, 1.4f, 6f),
            [Pattern(5, 4, 31), Pattern(4, 4, 23)]);
    }

    /// <summary>Everything, out of focus.</summary>
    public static CompiledScene ThroughALens() => SeenBy(camera => Lens.OfRadius(camera, 0.2f, 4f));

    /// <summary>Everything by parallel rays, through a lens too.</summary>
    public static CompiledScene Parallel() => SeenBy(camera => Lens.OfStops(camera with { HalfHeight = 2.5f, IsOrthographic = true }, 4f, 6f, 1.5f));

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

    private static CompiledScene SeenBy(Func<Camera, Camera> change)
    {
        var scene = TestScenes.Everything();
        return SceneCompiler.Compile(scene.Assets, scene.Snapshot with { Camera = change(scene.Snapshot.Camera) });
    }
}
