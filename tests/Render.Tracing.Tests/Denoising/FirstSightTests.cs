using Render.Tracing.Denoising;
using Render.Tracing.Numerics;
using Render.Tracing.Rendering;
using Render.Tracing.Scenes;

namespace Render.Tracing.Tests.Denoising;

public class FirstSightTests
{
    private static readonly RenderSettings Settings = new(8, 8);

    [Fact]
    public void Trace_OfAFloorFromAbove_SeesItsColourNormalAndDistance()
    {
        var down = new Affine(new(1f, 0f, 0f), new(0f, 0f, -1f), new(0f, 1f, 0f), new(0f, 2f, 0f));
        var scene = TestScenes.Compile([TestScenes.Floor(50f, 0)], [TestScenes.Matte(0.3f)], [new(0, Affine.Identity)], camera: new(down, 0.01f));
        Assert.All(FirstSight.Trace(scene, Settings, 1), seen =>
        {
            Assert.Equal(0.3f, seen.Albedo.Y.Value, 1e-6f);
            Assert.Equal(1f, seen.Normal.Y.Value, 1e-5f);
            Assert.Equal(2f, seen.Distance.Value, 1e-3f);
        });
    }

    [Fact]
    public void Trace_OfAMirror_SeesWhatItShowsInItsTint()
    {
        // Straight down into a gold mirror, and up from it to a grey ceiling two above the camera.
        var down = new Affine(new(1f, 0f, 0f), new(0f, 0f, -1f), new(0f, 1f, 0f), new(0f, 2f, 0f));
        var mirror = new Material { BaseColor = new(1f, 0.5f, 0.25f), Metallic = 1f, Roughness = 0.05f };
        var scene = TestScenes.Compile(
            [TestScenes.Floor(50f, 0), TestScenes.Ceiling(50f, 1)], [mirror, TestScenes.Matte(0.4f)], [new(0, Affine.Identity), new(1, TestScenes.At(0f, 4f, 0f))],
            camera: new(down, 0.01f));
        Assert.All(FirstSight.Trace(scene, Settings, 1), seen =>
        {
            Assert.Equal(0.4f, seen.Albedo.X.Value, 1e-5f);
            Assert.Equal(0.1f, seen.Albedo.Z.Value, 1e-5f);
            Assert.Equal(-1f, seen.Normal.Y.Value, 1e-4f);
            Assert.Equal(6f, seen.Distance.Value, 1e-2f);
        });
    }

    [Fact]
    public void Trace_OfSkyAlone_SeesItsLightWithoutPlace()
    {
        var scene = TestScenes.Compile([], [], [], TestScenes.Constant(0.25f));
        Assert.All(FirstSight.Trace(scene, Settings, 2), seen => Assert.Equal(new SurfaceSeen(new(0.25f), Float3.Zero, Real.Infinity), seen));
    }

    [Fact]
    public void Trace_WithAnyThreads_SeesTheSame()
    {
        var (scene, settings) = (TestScenes.Everything(), new RenderSettings(30, 21));
        Assert.Equal(FirstSight.Trace(scene, settings, 1), FirstSight.Trace(scene, settings, 4));
    }
}
