using System.Buffers.Binary;
using System.Text;
using Render.Tracing.Imaging;

namespace Render.Tracing.Tests.Imaging;

public sealed class PngWriterTests
{
    [Fact]
    public void Crc_CheckString_IsTheStandardsValue() => Assert.Equal(0xCBF43926u, Crc32.Of(Encoding.ASCII.GetBytes("123456789")));

    [Fact]
    public void Crc_InTwoParts_EqualsTheWhole()
    {
        var bytes = Encoding.ASCII.GetBytes("123456789");
        Assert.Equal(Crc32.Of(bytes), Crc32.Of(bytes.AsSpan(4), Crc32.Of(bytes.AsSpan(0, 4))));
    }

    [Fact]
    public void Encode_WrongByteCount_Throws() => Assert.Throws<ArgumentException>(() => PngWriter.Encode(2, 2, 3, new byte[11]));

    [Fact]
    public void Encode_Gradient_IsSmallerThanItsPixels()
    {
        var pixels = new byte[256 * 64 * 3];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(i / 3 % 256 + i % 3 * 40);
        Assert.True(PngWriter.Encode(256, 64, 3, pixels).Length < pixels.Length / 20);
    }

    [Fact]
    public void Apng_Frames_AreNumberedAndTimed()
    {
        using var output = new MemoryStream();
        var writer = new ApngWriter(output, 2, 1, 3, 3, 1, 24);
        for (var frame = 0; frame < 3; frame++)
            writer.Add([0, 0, 0, (byte)frame, 0, 0]);
        writer.Finish();
        var chunks = Chunks(output.ToArray()).ToArray();
        Assert.Equal(["IHDR", "sRGB", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND"], chunks.Select(chunk => chunk.Type));
        var numbered = chunks.Where(chunk => chunk.Type is "fcTL" or "fdAT").Select(chunk => BinaryPrimitives.ReadInt32BigEndian(chunk.Data));
        Assert.Equal([0, 1, 2, 3, 4], numbered);
        Assert.All(chunks.Where(chunk => chunk.Type == "fcTL"), chunk => Assert.Equal(24, BinaryPrimitives.ReadUInt16BigEndian(chunk.Data.AsSpan(22))));
    }

    [Fact]
    public void Apng_FramesMissing_CannotBeFinished()
    {
        using var output = new MemoryStream();
        var writer = new ApngWriter(output, 1, 1, 3, 2, 1, 24);
        writer.Add([1, 2, 3]);
        Assert.Throws<InvalidOperationException>(writer.Finish);
        writer.Add([1, 2, 3]);
        Assert.Throws<InvalidOperationException>(() => writer.Add([1, 2, 3]));
    }

    private static IEnumerable<(string Type, byte[] Data)> Chunks(byte[] png)
    {
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var body = png.AsSpan(at + 4, length + 4).ToArray();
            Assert.Equal(Crc32.Of(body), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            yield return (Encoding.ASCII.GetString(body, 0, 4), body[4..]);
            at += 12 + length;
        }
    }
}
