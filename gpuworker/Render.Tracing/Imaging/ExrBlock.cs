using System.IO.Compression;

namespace Render.Tracing.Imaging;

/// <summary>OpenEXR's ZIP compression of a block of rows: bytes of equal weight together, then differences, then zlib.</summary>
internal static class ExrBlock
{
    /// <summary>Packs a block.</summary>
    /// <param name="raw">The rows, each channel by channel.</param>
    /// <returns>The packed block, or the raw one where packing does not make it smaller, by which readers tell the two.</returns>
    internal static byte[] Pack(ReadOnlySpan<byte> raw)
    {
        var parted = new byte[raw.Length];
        var odd = (raw.Length + 1) / 2;
        for (var i = 0; i < raw.Length; i++)
            parted[i % 2 == 0 ? i / 2 : odd + i / 2] = raw[i];
        for (var i = raw.Length - 1; i > 0; i--)
            parted[i] = (byte)(parted[i] - parted[i - 1] + 128);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(parted);
        return packed.Length < raw.Length ? packed.ToArray() : raw.ToArray();
    }
}
