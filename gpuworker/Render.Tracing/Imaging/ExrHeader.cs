using System.Buffers.Binary;
using System.Text;

namespace Render.Tracing.Imaging;

/// <summary>The header of an OpenEXR 2.0 file of one part with scan lines of 32-bit floats (OpenEXR Technical Introduction, "File Layout").</summary>
internal static class ExrHeader
{
    /// <summary>Rows that are packed together: ZIP compression.</summary>
    internal const int RowsPerBlock = 16;

    private const byte Zip = 3;
    private const byte IncreasingY = 0;
    private const int Float = 2;

    // x and y of red, green, blue and white: ITU-R BT.709.
    private static readonly float[] Rec709 = [0.64f, 0.33f, 0.30f, 0.60f, 0.15f, 0.06f, 0.3127f, 0.3290f];

    /// <summary>The bytes from the magic number to the end of the header.</summary>
    /// <param name="width">Pixels a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">Channel names, sorted.</param>
    internal static byte[] Encode(int width, int height, IEnumerable<string> channels)
    {
        using var output = new MemoryStream();
        output.Write([0x76, 0x2F, 0x31, 0x01, 2, 0, 0, 0]);
        Attribute(output, "channels", "chlist", ChannelList(channels));
        Attribute(output, "chromaticities", "chromaticities", Floats(Rec709));
        Attribute(output, "compression", "compression", [Zip]);
        var window = Integers(0, 0, width - 1, height - 1);
        Attribute(output, "dataWindow", "box2i", window);
        Attribute(output, "displayWindow", "box2i", window);
        Attribute(output, "lineOrder", "lineOrder", [IncreasingY]);
        Attribute(output, "pixelAspectRatio", "float", Floats(1f));
        Attribute(output, "screenWindowCenter", "v2f", Floats(0f, 0f));
        Attribute(output, "screenWindowWidth", "float", Floats(1f));
        output.WriteByte(0);
        return output.ToArray();
    }

    private static byte[] ChannelList(IEnumerable<string> channels)
    {
        using var list = new MemoryStream();
        foreach (var channel in channels)
        {
            list.Write(Encoding.ASCII.GetBytes(channel));
            list.WriteByte(0);
            // The second word: not perceptually linear, three reserved bytes. The others: every column, every row.
            list.Write(Integers(Float, 0, 1, 1));
        }

        list.WriteByte(0);
        return list.ToArray();
    }

    private static void Attribute(MemoryStream output, string name, string type, byte[] value)
    {
        output.Write(Encoding.ASCII.GetBytes($"{name}\0{type}\0"));
        output.Write(Integers(value.Length));
        output.Write(value);
    }

    private static byte[] Integers(params ReadOnlySpan<int> values)
    {
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }

    private static byte[] Floats(params ReadOnlySpan<float> values)
    {
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }
}
