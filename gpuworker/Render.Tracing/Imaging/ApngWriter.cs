using System.Buffers.Binary;

namespace Render.Tracing.Imaging;

/// <summary>Writes an animated PNG (PNG 3rd ed., §11.3.6) frame by frame: programs that know no animation show the first frame.</summary>
/// <remarks>Holds one frame at a time. The count of frames stands before the first one in the file, so it must be known from the start.</remarks>
public sealed class ApngWriter
{
    private readonly Stream _output;
    private readonly int _width;
    private readonly int _height;
    private readonly int _channels;
    private readonly int _frames;
    private readonly ushort _delayNumerator;
    private readonly ushort _delayDenominator;
    private int _written;
    private uint _sequence;

    /// <summary>Starts a file.</summary>
    /// <param name="output">Receives the file; stays open.</param>
    /// <param name="width">Pixels a row, ≥ 1.</param>
    /// <param name="height">Rows, ≥ 1.</param>
    /// <param name="channels">3 (RGB) or 4 (RGBA).</param>
    /// <param name="frames">How many frames will be added, ≥ 1.</param>
    /// <param name="delayNumerator">A frame is shown delayNumerator / delayDenominator seconds.</param>
    /// <param name="delayDenominator">≥ 1; e.g. 24 for 24 frames a second.</param>
    /// <param name="plays">How often the animation is shown; 0: for ever.</param>
    public ApngWriter(
        Stream output, int width, int height, int channels, int frames, ushort delayNumerator, ushort delayDenominator, int plays = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frames);
        ArgumentOutOfRangeException.ThrowIfNegative(plays);
        ArgumentOutOfRangeException.ThrowIfZero(delayDenominator);
        PngChunks.Require(width, height, channels, checked(width * height * channels));
        (_output, _width, _height, _channels, _frames) = (output, width, height, channels, frames);
        (_delayNumerator, _delayDenominator) = (delayNumerator, delayDenominator);
        output.Write(PngChunks.Signature);
        PngChunks.WriteHeader(output, width, height, channels);
        Span<byte> control = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(control, frames);
        BinaryPrimitives.WriteInt32BigEndian(control[4..], plays);
        PngChunks.Write(output, "acTL"u8, control);
    }

    /// <summary>Adds the next frame.</summary>
    /// <param name="pixels">width · height · channels bytes, rows from the top.</param>
    /// <exception cref="InvalidOperationException">All frames have been added.</exception>
    public void Add(ReadOnlySpan<byte> pixels)
    {
        PngChunks.Require(_width, _height, _channels, pixels.Length);
        if (_written == _frames)
            throw new InvalidOperationException("All frames have been added.");
        Span<byte> control = stackalloc byte[26];
        control.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(control, _sequence++);
        BinaryPrimitives.WriteInt32BigEndian(control[4..], _width);
        BinaryPrimitives.WriteInt32BigEndian(control[8..], _height);
        BinaryPrimitives.WriteUInt16BigEndian(control[20..], _delayNumerator);
        BinaryPrimitives.WriteUInt16BigEndian(control[22..], _delayDenominator);
        PngChunks.Write(_output, "fcTL"u8, control);
        var packed = PngChunks.Compress(_width, _height, _channels, pixels);
        if (_written++ == 0)
        {
            PngChunks.Write(_output, "IDAT"u8, packed);
            return;
        }

        var data = new byte[packed.Length + 4];
        BinaryPrimitives.WriteUInt32BigEndian(data, _sequence++);
        packed.CopyTo(data, 4);
        PngChunks.Write(_output, "fdAT"u8, data);
    }

    /// <summary>Ends the file.</summary>
    /// <exception cref="InvalidOperationException">Frames are missing.</exception>
    public void Finish()
    {
        if (_written != _frames)
            throw new InvalidOperationException($"{_frames - _written} frames are missing.");
        PngChunks.Write(_output, "IEND"u8, []);
    }
}
