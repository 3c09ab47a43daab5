using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Render.Tracing.Ilgpu.Tests.Peer;
using Render.Tracing.Ilgpu.Tests.Support;
using Render.Tracing.Rendering;

namespace Render.Tracing.Ilgpu.Tests.Rendering;

/// <summary>Bytes of small renders through every part of the tracer, which must not change unless <see cref="EngineBuild.Number"/> is raised with them. <c>./render test</c> looks at them again where nothing is optimized.</summary>
public sealed class FrozenDigestTests
{
    private static readonly TileRegion Region = new(0, 0, 45, 30);

    [Theory]
    [InlineData("OnlySky", "b7fa4db27b788e49")]
    [InlineData("Everything", "09d7c950615f3cf8")]
    [InlineData("Textured", "6b7bdeeda54eb3ed")]
    [InlineData("Tiles", "b8066e05d3143126")]
    [InlineData("Crowd", "01f3da2287c30601")]
    [InlineData("Infinite", "85d4ee82487ecea6")]
    [InlineData("ManyInstances", "c7f7a0526aebbddb")]
    [InlineData("Lamps", "496d39ba96734915")]
    [InlineData("Slivers", "08a7ff118e790971")]
    [InlineData("Glassware", "8ba0c6b78548f8e3")]
    [InlineData("Cloth", "8c5a860db0f7d299")]
    [InlineData("Curtain", "2c30e94e8564b1a7")]
    [InlineData("TexturedLamp", "1f26debb79c5b99c")]
    [InlineData("Coincident", "7bc492210728e8d6")]
    public void Sums_OfASmallRender_AreFrozen(string scene, string digest)
    {
        var compiled = scene switch
        {
            nameof(PeerScenes.TexturedLamp) => PeerScenes.TexturedLamp(),
            nameof(PeerScenes.Coincident) => PeerScenes.Coincident(),
            _ => DeviceScenes.All[scene](),
        };
        var result = TileRenderer.Render(compiled, new(45, 30, Frame: 2, Bounces: 9, Seed: 3), Region, new(0, 8), workers: 2);
        Assert.Equal(3, EngineBuild.Number);
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(result.Sums.AsSpan())))[..16]);
    }
}
