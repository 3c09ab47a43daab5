using System.Buffers.Binary;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Tracing.Assembly;
using Render.Tracing.Numerics;

namespace Render.Scenes;

/// <summary>Adds up stored results of a frame, in exact arithmetic. Takes 28 bytes a pixel.</summary>
/// <param name="size">The frame's pixels.</param>
internal sealed class FrameSums(ImageSize size)
{
    private readonly long[] _sums = new long[3 * size.Pixels];
    private readonly int[] _samples = new int[size.Pixels];

    /// <summary>Adds a result.</summary>
    /// <param name="file">The result file.</param>
    /// <param name="part">What it must be of.</param>
    /// <exception cref="InvalidDataException">It is of other pixels or samples.</exception>
    public void Add(ResultFile file, FramePart part)
    {
        var header = file.Header;
        if (header.Region != part.Region || header.Samples != part.Samples)
            throw new InvalidDataException($"Result {part.Result} is of {header.Region} {header.Samples}, not of {part.Region} {part.Samples}.");
        for (var i = 0; i < file.Blocks; i++)
        {
            var block = header.Region.Block(i);
            var from = file.Block(i).Sums;
            for (var row = 0; row < block.Height; row++)
                for (var column = 0; column < block.Width; column++)
                {
                    var pixel = (long)(block.Y + row) * size.Width + block.X + column;
                    for (var channel = 0; channel < 3; channel++)
                    {
                        _sums[3 * pixel + channel] = checked(_sums[3 * pixel + channel] + BinaryPrimitives.ReadInt64LittleEndian(from));
                        from = from[sizeof(long)..];
                    }
                    _samples[pixel] = checked(_samples[pixel] + header.Samples.Count);
                }
        }
    }

    /// <summary>The mean linear radiance of each pixel, row by row.</summary>
    /// <exception cref="InvalidDataException">A pixel has no samples.</exception>
    public Float3[] ToLinear()
    {
        var linear = new Float3[_samples.Length];
        for (var i = 0; i < linear.Length; i++)
        {
            if (_samples[i] == 0)
                throw new InvalidDataException($"No part covers pixel {i}.");
            linear[i] = new Float3(
                FrameAssembler.Mean(_sums[3L * i], _samples[i]), FrameAssembler.Mean(_sums[3L * i + 1], _samples[i]), FrameAssembler.Mean(_sums[3L * i + 2], _samples[i]));
        }
        return linear;
    }
}
