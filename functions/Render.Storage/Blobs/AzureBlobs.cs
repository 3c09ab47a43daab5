using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Render.Lifecycle.Ports;
using Render.Network.Proof;
using BlobInfo = Render.Lifecycle.Ports.BlobInfo;

namespace Render.Storage.Blobs;

/// <summary><see cref="IBlobs"/> in a container of Azure Storage: <c>{first byte of the digest}/{digest}</c>. Safe from any thread and for any number of processes.</summary>
/// <remarks>
/// Content is read to its end and hashed before a byte is sent, sent only where nothing is there yet, and appears with the one request that ends
/// it: so a blob is there whole or not at all, and never under a digest that is not its own. A try whose answer was lost finds its own blob.
/// Azure Storage never loses what it acknowledged; what its emulator may lose, <see cref="Emulator.Azurite"/> says.
/// </remarks>
public sealed class AzureBlobs : IBlobs
{
    private readonly BlobContainerClient _container;
    private readonly AzureBlobsOptions _options;
    private readonly BlobUploadOptions _upload;

    /// <summary>A store in an account; nothing is asked of it yet.</summary>
    /// <param name="service">The account.</param>
    /// <param name="options">How it works; null for the defaults.</param>
    public AzureBlobs(BlobServiceClient service, AzureBlobsOptions? options = null)
    {
        _options = options ?? new AzureBlobsOptions();
        _container = service.GetBlobContainerClient(_options.Container);
        _upload = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = Azure.ETag.All },
            TransferOptions = new StorageTransferOptions { InitialTransferSize = _options.MemoryBytes, MaximumTransferSize = _options.MemoryBytes, MaximumConcurrency = 4 },
            // What arrives is compared with what was sent; the digest was taken before.
            TransferValidation = new UploadTransferValidationOptions { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 },
        };
    }

    /// <inheritdoc/>
    public async Task<BlobInfo> Put(Stream content, Digest? expected = null, CancellationToken cancellationToken = default)
    {
        await using var spool = await Spool.Take(content, _options, cancellationToken);
        var info = spool.Info;
        if (expected is { } wanted && wanted != info.Digest)
            throw new BlobMismatchException(wanted, info.Digest);
        var blob = BlobOf(info.Digest);
        return await Tell(
            info.Length,
            async () =>
            {
                // Many bytes are not sent to be told that they are there.
                if (!spool.IsLarge || !await blob.ExistsAsync(cancellationToken))
                    await Create(blob, spool, cancellationToken);
                return info;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Stream> OpenRead(Digest digest, CancellationToken cancellationToken = default) => Tell<Stream>(
        0,
        async () =>
        {
            try
            {
                var found = (await BlobOf(digest).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
                return new BlobReader(found.Content, digest, found.Details.ContentLength, _container.Uri);
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                throw new BlobNotFoundException(digest);
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<BlobInfo?> Find(Digest digest, CancellationToken cancellationToken = default) => Tell<BlobInfo?>(
        0,
        async () =>
        {
            try
            {
                return new BlobInfo(digest, (await BlobOf(digest).GetPropertiesAsync(cancellationToken: cancellationToken)).Value.ContentLength);
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                return null;
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> Exists(Digest digest, CancellationToken cancellationToken = default) =>
        Tell(0, async () => (await BlobOf(digest).ExistsAsync(cancellationToken)).Value, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> Delete(Digest digest, CancellationToken cancellationToken = default) =>
        Tell(0, async () => (await BlobOf(digest).DeleteIfExistsAsync(cancellationToken: cancellationToken)).Value, cancellationToken);

    private async Task Create(BlobClient blob, Spool spool, CancellationToken cancellationToken)
    {
        try
        {
            await Send(blob, spool, cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await Send(blob, spool, cancellationToken);
        }
    }

    private async Task Send(BlobClient blob, Spool spool, CancellationToken cancellationToken)
    {
        spool.Content.Position = 0;
        try
        {
            await blob.UploadAsync(spool.Content, _upload, cancellationToken);
        }
        catch (RequestFailedException e) when (IsThere(e))
        {
            // The same digest is the same content: whoever came first, perhaps an earlier try of ours, keeps the place.
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.InvalidBlockList)
        {
            // Somebody who sent the same content finished first, and our blocks went with that; if not, it is a failure.
            if (!await blob.ExistsAsync(cancellationToken))
                throw;
        }
    }

    /// <summary>What a blob is called in its container.</summary>
    internal static string NameOf(Digest digest)
    {
        var text = digest.ToString();
        return $"{text[..2]}/{text}";
    }

    private static bool IsThere(RequestFailedException e) => e.Status == 412 || e.ErrorCode == BlobErrorCode.BlobAlreadyExists || e.ErrorCode == BlobErrorCode.BlobImmutableDueToPolicy;

    private Task<T> Tell<T>(long needed, Func<Task<T>> call, CancellationToken cancellationToken) => StorageFaults.Tell(_container.Uri, needed, call, cancellationToken);

    private BlobClient BlobOf(Digest digest) => _container.GetBlobClient(NameOf(digest));
}
