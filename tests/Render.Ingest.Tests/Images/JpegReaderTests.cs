using BitMiracle.LibJpeg.Classic;
using Render.Ingest.Images;
using Render.TestScenes;
using Render.Tracing.Scenes;

namespace Render.Ingest.Tests.Images;

public sealed class JpegReaderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_Colour_IsNearWhatWasWritten(bool progressive)
    {
        var image = Read(JpegFiles.Gradient(61, 47, progressive));
        Assert.Equal((61, 47), (image.Width, image.Height));
        for (var y = 0; y < 47; y += 5)
            for (var x = 0; x < 61; x += 5)
            {
                var at = 4 * (y * 61 + x);
                Assert.InRange(image.Rgba[at] - 255 * x / 61, -8, 8);
                Assert.InRange(image.Rgba[at + 1] - 255 * y / 47, -8, 8);
                Assert.Equal(255, image.Rgba[at + 3]);
            }
    }

    [Fact]
    public void Read_Grey_HasEqualChannels()
    {
        var image = Read(JpegFiles.Gradient(32, 8, space: J_COLOR_SPACE.JCS_GRAYSCALE));
        Assert.InRange(image.Rgba[4 * 16], 120, 136);
        Assert.Equal(image.Rgba[4 * 16], image.Rgba[4 * 16 + 2]);
    }

    [Fact]
    public void Read_AdobeCmyk_HoldsComplements()
    {
        // The encoder adds the marker of Adobe, whose files store complements: K = 0 is full black ink.
        var image = Read(JpegFiles.Gradient(16, 16, space: J_COLOR_SPACE.JCS_CMYK));
        Assert.All(image.Rgba.Where((_, i) => i % 4 == 0), red => Assert.InRange(red, 0, 3));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_Truncated_IsCorruptAndNamesTheImage(bool progressive)
    {
        var jpeg = JpegFiles.Gradient(64, 64, progressive);
        for (var length = 3; length < jpeg.Length - 2; length += 41)
        {
            var fault = Assert.Throws<SceneException>(() => JpegReader.Read("image 'wall.jpg'", jpeg.AsMemory(0, length), SceneLimits.Default));
            Assert.Equal(SceneErrorCodes.ImageCorrupt, fault.Code);
            Assert.Contains("wall.jpg", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_HugeHeader_IsRefusedBeforeMemoryIsTaken()
    {
        var jpeg = JpegFiles.Gradient(16, 16);
        var frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        jpeg.AsSpan(frame + 5, 4).Fill(0x7F);
        Assert.Equal(SceneErrorCodes.LimitExceeded, Assert.Throws<SceneException>(() => Read(jpeg)).Code);
    }

    [Fact]
    public void Read_Mutated_EndsInAPictureOrAFault()
    {
        var limits = SceneLimits.Default with { ImageSide = 256 };
        var files = new[] { JpegFiles.Gradient(24, 24), JpegFiles.Gradient(24, 24, true), JpegFiles.Gradient(24, 24, space: J_COLOR_SPACE.JCS_CMYK) };
        var faults = 0;
        for (var seed = 0u; seed < 600; seed++)
        {
            try
            {
                JpegReader.Read("image", Mutation.Bytes(files[seed % 3], seed), limits);
            }
            catch (SceneException)
            {
                faults++;
            }
        }

        Assert.InRange(faults, 1, 599);
    }

    private static Image Read(byte[] jpeg) => JpegReader.Read("image", jpeg, SceneLimits.Default);
}
