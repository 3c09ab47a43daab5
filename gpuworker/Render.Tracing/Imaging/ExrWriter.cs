using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Imaging;

/// <summary>Writes linear pictures as OpenEXR: scan lines of 32-bit floats, ZIP compression, Rec. 709 primaries, row after row.</summary>
/// <remarks>
/// Holds one block of 16 rows. The table of where blocks are stands before them in the file, so the output must be able to seek: it is filled in by <see cref="Finish"/>.
/// Values are kept as they are, bit by bit. Equal pixels give equal bytes on the same runtime.
/// </remarks>
public sealed class ExrWriter
{
    /// <summary>The channels of a picture in colour.</summary>
    public static IReadOnlyList<string> Color { get; } = ["R", "G", "B"];

    private readonly Stream _output;
    private readonly int _width;
    private readonly int _height;
    private readonly int[] _sources;
    private readonly byte[] _block;
    private readonly long[] _offsets;
    private readonly long _table;
    private int _rows;

    /// <summary>Starts a file.</summary>
    /// <param name="output">Receives the file from its position on; can seek; stays open.</param>
    /// <param name="width">Pixels a row, ≥ 1.</param>
    /// <param name="height">Rows, ≥ 1.</param>
    /// <param name="channels">Names in the order in which a pixel's samples will come, ASCII, 1 to 31 characters each, all different: <see cref="Color"/>, or layers such as <c>albedo.R</c>.</param>
    /// <exception cref="ArgumentException">A name is not allowed, or the output cannot seek.</exception>
    public ExrWriter(Stream output, int width, int height, IReadOnlyList<string> channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfZero(channels.Count);
        if (!output.CanSeek)
            throw new ArgumentException("The output cannot seek.", nameof(output));
        if (channels.Any(name => name.Length is 0 or > 31 || name.Any(c => c is <= ' ' or > '~')) || channels.Distinct(StringComparer.Ordinal).Count() != channels.Count)
            throw new ArgumentException("Names are 1 to 31 visible ASCII characters, all different.", nameof(channels));
        (_output, _width, _height) = (output, width, height);
        _sources = [.. Enumerable.Range(0, channels.Count).OrderBy(i => channels[i], StringComparer.Ordinal)];
        _block = new byte[checked(ExrHeader.RowsPerBlock * RowBytes)];
        _offsets = new long[(height + ExrHeader.RowsPerBlock - 1) / ExrHeader.RowsPerBlock];
        Start = output.Position;
        output.Write(ExrHeader.Encode(width, height, _sources.Select(i => channels[i])));
        _table = output.Position;
        WriteTable();
    }

    private long Start { get; }

    private int RowBytes => checked(_width * _sources.Length * sizeof(float));

    /// <summary>Writes a whole picture in colour.</summary>
    /// <param name="output">Receives the file; can seek; stays open.</param>
    /// <param name="width">Pixels a row, ≥ 1.</param>
    /// <param name="height">Rows, ≥ 1.</param>
    /// <param name="linear">Linear Rec. 709, rows from the top.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public static void Write(Stream output, int width, int height, ReadOnlySpan<Float3> linear)
    {
        if ((long)width * height != linear.Length)
            throw new ArgumentException("Not width × height pixels.", nameof(linear));
        var writer = new ExrWriter(output, width, height, Color);
        for (var row = 0; row < height; row++)
            writer.AddRow(MemoryMarshal.Cast<Float3, float>(linear.Slice(row * width, width)));
        writer.Finish();
    }

    /// <summary>Adds the next row, from the top.</summary>
    /// <param name="samples">Pixel by pixel, each its channels in the order that was given.</param>
    /// <exception cref="ArgumentException">Not a row's samples.</exception>
    /// <exception cref="InvalidOperationException">All rows have been added.</exception>
    public void AddRow(ReadOnlySpan<float> samples)
    {
        if (samples.Length != _width * _sources.Length)
            throw new ArgumentException("Not a row's samples.", nameof(samples));
        if (_rows == _height)
            throw new InvalidOperationException("All rows have been added.");
        var at = _block.AsSpan(_rows % ExrHeader.RowsPerBlock * RowBytes);
        foreach (var source in _sources)
            for (var x = 0; x < _width; x++, at = at[sizeof(float)..])
                BinaryPrimitives.WriteSingleLittleEndian(at, samples[x * _sources.Length + source]);
        _rows++;
        if (_rows % ExrHeader.RowsPerBlock == 0 || _rows == _height)
            WriteBlock((_rows - 1) / ExrHeader.RowsPerBlock);
    }

    /// <summary>Ends the file and leaves the output at its end.</summary>
    /// <exception cref="InvalidOperationException">Rows are missing.</exception>
    public void Finish()
    {
        if (_rows != _height)
            throw new InvalidOperationException($"{_height - _rows} rows are missing.");
        var end = _output.Position;
        _output.Position = _table;
        WriteTable();
        _output.Position = end;
    }

    private void WriteBlock(int number)
    {
        var first = number * ExrHeader.RowsPerBlock;
        var packed = ExrBlock.Pack(_block.AsSpan(0, (_rows - first) * RowBytes));
        _offsets[number] = _output.Position - Start;
        Span<byte> head = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(head, first);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], packed.Length);
        _output.Write(head);
        _output.Write(packed);
    }

    private void WriteTable()
    {
        Span<byte> word = stackalloc byte[8];
        foreach (var offset in _offsets)
        {
            BinaryPrimitives.WriteInt64LittleEndian(word, offset);
            _output.Write(word);
        }
    }
}
