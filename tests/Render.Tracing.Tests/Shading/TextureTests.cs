using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;
using Render.Tracing.Shading;
using Render.Tracing.Views;

namespace Render.Tracing.Tests.Shading;

public class TextureTests
{
    /// <summary>Four texels a row: 0, 85, 170, 255, linear.</summary>
    private static readonly Image Ramp = new(4, 1, [0, 0, 0, 255, 85, 85, 85, 255, 170, 170, 170, 255, 255, 255, 255, 255]);

    private static CompiledScene Scene(TextureWrap wrap, bool nearest = false) => TestScenes.Compile(
        [TestScenes.Floor(1f, 0)],
        [new Material { MetallicRoughnessTexture = new(0, wrap, wrap, nearest), BaseColorTexture = new(0, wrap, wrap, true) }],
        [new(0, Affine.Identity)],
        images: [Ramp]);

    [Theory]
    [InlineData(TextureWrap.Clamp, 0.125f, 0f)]
    [InlineData(TextureWrap.Clamp, 0.25f, 0.16667f)]
    [InlineData(TextureWrap.Clamp, -7f, 0f)]
    [InlineData(TextureWrap.Clamp, 7f, 1f)]
    [InlineData(TextureWrap.Repeat, 1.375f, 0.33333f)]
    [InlineData(TextureWrap.Repeat, 0f, 0.5f)]
    [InlineData(TextureWrap.Repeat, -0.625f, 0.33333f)]
    [InlineData(TextureWrap.Mirror, 1.125f, 1f)]
    [InlineData(TextureWrap.Mirror, 1.375f, 0.66667f)]
    [InlineData(TextureWrap.Mirror, -0.375f, 0.33333f)]
    [InlineData(TextureWrap.Mirror, 2f, 0f)]
    [InlineData(TextureWrap.Repeat, 1e20f, 0.5f)]
    public void SampleData_AtACoordinate_IsBilinearUnderItsWrap(TextureWrap wrap, float u, float expected)
    {
        var scene = Scene(wrap);
        var view = new HostSceneView(scene);
        var value = view.SampleData(ref scene.Assets.Materials[0].MetallicRoughnessTexture, new(u, 0.5f));
        Assert.Equal(expected, value.X.Value, 4);
        GC.KeepAlive(scene);
    }

    [Fact]
    public void SampleColor_OfABytes_DecodesSrgb()
    {
        var scene = Scene(TextureWrap.Clamp);
        var view = new HostSceneView(scene);
        var value = view.SampleColor(ref scene.Assets.Materials[0].BaseColorTexture, new(0.3f, 0.5f));
        Assert.Equal(Math.Pow((85 / 255.0 + 0.055) / 1.055, 2.4), value.X.Value, 6);
        GC.KeepAlive(scene);
    }

    [Theory]
    [InlineData(0.99f, 1f)]
    [InlineData(0.51f, 0.66667f)]
    public void SampleData_Nearest_IsTheTexelItself(float u, float expected)
    {
        var scene = Scene(TextureWrap.Repeat, nearest: true);
        var view = new HostSceneView(scene);
        Assert.Equal(expected, view.SampleData(ref scene.Assets.Materials[0].MetallicRoughnessTexture, new(u, 0f)).X.Value, 4);
        GC.KeepAlive(scene);
    }
}
