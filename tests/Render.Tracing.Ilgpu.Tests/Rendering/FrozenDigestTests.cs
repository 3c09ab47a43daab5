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
    [InlineData("Everything", "6451bb51f9b63995")]
    [InlineData("Textured", "d4b0adc73cab2a50")]
    [InlineData("Tiles", "1484e14459887e67")]
    [InlineData("Crowd", "8ddf5caecb511a8b")]
    [InlineData("Infinite", "85d4ee82487ecea6")]
    [InlineData("ManyInstances", "4e06a849c9e3a2ac")]
    [InlineData("Lamps", "d7c6b6f4ff537da1")]
    [InlineData("Slivers", "08a7ff118e790971")]
    [InlineData("Glassware", "030ed2a97246ec87")]
    [InlineData("Cloth", "f68af6c7b6a4d67e")]
    [InlineData("TexturedLamp", "91c8f5560a749cd2")]
    [InlineData("Coincident", "a57f159e1e7a3318")]
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
