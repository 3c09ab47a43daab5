using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Render.Tracing.Assembly;
using Render.Tracing.Numerics;
using Render.Tracing.Rendering;

namespace Render.Tracing.Tests.Rendering;

/// <summary>Bytes that must not change unless <see cref="EngineBuild.Number"/> (or <see cref="FrameAssembler.Version"/>) is raised with them. <c>./render test</c> looks at them again where nothing is optimized.</summary>
public class FrozenDigestTests
{
    private static readonly RegionResult Result = TileRenderer.Render(TestScenes.Everything(), new(40, 24, 1, 6, 5), new(0, 0, 40, 24), new(0, 4));

    [Fact]
    public void Sums_OfThisBuild_AreFrozen()
    {
        Assert.Equal(3, EngineBuild.Number);
        Assert.Equal("b7d67f0fee34a82c", Digest(MemoryMarshal.AsBytes(Result.Sums.AsSpan())));
        Assert.Equal("b1a3f26eee0222c3", Digest(MemoryMarshal.AsBytes(Result.Rays.AsSpan())));
        Assert.All(Result.Invalid, count => Assert.Equal(0UL, count));
    }

    [Fact]
    public void Pixels_OfThisVersion_AreFrozen()
    {
        var linear = new Float3[40 * 24];
        FrameAssembler.WriteLinear(Result, 40, linear);
        Assert.Equal(1, FrameAssembler.Version);
        Assert.Equal("d6c96491e59704e2", Digest(FrameAssembler.ToRgba(linear)));
        Assert.Equal("12319e5ff259b485", Digest(FrameAssembler.ToRgba(linear, 1.5f, ViewTransform.PbrNeutral)));
    }

    private static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
}
