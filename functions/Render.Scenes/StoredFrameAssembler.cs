using System.Buffers.Binary;
using System.Security.Cryptography;
using Render.Lifecycle.Ports;
using Render.Network.Chunks;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Tracing.Assembly;
using Render.Tracing.Imaging;
using Render.Tracing.Numerics;

namespace Render.Scenes;

/// <summary>Puts frames together from stored result files, in exact arithmetic, and stores them as PNG.</summary>
/// <remarks>
/// The pixels' digest is SHA-256 of the tag <c>render.pixl.v1</c> padded with zeros to 16 bytes, then big-endian u32 assembler version, width
/// and height, then RGBA bytes row by row.
/// </remarks>
/// <param name="blobs">Where results are and frames go.</param>
internal sealed class StoredFrameAssembler(IBlobs blobs) : IFrameAssembler
{
    /// <inheritdoc/>
    public async Task<AssembledFrame> Assemble(FrameParts frame, CancellationToken cancellationToken)
    {
        var (width, height) = (frame.Size.Width, frame.Size.Height);
        var sums = new long[3 * (long)width * height];
        var samples = new int[(long)width * height];
        foreach (var part in frame.Parts)
        {
            var length = new ResultHeader(part.Region, frame.Frame, part.Samples).FileLength;
            Add(ResultFile.Open(await blobs.Read(part.Result, length, cancellationToken)), part, width, sums, samples);
        }
        var rgba = await Task.Run(() => Develop(frame.View, sums, samples), cancellationToken);
        var png = await Task.Run(() => PngWriter.Encode(width, height, 3, Opaque(rgba)), cancellationToken);
        var file = await blobs.Put(png, cancellationToken);
        return new AssembledFrame(file.Digest, file.Length, PixelDigest(width, height, rgba)) { Cid = UnixFs.FileCid(ChunkList.Of(png)) };
    }

    /// <summary>The digest of a frame's pixels.</summary>
    internal static Digest PixelDigest(int width, int height, ReadOnlySpan<byte> rgba)
    {
        Span<byte> head = stackalloc byte[28];
        head.Clear();
        "render.pixl.v1"u8.CopyTo(head);
        BinaryPrimitives.WriteInt32BigEndian(head[16..], FrameAssembler.Version);
        BinaryPrimitives.WriteInt32BigEndian(head[20..], width);
        BinaryPrimitives.WriteInt32BigEndian(head[24..], height);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        hash.AppendData(rgba);
        return new Digest(hash.GetHashAndReset());
    }

    private static void Add(ResultFile file, FramePart part, int width, long[] sums, int[] samples)
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
                    var pixel = (long)(block.Y + row) * width + block.X + column;
                    for (var channel = 0; channel < 3; channel++)
                    {
                        sums[3 * pixel + channel] = checked(sums[3 * pixel + channel] + BinaryPrimitives.ReadInt64LittleEndian(from));
                        from = from[sizeof(long)..];
                    }
                    samples[pixel] = checked(samples[pixel] + header.Samples.Count);
                }
        }
    }

    private static byte[] Develop(ViewSettings view, long[] sums, int[] samples)
    {
        var linear = new Float3[samples.Length];
        for (var i = 0; i < linear.Length; i++)
        {
            if (samples[i] == 0)
                throw new InvalidDataException($"No part covers pixel {i}.");
            linear[i] = new Float3(
                FrameAssembler.Mean(sums[3L * i], samples[i]), FrameAssembler.Mean(sums[3L * i + 1], samples[i]), FrameAssembler.Mean(sums[3L * i + 2], samples[i]));
        }
        return Development.Of(linear, view);
    }

    private static byte[] Opaque(byte[] rgba)
    {
        var rgb = new byte[rgba.Length / 4 * 3];
        for (var i = 0; i < rgba.Length / 4; i++)
            rgba.AsSpan(4 * i, 3).CopyTo(rgb.AsSpan(3 * i));
        return rgb;
    }
}
