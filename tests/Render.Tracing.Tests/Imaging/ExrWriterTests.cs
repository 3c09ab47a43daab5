using FsCheck.Xunit;
using Render.Tracing.Imaging;
using Render.Tracing.Numerics;

namespace Render.Tracing.Tests.Imaging;

public sealed class ExrWriterTests
{
    [Property(MaxTest = 60)]
    public void Write_AnyPicture_IsReadBackBitByBit(byte width, byte height, float[] values)
    {
        var (w, h) = (width % 40 + 1, height % 50 + 1);
        var pixels = new Float3[w * h];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = new(Value(values, 3 * i), Value(values, 3 * i + 1), Value(values, 3 * i + 2));
        var read = ExrReader.Read(Write(w, h, pixels));
        Assert.Equal((w, h), (read.Width, read.Height));
        Assert.Equal(Bits(pixels.Select(p => p.X.Value)), Bits(read.Channels["R"]));
        Assert.Equal(Bits(pixels.Select(p => p.Y.Value)), Bits(read.Channels["G"]));
        Assert.Equal(Bits(pixels.Select(p => p.Z.Value)), Bits(read.Channels["B"]));
    }

    [Fact]
    public void Write_Colour_HasSortedChannelsAndRec709()
    {
        var read = ExrReader.Read(Write(1, 1, [new(1f, 2f, 3f)]));
        Assert.Equal(["B", "G", "R"], read.Names);
        var (type, value) = read.Attributes["chromaticities"];
        Assert.Equal("chromaticities", type);
        Assert.Equal([0.64f, 0.33f, 0.30f, 0.60f, 0.15f, 0.06f, 0.3127f, 0.3290f], Enumerable.Range(0, 8).Select(i => BitConverter.ToSingle(value, 4 * i)));
        Assert.Equal(read.Attributes["dataWindow"].Value, read.Attributes["displayWindow"].Value);
    }

    [Fact]
    public void Write_Noise_IsStoredUnpacked()
    {
        var state = 1u;
        var pixels = Enumerable.Range(0, 64).Select(_ => new Float3(Next(), Next(), Next())).ToArray();
        var read = ExrReader.Read(Write(8, 8, pixels));
        Assert.Equal(Bits(pixels.Select(p => p.Y.Value)), Bits(read.Channels["G"]));

        Real Next()
        {
            state = state * 1_664_525 + 1_013_904_223;
            return Real.FromBits((int)((state ^ state >> 13) * 2_654_435_761 & 0xBFFFFFFF));
        }
    }

    [Fact]
    public void AddRow_Layers_StandUnderTheirNames()
    {
        using var output = new MemoryStream();
        output.Write("before"u8);
        var writer = new ExrWriter(output, 2, 1, [.. ExrWriter.Color, "albedo.R", "albedo.G", "albedo.B", "normal.X"]);
        writer.AddRow([1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 16, 17]);
        writer.Finish();
        var read = ExrReader.Read(output.ToArray()[6..]);
        Assert.Equal(["B", "G", "R", "albedo.B", "albedo.G", "albedo.R", "normal.X"], read.Names);
        Assert.Equal([4, 14], read.Channels["albedo.R"]);
        Assert.Equal([7, 17], read.Channels["normal.X"]);
        Assert.Equal([1, 11], read.Channels["R"]);
    }

    [Fact]
    public void Finish_RowsMissing_Throws()
    {
        using var output = new MemoryStream();
        var writer = new ExrWriter(output, 1, 2, ["Y"]);
        writer.AddRow([1]);
        Assert.Throws<InvalidOperationException>(writer.Finish);
        writer.AddRow([1]);
        Assert.Throws<InvalidOperationException>(() => writer.AddRow([1]));
        Assert.Throws<ArgumentException>(() => writer.AddRow([1, 2]));
    }

    [Theory]
    [InlineData("R", "R")]
    [InlineData("", "R")]
    [InlineData("a name of more than thirty-one letters", "R")]
    public void Construct_NamesThatFilesCannotHave_Throws(string first, string second) =>
        Assert.Throws<ArgumentException>(() => new ExrWriter(new MemoryStream(), 1, 1, [first, second]));

    private static byte[] Write(int width, int height, ReadOnlySpan<Float3> pixels)
    {
        using var output = new MemoryStream();
        ExrWriter.Write(output, width, height, pixels);
        return output.ToArray();
    }

    private static Real Value(float[] values, int i) => values.Length == 0 ? Real.FromInt32(i) : values[i % values.Length];

    private static int[] Bits(IEnumerable<float> values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
