using Azure;
using Render.Lifecycle.Ports;
using Render.Network.Proof;

namespace Render.Storage.Blobs;

/// <summary>Reads a blob from Azure Storage and verifies it. The library goes on by itself where a connection broke; a store that stays away is told in the ports' words.</summary>
/// <param name="inner">The bytes; disposed with this.</param>
/// <param name="digest">The blob.</param>
/// <param name="length">Its length.</param>
/// <param name="where">The store.</param>
internal sealed class BlobReader(Stream inner, Digest digest, long length, Uri where) : VerifyingStream(inner, digest, length)
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return base.Read(buffer);
        }
        catch (Exception e) when (InWords(e, CancellationToken.None) is { } told)
        {
            throw told;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (InWords(e, cancellationToken) is { } told)
        {
            throw told;
        }
    }

    /// <summary>A blob that is gone in the middle was deleted meanwhile.</summary>
    private Exception? InWords(Exception failure, CancellationToken cancellationToken) => failure is RequestFailedException { Status: 404 }
        ? new BlobNotFoundException(Expected)
        : StorageFaults.InWords(failure, where, 0, cancellationToken);
}
