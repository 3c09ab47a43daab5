using System.Buffers.Binary;
using System.Security.Cryptography;
using Render.Lifecycle.Ports;
using Render.Network.Chunks;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Tracing.Assembly;
using Render.Tracing.Imaging;
using Render.Tracing.Numerics;
using Render.Tracing.Scenes;
using Render.Worker.Tracer;

namespace Render.Scenes;

/// <summary>Puts frames together from stored result files, in exact arithmetic, and stores them as PNG, and their light as OpenEXR.</summary>
/// <remarks>
/// The pixels' digest is SHA-256 of the tag <c>render.pixl.v1</c> padded with zeros to 16 bytes, then big-endian u32 assembler version, width
/// and height, then RGBA bytes row by row. Noise is taken out of one frame at a time, since that holds some 70 bytes a pixel.
/// </remarks>
/// <param name="blobs">Where results are and frames go.</param>
/// <param name="scenes">Prepared scenes, by which noise is told.</param>
/// <param name="threads">Threads to take noise out with, ≥ 1.</param>
internal sealed class StoredFrameAssembler(IBlobs blobs, StoredScenes scenes, int threads) : IFrameAssembler, IDisposable
{
    private readonly SemaphoreSlim _denoising = new(1, 1);

    /// <inheritdoc/>
    public async Task<AssembledFrame> Assemble(FrameParts frame, CancellationToken cancellationToken)
    {
        var linear = await Light(frame, cancellationToken);
        var (rgba, png) = await Task.Run(
            () =>
            {
                var pixels = Development.Of(linear, frame.View);
                return (pixels, Development.ToPng(pixels, frame.Size));
            },
            cancellationToken);
        var file = await blobs.Put(png, cancellationToken);
        return new AssembledFrame(file.Digest, file.Length, PixelDigest(frame.Size.Width, frame.Size.Height, rgba))
        {
            Cid = UnixFs.FileCid(ChunkList.Of(png)),
            // Sums are cheap to add up again; noise is not cheap to take out again.
            Linear = frame.Denoised is null ? null : (await Store(linear, frame.Size, cancellationToken)).Digest,
        };
    }

    /// <inheritdoc/>
    public async Task<BlobInfo> AssembleLinear(FrameParts frame, CancellationToken cancellationToken) =>
        await Store(await Light(frame, cancellationToken), frame.Size, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _denoising.Dispose();

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

    /// <summary>Stores light as OpenEXR, by way of the disk: the file of a large frame would take as much memory again.</summary>
    private async Task<BlobInfo> Store(Float3[] linear, ImageSize size, CancellationToken cancellation)
    {
        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"render-linear-{Guid.NewGuid():N}"),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        await Task.Run(() => ExrWriter.Write(file, size.Width, size.Height, linear), cancellation);
        file.Position = 0;
        return await blobs.Put(file, cancellationToken: cancellation);
    }

    private async Task<Float3[]> Light(FrameParts frame, CancellationToken cancellation)
    {
        if (frame.Denoised is not { } scene)
            return await Light(frame, frame.Parts, cancellation);
        await _denoising.WaitAsync(cancellation);
        try
        {
            return await Denoised(frame, scene, cancellation);
        }
        finally
        {
            _denoising.Release();
        }
    }

    private async Task<Float3[]> Light(FrameParts frame, IEnumerable<FramePart> parts, CancellationToken cancellation)
    {
        var sums = new FrameSums(frame.Size);
        foreach (var part in parts)
        {
            var length = new ResultHeader(part.Region, frame.Frame, part.Samples).FileLength;
            sums.Add(ResultFile.Open(await blobs.Read(part.Result, length, cancellation)), part);
        }
        return await Task.Run(sums.ToLinear, cancellation);
    }

    private async Task<Float3[]> Denoised(FrameParts frame, ReferenceScene scene, CancellationToken cancellation)
    {
        var half = scene.Settings.Samples / 2;
        if (frame.Parts.FirstOrDefault(part => part.Samples.Start < half && part.Samples.End > half) is { } both)
            throw new InvalidDataException($"Result {both.Result} is of {both.Samples}, which are of both halves of {scene.Settings.Samples} samples.");
        var first = await Light(frame, frame.Parts.Where(part => part.Samples.Start < half), cancellation);
        var second = await Light(frame, frame.Parts.Where(part => part.Samples.Start >= half), cancellation);
        try
        {
            var loaded = await scenes.Get(scene.Package, cancellation);
            return await Task.Run(
                () => DenoisedLight.Of(
                    first, second, loaded.Frame(scene.Settings, frame.Frame).Middle, FrameScene.Settings(scene.Settings, frame.Frame), threads, cancellation),
                cancellation);
        }
        catch (SceneException e)
        {
            throw new SceneRefusedException(e.Code, e.Message, e.Fix, e);
        }
    }
}
