using System.Text;
using Render.TestScenes;
using Render.Tracing.Imaging;
using Render.Tracing.Scenes;

namespace Render.Tracing.Tests.Imaging;

public sealed class RadianceHdrTests
{
    [Fact]
    public void Read_FlatPixels_AreMantissaTimesPowerOfTwo()
    {
        var sky = RadianceHdr.Read("sky", File("-Y 1 +X 2", [128, 64, 0, 129, 1, 2, 3, 136]), SceneLimits.Default);
        Assert.Equal((1f, 0.5f, 0f), (sky.Texels[0].X.Value, sky.Texels[0].Y.Value, sky.Texels[0].Z.Value));
        Assert.Equal((1f, 2f, 3f), (sky.Texels[1].X.Value, sky.Texels[1].Y.Value, sky.Texels[1].Z.Value));
    }

    [Fact]
    public void Read_RunsAndLiterals_GiveTheSamePixels()
    {
        byte[] row = [2, 2, 0, 8, 136, 7, 4, 1, 2, 3, 4, 132, 9, 136, 0, 136, 136];
        var sky = RadianceHdr.Read("sky", File("-Y 1 +X 8", row), SceneLimits.Default);
        Assert.Equal([7f, 7f, 7f, 7f, 7f, 7f, 7f, 7f], sky.Texels.Select(texel => texel.X.Value));
        Assert.Equal([1f, 2f, 3f, 4f, 9f, 9f, 9f, 9f], sky.Texels.Select(texel => texel.Y.Value));
    }

    [Theory]
    [InlineData("-Y 1 +X 8", new byte[] { 2, 2, 0, 8, 200, 7 })]
    [InlineData("-Y 1 +X 2", new byte[] { 1, 2, 3 })]
    [InlineData("+Y 1 +X 2", new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 })]
    [InlineData("-Y -1 +X 2", new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 })]
    public void Read_Damaged_IsAFault(string size, byte[] data) => Assert.Equal(
        SceneErrorCodes.EnvironmentInvalid, Assert.Throws<SceneException>(() => RadianceHdr.Read("sky", File(size, data), SceneLimits.Default)).Code);

    [Fact]
    public void Read_HugeSizeInASmallFile_IsRefusedBeforeMemoryIsTaken() =>
        Assert.Throws<SceneException>(() => RadianceHdr.Read("sky", File("-Y 4096 +X 8192", new byte[100]), SceneLimits.Default));

    [Fact]
    public void Read_Mutated_EndsInAPictureOrAFault()
    {
        var file = File("-Y 2 +X 8", [2, 2, 0, 8, 136, 7, 4, 1, 2, 3, 4, 132, 9, 136, 0, 136, 136, 2, 2, 0, 8, 136, 7, 136, 1, 136, 2, 136, 130]);
        var faults = 0;
        for (var seed = 0u; seed < 1000; seed++)
        {
            try
            {
                RadianceHdr.Read("sky", Mutation.Bytes(file, seed), SceneLimits.Default with { TexturePixels = 1 << 16 });
            }
            catch (SceneException)
            {
                faults++;
            }
        }

        Assert.InRange(faults, 1, 999);
    }

    private static byte[] File(string size, byte[] data) => [.. Encoding.ASCII.GetBytes($"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n{size}\n"), .. data];
}
