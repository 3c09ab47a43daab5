using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;
using Render.Tracing.Tests;

namespace Render.Tracing.Ilgpu.Tests.Peer;

/// <summary>Scenes that take the turns which the devices' scenes leave out.</summary>
internal static class PeerScenes
{
    /// <summary>A lamp with a texture that shines to both sides, among punctual ones, over textures in every wrap, and a mirror; a black sky.</summary>
    public static CompiledScene TexturedLamp()
    {
        Image[] images = [Noise(5, 3, 1), Noise(4, 4, 2), Noise(8, 2, 3), Noise(2, 6, 4)];
        var wall = TestScenes.Floor(5f, 0) with
        {
            Uvs = [new(-1.7f, -2.2f), new(3.1f, -2.2f), new(3.1f, 2.6f), new(-1.7f, 2.6f)],
            Normals = [.. Enumerable.Repeat(new Float3(0f, 1f, 0f), 4)],
            Tangents = [.. Enumerable.Repeat(new Float3(1f, 0f, 0f), 4)],
            TangentSigns = [-1f, -1f, -1f, -1f],
        };
        var lamp = TestScenes.Ceiling(0.6f, 1) with { Uvs = [new(0f, 0f), new(1f, 0f), new(1f, 1f), new(0f, 1f)] };
        return TestScenes.Compile(
            [wall, lamp, TestScenes.Sphere(20, 10, 2), TestScenes.Sphere(16, 8, 3)],
            [
                new()
                {
                    Metallic = 0.8f,
                    Roughness = 0.9f,
                    BaseColorTexture = new(0, TextureWrap.Mirror, TextureWrap.Clamp),
                    MetallicRoughnessTexture = new(1, TextureWrap.Repeat, TextureWrap.Mirror, Nearest: true),
                    NormalTexture = new(2, TextureWrap.Clamp, TextureWrap.Repeat),
                    NormalScale = 0.7f,
                },
                new() { BaseColor = new(0f), Emission = new(6f, 5f, 4f), EmissionTexture = new(3), DoubleSided = true },
                new() { BaseColor = new(0.9f, 0.3f, 0.2f), Metallic = 0.3f, Roughness = 0.05f },
                new() { BaseColor = new(0.9f, 0.8f, 0.6f), Metallic = 1f, Roughness = 0f },
            ],
            [
                new(0, Affine.Identity),
                new(1, TestScenes.At(0.5f, 3f, -1f)),
                new(2, new(new(1f, 0.2f, 0f), new(0f, -0.8f, 0f), new(0f, 0f, 1.1f), new(-0.8f, 0.9f, 0.3f))),
                new(3, TestScenes.At(1.6f, 1f, 0.4f)),
            ],
            lights:
            [
                new(LightKind.Spot, new(2f, 3f, 1f), new(-0.6f, -0.8f, 0f), new(20f, 18f, 15f), 0.95f, 0.8f),
                new(LightKind.Directional, default, new(0f, -1f, 0f), new(0.5f), 1f, 0f),
                new(LightKind.Point, new(-2f, 2f, 2f), new(0f, -1f, 0f), new(4f), 1f, 0f),
            ],
            camera: TestScenes.Camera(0f, 1.5f, 5f),
            images: images);
    }

    /// <summary>Spheres in the same place, of other colours: which is seen is a matter of numbers alone.</summary>
    public static CompiledScene Coincident() => TestScenes.Compile(
        [TestScenes.Sphere(12, 6, 0), TestScenes.Sphere(12, 6, 1), TestScenes.Sphere(12, 6, 2)],
        [
            TestScenes.Matte(0.9f) with { BaseColor = new(0.9f, 0.1f, 0.1f) },
            TestScenes.Matte(0.9f) with { BaseColor = new(0.1f, 0.9f, 0.1f) },
            TestScenes.Matte(0.9f) with { BaseColor = new(0.1f, 0.1f, 0.9f) },
        ],
        [
            new(2, Affine.Identity), new(0, Affine.Identity), new(1, Affine.Identity),
            new(1, TestScenes.At(2.5f, 0f, 0f)), new(2, TestScenes.At(2.5f, 0f, 0f)), new(0, TestScenes.At(-2.5f, 0f, 0f)), new(2, TestScenes.At(-2.5f, 0f, 0f)),
        ],
        TestScenes.Constant(0.7f));

    private static Image Noise(int width, int height, int seed)
    {
        var rgba = new byte[4 * width * height];
        for (var i = 0; i < rgba.Length; i++)
            rgba[i] = (byte)((i + seed) * 2654435761u >> 13);
        return new(width, height, rgba);
    }
}
