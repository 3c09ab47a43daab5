using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Storage.Blobs;
using BlobInfo = Render.Lifecycle.Ports.BlobInfo;

namespace Render.Storage.Transfers;

/// <summary><see cref="IBlobTransfers"/> by shared access signatures: for one blob, to read it or to create it, for minutes, over HTTPS.</summary>
/// <remarks>
/// An upload goes to a place of its own in another container, where no reader looks: what is wrong with it is seen before it has a digest's name. A signature cannot bound
/// what is uploaded, so a lifecycle rule must empty that container after a day; only what the node's leases can give is taken in.
/// </remarks>
public sealed class AzureTransfers : IBlobTransfers, IDisposable
{
    private static readonly Dictionary<string, string> PutHeaders = new() { ["x-ms-blob-type"] = "BlockBlob" };

    private readonly BlobContainerClient _blobs;
    private readonly BlobContainerClient _incoming;
    private readonly IBlobs _store;
    private readonly GrantSigner _signer;
    private volatile bool _hasIncoming;

    /// <summary>Transfers of a store.</summary>
    /// <param name="service">The account, with an identity that may delegate, or with its key.</param>
    /// <param name="store">The store, which checks what it takes.</param>
    /// <param name="time">The clock that grants are dated by.</param>
    /// <param name="options">How nodes are let in; null for the defaults.</param>
    /// <exception cref="ArgumentException">The account is reached over HTTP and is no emulator on this machine.</exception>
    public AzureTransfers(BlobServiceClient service, IBlobs store, TimeProvider time, AzureTransfersOptions? options = null)
    {
        options ??= new AzureTransfersOptions();
        _blobs = service.GetBlobContainerClient(options.BlobsContainer);
        _incoming = service.GetBlobContainerClient(options.IncomingContainer);
        _store = store;
        _signer = new GrantSigner(service, options, time);
    }

    /// <inheritdoc/>
    public async Task<DownloadGrant?> Download(Digest blob, CancellationToken cancellationToken = default)
    {
        var (url, expires) = await _signer.Sign(_blobs.GetBlobClient(AzureBlobs.NameOf(blob)), BlobSasPermissions.Read, cancellationToken);
        return new DownloadGrant(url, expires);
    }

    /// <inheritdoc/>
    public async Task<UploadGrant?> Upload(NodeId node, Digest blob, long length, CancellationToken cancellationToken = default)
    {
        if (!_hasIncoming)
            await _incoming.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        _hasIncoming = true;
        var ticket = UploadTicket.For(length);
        var (url, expires) = await _signer.Sign(_incoming.GetBlobClient(ticket.PlaceOf(node, blob)), BlobSasPermissions.Create, cancellationToken);
        return new UploadGrant(url, PutHeaders, ticket.ToString(), expires);
    }

    /// <inheritdoc/>
    public async Task<BlobInfo> TakeIn(NodeId node, Digest blob, string ticket, long limit, CancellationToken cancellationToken = default)
    {
        if (!UploadTicket.TryParse(ticket, out var parsed))
            throw new UploadRefusedException("This is no upload's ticket.");
        var upload = _incoming.GetBlobClient(parsed.PlaceOf(node, blob));
        try
        {
            var info = await Store(upload, blob, parsed, limit, cancellationToken);
            await upload.DeleteIfExistsAsync(cancellationToken: cancellationToken);
            return info;
        }
        catch (Exception error) when (error is UploadRefusedException or BlobMismatchException)
        {
            await upload.DeleteIfExistsAsync(cancellationToken: cancellationToken);
            throw;
        }
    }

    private async Task<BlobInfo> Store(BlobClient upload, Digest blob, UploadTicket ticket, long limit, CancellationToken cancellationToken)
    {
        try
        {
            var found = (await upload.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            if (found.ContentLength != ticket.Length)
                throw Refused($"The upload has {found.ContentLength} bytes, and {ticket.Length} were granted.");
            if (found.ContentLength > limit)
                throw Refused($"The upload has {found.ContentLength} bytes, and the node's leases allow {limit}.");
            // The bytes that are hashed are the bytes that are stored: the store reads them once.
            var options = new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = found.ETag } };
            using var content = (await upload.DownloadStreamingAsync(options, cancellationToken)).Value;
            return await _store.Put(content.Content, blob, cancellationToken);
        }
        catch (RequestFailedException error) when (error.ErrorCode == BlobErrorCode.BlobNotFound || error.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            throw new UploadRefusedException("Nothing was uploaded there, or it was taken in already.");
        }
    }

    private static UploadRefusedException Refused(FormattableString why) => new(why.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public void Dispose() => _signer.Dispose();
}
