using System.Buffers.Binary;

namespace Render.Ingest.Images;

/// <summary>A PNG's PLTE and tRNS chunks: what turns samples into RGBA.</summary>
internal sealed class PngPalette
{
    private byte[]? _colors;
    private byte[]? _transparency;

    /// <summary>Takes the PLTE chunk.</summary>
    public void SetColors(string name, ReadOnlySpan<byte> data)
    {
        if (data.Length is 0 or > 768 || data.Length % 3 != 0)
            throw PngReader.Corrupt(name, "its palette has the wrong length");
        _colors = data.ToArray();
    }

    /// <summary>Takes the tRNS chunk.</summary>
    public void SetTransparency(ReadOnlySpan<byte> data) => _transparency = data.Length <= 256 ? data.ToArray() : null;

    /// <summary>Checks that what the colour type needs is there.</summary>
    public void Check(string name, PngHeader header)
    {
        if (header.Color == 3 && _colors is null)
            throw PngReader.Corrupt(name, "it has no palette");
    }

    /// <summary>Writes one pixel as RGBA8. An index past the palette is opaque black, as decoders agree.</summary>
    /// <param name="header">Colour type and depth.</param>
    /// <param name="samples">The pixel's samples at their depth.</param>
    /// <param name="pixel">Four bytes.</param>
    public void Expand(in PngHeader header, ReadOnlySpan<int> samples, Span<byte> pixel)
    {
        switch (header.Color)
        {
            case 3:
                var index = samples[0];
                var known = 3 * index + 2 < _colors!.Length;
                for (var c = 0; c < 3; c++)
                    pixel[c] = known ? _colors[3 * index + c] : (byte)0;
                pixel[3] = index < _transparency?.Length ? _transparency[index] : (byte)255;
                break;
            case 0 or 4:
                pixel[..3].Fill(To8(samples[0], header.Depth));
                pixel[3] = header.Color == 4 ? To8(samples[1], header.Depth) : Matches(samples) ? (byte)0 : (byte)255;
                break;
            default:
                for (var c = 0; c < 3; c++)
                    pixel[c] = To8(samples[c], header.Depth);
                pixel[3] = header.Color == 6 ? To8(samples[3], header.Depth) : Matches(samples) ? (byte)0 : (byte)255;
                break;
        }
    }

    private static byte To8(int sample, int depth) => depth switch
    {
        8 => (byte)sample,
        16 => (byte)((sample * 255 + 32767) / 65535),
        4 => (byte)(sample * 17),
        2 => (byte)(sample * 85),
        _ => (byte)(sample * 255),
    };

    private bool Matches(ReadOnlySpan<int> samples)
    {
        if (_transparency is null || _transparency.Length != 2 * samples.Length)
            return false;
        for (var c = 0; c < samples.Length; c++)
            if (BinaryPrimitives.ReadUInt16BigEndian(_transparency.AsSpan(2 * c)) != samples[c])
                return false;
        return true;
    }
}
