using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;

namespace Render.Storage.Transfers;

/// <summary>
/// Signs leave to do one thing with one blob: with a key that the service delegates to this identity, kept until shortly before it ends; or, where the client was
/// made with the account's key, as for development storage, with that.
/// </summary>
internal sealed class GrantSigner(BlobServiceClient service, AzureTransfersOptions options, TimeProvider time) : IDisposable
{
    // Clocks of store and coordinator differ; a grant begins before they could disagree on it.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly SasProtocol _protocol = ProtocolOf(service.Uri);
    private UserDelegationKey? _key;

    /// <summary>A URL that lets whoever has it do so with this blob, and when that ends.</summary>
    public async Task<(Uri Url, DateTimeOffset Expires)> Sign(BlobClient blob, BlobSasPermissions permissions, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var expires = now + options.Validity;
        var grant = new BlobSasBuilder(permissions, expires)
        {
            BlobContainerName = blob.BlobContainerName,
            BlobName = blob.Name,
            Resource = "b",
            StartsOn = now - Skew,
            Protocol = _protocol,
        };
        if (blob.CanGenerateSasUri)
            return (blob.GenerateSasUri(grant), expires);
        var signed = grant.ToSasQueryParameters(await Key(expires, cancellationToken), service.AccountName);
        return (new BlobUriBuilder(blob.Uri) { Sas = signed }.ToUri(), expires);
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<UserDelegationKey> Key(DateTimeOffset expires, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // A grant ends with its key, so it must not outlive it.
            if (_key is null || _key.SignedExpiresOn < expires + Skew)
            {
                var now = time.GetUtcNow();
                _key = (await service.GetUserDelegationKeyAsync(now - Skew, now + options.KeyValidity, cancellationToken)).Value;
            }

            return _key;
        }
        finally
        {
            _gate.Release();
        }
    }

    private static SasProtocol ProtocolOf(Uri store) => store switch
    {
        { Scheme: "https" } => SasProtocol.Https,
        { IsLoopback: true } => SasProtocol.HttpsAndHttp,
        _ => throw new ArgumentException($"Leave to enter {store} would travel in the open: only an emulator on this machine may be reached without TLS.", nameof(store)),
    };
}
