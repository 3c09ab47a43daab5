using System.Text;
using Render.Network.Jobs;
using Render.Tracing.Gltf;
using Render.Tracing.Packages;
using Render.Tracing.Scenes;
using Render.Worker.Tests.Support;
using Render.Worker.Tracer;
using TracedFilter = Render.Tracing.Rendering.PixelFilter;

namespace Render.Worker.Tests.Tracer;

public sealed class FrameSceneTests
{
    private const string Lit = """
        {
          "asset": { "version": "2.0" },
          "scene": 0,
          "scenes": [{ "nodes": [0, 1, 2] }],
          "nodes": [{ "mesh": 0 }, { "camera": 0 }, { "extensions": { "KHR_lights_punctual": { "light": 0 } } }],
          "cameras": [{ "type": "perspective", "perspective": { "yfov": 0.4, "znear": 0.1 } }],
          "extensionsUsed": ["KHR_lights_punctual"],
          "extensions": { "KHR_lights_punctual": { "lights": [{ "type": "point", "intensity": 1366 }] } },
          "meshes": [{ "primitives": [{ "attributes": { "POSITION": 0 } }] }],
          "accessors": [{ "bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3" }],
          "bufferViews": [{ "buffer": 0, "byteLength": 36 }],
          "buffers": [{ "byteLength": 36, "uri": "data:application/octet-stream;base64,AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAgD8AAAAA" }]
        }
        """;

    [Theory]
    [InlineData(LightUnits.Gltf, 1366f)]
    [InlineData(LightUnits.Blender, 2f)]
    public void At_LightUnits_SayHowLampsAreRead(LightUnits units, float expected) =>
        Assert.Equal(expected, At(new ShotSettings { LightUnits = units }).Lights[0].Intensity.X.Value);

    [Fact]
    public void At_WithoutALens_IsAPinhole() => Assert.Equal(0f, At(ShotSettings.Default).Camera.LensRadius.Value);

    [Fact]
    public void At_Radius_IsTakenAsItIs()
    {
        var camera = At(new ShotSettings { Aperture = Aperture.Parse("0.025m"), FocusMillimetres = 3_250 }).Camera;

        Assert.Equal((0.025f, 3.25f), (camera.LensRadius.Value, camera.FocusDistance.Value));
    }

    [Fact]
    public void At_Stops_FollowTheCamerasAngleAndThePicturesAspect()
    {
        var camera = At(new ShotSettings { Aperture = Aperture.Parse("f/2"), FocusMillimetres = 1_000 }).Camera;

        // 64 × 40 pixels: the sensor's 36 mm lie along the width.
        Assert.Equal(0.018 / (Math.Tan(0.2) * 1.6) / 4, camera.LensRadius.Value, 1e-6);
    }

    [Theory]
    [InlineData(PixelFilter.Box, TracedFilter.Box)]
    [InlineData(PixelFilter.BlackmanHarris, TracedFilter.BlackmanHarris)]
    public void Settings_Filter_IsTheTracers(PixelFilter asked, TracedFilter expected) =>
        Assert.Equal(expected, FrameScene.Settings(Assignments.Settings with { Shot = new ShotSettings { Filter = asked } }, 0).Filter);

    private static Snapshot At(ShotSettings shot)
    {
        var scene = GltfScene.Load(new MemoryPackageFiles("scene.gltf", Encoding.UTF8.GetBytes(Lit)), "scene.gltf");
        return FrameScene.At(scene, PackageManifest.Of("scene.gltf", null, []), Assignments.Settings with { Shot = shot }, Render.Tracing.Numerics.Real.Zero);
    }
}
