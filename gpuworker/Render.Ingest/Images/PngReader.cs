using System.Buffers.Binary;
using System.IO.Compression;
using Render.Tracing.Imaging;
using Render.Tracing.Scenes;

namespace Render.Ingest.Images;

/// <summary>
/// Reads PNG (ISO/IEC 15948): every colour type and depth, transparency and interlacing. Memory is bounded by the header's size,
/// which is checked first; a data stream that unpacks to more is cut off.
/// </summary>
/// <remarks>16-bit samples are rounded to 8. Gamma and colour profiles are not applied, as glTF demands (2.0, §3.8.2).</remarks>
public static class PngReader
{
    /// <summary>True when the bytes start like a PNG.</summary>
    public static bool Is(ReadOnlySpan<byte> content) => content.StartsWith(PngChunks.Signature);

    /// <summary>Decodes a picture.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="content">The file; untrusted.</param>
    /// <param name="limits">The largest picture.</param>
    /// <exception cref="SceneException">Corrupt or too large.</exception>
    public static Image Read(string name, ReadOnlySpan<byte> content, SceneLimits limits)
    {
        if (!Is(content))
            throw Corrupt(name, "it is not a PNG");
        PngHeader? header = null;
        var palette = new PngPalette();
        using var packed = new MemoryStream();
        for (var at = PngChunks.Signature.Length; ;)
        {
            if (content.Length - at < 12)
                throw Corrupt(name, "it ends before its end mark");
            var length = BinaryPrimitives.ReadUInt32BigEndian(content[at..]);
            if (length > content.Length - at - 12)
                throw Corrupt(name, "a chunk reaches past its end");
            var type = content.Slice(at + 4, 4);
            var data = content.Slice(at + 8, (int)length);
            var critical = (type[0] & 0x20) == 0;
            if (BinaryPrimitives.ReadUInt32BigEndian(content[(at + 8 + (int)length)..]) != Crc32.Of(data, Crc32.Of(type)) && (critical || type.SequenceEqual("tRNS"u8)))
                throw Corrupt(name, "a checksum does not match");
            at += 12 + (int)length;
            if (header is null && !type.SequenceEqual("IHDR"u8))
                throw Corrupt(name, "it does not start with its header");
            if (type.SequenceEqual("IHDR"u8))
                header = header is null ? PngHeader.Read(name, data, limits) : throw Corrupt(name, "it has two headers");
            else if (type.SequenceEqual("PLTE"u8))
                palette.SetColors(name, data);
            else if (type.SequenceEqual("tRNS"u8))
                palette.SetTransparency(data);
            else if (type.SequenceEqual("IDAT"u8))
                packed.Write(data);
            else if (type.SequenceEqual("IEND"u8))
                return Decode(name, header!.Value, palette, packed);
            else if (critical)
                throw Corrupt(name, "it has an unknown critical chunk");
        }
    }

    /// <summary>A fault that names the picture.</summary>
    internal static SceneException Corrupt(string name, string what, Exception? cause = null) =>
        new(SceneErrorCodes.ImageCorrupt, $"{name} is corrupt: {what}.", "Save the image again as PNG or JPEG and export the scene.", cause);

    private static Image Decode(string name, PngHeader header, PngPalette palette, MemoryStream packed)
    {
        packed.Position = 0;
        palette.Check(name, header);
        var pixels = new byte[4 * header.Width * (long)header.Height];
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        try
        {
            foreach (var pass in header.Interlaced ? PngPass.Adam7 : PngPass.Whole)
                pass.Read(zlib, header, palette, pixels);
        }
        catch (EndOfStreamException fault)
        {
            throw Corrupt(name, "its data end early", fault);
        }
        catch (InvalidDataException fault)
        {
            throw Corrupt(name, "its data cannot be unpacked", fault);
        }

        return new(header.Width, header.Height, pixels);
    }
}
