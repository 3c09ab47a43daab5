using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;
using Render.Tracing.Tests;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>Small scenes that between them come through every part of the kernel.</summary>
internal static class PtxScenes
{
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

    /// <summary>A picture whose every texel is another.</summary>
    private static Image Pattern(int width, int height, int step)
    {
        var rgba = new byte[4 * width * height];
        for (var i = 0; i < rgba.Length; i++)
            rgba[i] = (byte)(i % 4 == 3 ? 255 : 60 + i * step % 196);
        return new(width, height, rgba);
    }
}
