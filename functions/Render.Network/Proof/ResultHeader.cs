using System.Buffers.Binary;
using System.Globalization;
using Render.Network.Jobs;

namespace Render.Network.Proof;

/// <summary>
/// The header of a result file, 40 bytes little-endian: <c>RSUM</c>, u32 version 1, u32 x, y, width, height, frame, first sample, sample
/// count, block count.
/// </summary>
/// <param name="Region">The pixels.</param>
/// <param name="Frame">The frame, 0 or more.</param>
/// <param name="Samples">The samples of each pixel that the sums hold.</param>
public readonly record struct ResultHeader(PixelRegion Region, int Frame, SampleRange Samples)
{
    /// <summary>Length in bytes: 40.</summary>
    public const int Size = 40;

    /// <summary>The version this code writes and reads: 1.</summary>
    public const uint Version = 1;

    /// <summary>Most pixels of one result file: 2²⁴, so a file has at most 0.4 GB.</summary>
    public const int MaxPixels = 1 << 24;

    /// <summary>Most samples of a pixel: 2²², at which a sum still fits 63 bits (2⁴⁰ a sample).</summary>
    public const int MaxSamples = 1 << 22;

    /// <summary>Bytes before a block's sums: u64 rays, u64 invalid.</summary>
    public const int BlockPrefix = 16;

    /// <summary>Bytes of one pixel's sums: 3 × int64.</summary>
    public const int PixelSize = 24;

    private const int MaxSide = 65_536;

    private static ReadOnlySpan<byte> Magic => "RSUM"u8;

    /// <summary>Length in bytes of the whole file.</summary>
    public int FileLength => Size + Region.Blocks * BlockPrefix + (int)Region.Pixels * PixelSize;

    /// <summary>Checks the limits.</summary>
    /// <exception cref="ResultFileException">A value is out of its range.</exception>
    public void Validate()
    {
        var (x, y, w, h) = (Region.X, Region.Y, Region.Width, Region.Height);
        if (x < 0 || y < 0 || w < 1 || h < 1 || x % PixelRegion.BlockSize != 0 || y % PixelRegion.BlockSize != 0
            || x > MaxSide - w || y > MaxSide - h || Region.Pixels > MaxPixels)
            throw new ResultFileException(ResultFileError.BadRegion, string.Create(CultureInfo.InvariantCulture, $"{w}×{h} at ({x}, {y})"));
        if (Frame < 0) throw new ResultFileException(ResultFileError.BadFrame, Frame.ToString(CultureInfo.InvariantCulture));
        if (Samples.Start < 0 || Samples.Count < 1 || Samples.Count > MaxSamples || Samples.Start > int.MaxValue - Samples.Count)
            throw new ResultFileException(ResultFileError.BadSamples, string.Create(CultureInfo.InvariantCulture, $"{Samples.Count} from {Samples.Start}"));
    }

    /// <summary>Writes the 40 bytes.</summary>
    public void Write(Span<byte> destination)
    {
        Magic.CopyTo(destination);
        ReadOnlySpan<uint> fields =
        [
            Version, (uint)Region.X, (uint)Region.Y, (uint)Region.Width, (uint)Region.Height,
            (uint)Frame, (uint)Samples.Start, (uint)Samples.Count, (uint)Region.Blocks,
        ];
        for (var i = 0; i < fields.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(destination[(4 + 4 * i)..], fields[i]);
    }

    /// <summary>Reads and checks the header, and that the whole file has the length it demands; allocates nothing for what it claims.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="ResultFileException">It is malformed.</exception>
    public static ResultHeader Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < Size) throw new ResultFileException(ResultFileError.TooShort, string.Create(CultureInfo.InvariantCulture, $"{file.Length} bytes"));
        if (!file.StartsWith(Magic)) throw new ResultFileException(ResultFileError.BadMagic, Convert.ToHexStringLower(file[..4]));
        Span<uint> f = stackalloc uint[9];
        for (var i = 0; i < f.Length; i++) f[i] = BinaryPrimitives.ReadUInt32LittleEndian(file[(4 + 4 * i)..]);
        if (f[0] != Version) throw new ResultFileException(ResultFileError.BadVersion, f[0].ToString(CultureInfo.InvariantCulture));
        var header = new ResultHeader(new PixelRegion(Int(f[1]), Int(f[2]), Int(f[3]), Int(f[4])), Int(f[5]), new SampleRange(Int(f[6]), Int(f[7])));
        header.Validate();
        if (f[8] != header.Region.Blocks)
            throw new ResultFileException(ResultFileError.BadBlockCount, string.Create(CultureInfo.InvariantCulture, $"{f[8]}, not {header.Region.Blocks}"));
        if (file.Length != header.FileLength)
            throw new ResultFileException(ResultFileError.BadLength, string.Create(CultureInfo.InvariantCulture, $"{file.Length}, not {header.FileLength}"));
        return header;
    }

    /// <summary>Where block <paramref name="block"/> begins: rows of blocks above, then blocks to its left, all of the same height.</summary>
    internal int OffsetOf(int block)
    {
        var row = block / Region.BlockColumns;
        var column = block % Region.BlockColumns;
        var height = Math.Min(PixelRegion.BlockSize, Region.Height - row * PixelRegion.BlockSize);
        return Size + row * (Region.BlockColumns * BlockPrefix + Region.Width * PixelRegion.BlockSize * PixelSize)
            + column * (BlockPrefix + PixelRegion.BlockSize * height * PixelSize);
    }

    // What an int cannot hold becomes negative, and Validate refuses negative values.
    private static int Int(uint value) => value > int.MaxValue ? -1 : (int)value;
}
