using System.Globalization;
using System.Text;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Imaging;

/// <summary>Reads Radiance RGBE pictures (<c>.hdr</c>) as environments: G. Ward, <i>Real Pixels</i>, Graphics Gems II, and Radiance's color.c.</summary>
/// <remarks>The result needs no rounding (a mantissa times a power of two), so the file itself can travel in a package.</remarks>
public static class RadianceHdr
{
    private const int MostHeaderBytes = 65_536;
    private const long MostPixels = 8192 * 4096;

    /// <summary>True when the bytes start like a Radiance picture.</summary>
    public static bool Is(ReadOnlySpan<byte> content) => content.StartsWith("#?"u8);

    /// <summary>Decodes a latitude-longitude picture.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="content">The file; untrusted.</param>
    /// <param name="limits">The largest picture.</param>
    /// <exception cref="SceneException"><see cref="SceneErrorCodes.EnvironmentInvalid"/> or <see cref="SceneErrorCodes.LimitExceeded"/>.</exception>
    public static SkyEnvironment Read(string name, ReadOnlySpan<byte> content, SceneLimits limits)
    {
        if (!Is(content))
            throw Broken(name, "it is not a Radiance picture");
        var (width, height, start) = Header(name, content);
        CanonicalImage.RequireSize(name, (uint)width, (uint)height, limits);
        if ((long)width * height > MostPixels)
            throw new SceneException(SceneErrorCodes.LimitExceeded, $"The environment {name} has more than 8192 × 4096 pixels.", "Scale it down.");
        var data = content[start..];
        // The best case of run-length coding is two bytes for 127 values of each of the four channels.
        if (data.Length < height * (4L + 8L * (width / 127)))
            throw Broken(name, "its data end early");
        var texels = new Float3[width * (long)height];
        var row = new byte[4 * width];
        var at = 0;
        for (var y = 0; y < height; y++)
        {
            at = Row(name, data, at, row, width);
            for (var x = 0; x < width; x++)
                texels[y * (long)width + x] = Decode(row[4 * x], row[4 * x + 1], row[4 * x + 2], row[4 * x + 3]);
        }

        return new(width, height, texels, Float3.Zero);
    }

    private static (int Width, int Height, int Start) Header(string name, ReadOnlySpan<byte> content)
    {
        var at = 0;
        for (var blank = false; ;)
        {
            var length = content[at..].IndexOf((byte)'\n');
            if (length < 0 || at + length > MostHeaderBytes)
                throw Broken(name, "its header has no end");
            var line = Encoding.Latin1.GetString(content.Slice(at, length)).TrimEnd('\r');
            at += length + 1;
            if (blank)
                return Size(name, line, at);
            blank = line.Length == 0;
            if (line.StartsWith("FORMAT=", StringComparison.Ordinal) && line != "FORMAT=32-bit_rle_rgbe")
                throw Broken(name, "its format is not 32-bit_rle_rgbe");
        }
    }

    private static (int Width, int Height, int Start) Size(string name, string line, int start)
    {
        var words = line.Split(' ');
        return words is ["-Y", var rows, "+X", var columns]
            && int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            && int.TryParse(columns, NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            ? (width, height, start)
            : throw Broken(name, "its rows are not stored from the top, left to right");
    }

    private static int Row(string name, ReadOnlySpan<byte> data, int at, byte[] row, int width)
    {
        if (data.Length - at < 4)
            throw Broken(name, "its data end early");
        var packed = width is >= 8 and < 32768 && data[at] == 2 && data[at + 1] == 2 && (data[at + 2] << 8 | data[at + 3]) == width;
        if (!packed)
        {
            if (data.Length - at < row.Length)
                throw Broken(name, "its data end early");
            data.Slice(at, row.Length).CopyTo(row);
            return at + row.Length;
        }

        at += 4;
        for (var channel = 0; channel < 4; channel++)
            for (var x = 0; x < width;)
            {
                if (data.Length - at < 2)
                    throw Broken(name, "its data end early");
                int count = data[at++];
                var run = count > 128;
                count = run ? count - 128 : count;
                if (count == 0 || count > width - x || (!run && data.Length - at < count))
                    throw Broken(name, "a run does not fit its row");
                for (var i = 0; i < count; i++)
                    row[4 * x++ + channel] = run ? data[at] : data[at + i];
                at += run ? 1 : count;
            }

        return at;
    }

    /// <summary>mantissa · 2^(exponent − 136); exponents below 10 are below every normal number and give 0.</summary>
    private static Float3 Decode(byte red, byte green, byte blue, byte exponent)
    {
        if (exponent < 10)
            return Float3.Zero;
        Real scale = BitConverter.Int32BitsToSingle((exponent - 9) << 23);
        return new Float3(Real.FromInt32(red), Real.FromInt32(green), Real.FromInt32(blue)) * scale;
    }

    private static SceneException Broken(string name, string what) =>
        new(SceneErrorCodes.EnvironmentInvalid, $"The environment {name} cannot be used: {what}.", "Use a latitude-longitude Radiance .hdr picture.");
}
