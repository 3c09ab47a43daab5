using Azure.Storage.Blobs;
using Render.Storage.Ledger;

namespace Render.Storage.Protection;

/// <summary>Whether the store itself refuses to alter what was stored, as the deployment is to set it.</summary>
/// <remarks>
/// Nothing in <c>blobs</c> is ever overwritten by this program: content has its digest's name, and is written only where nothing is. That nobody else does, not even with
/// this program's identity, is for the store to enforce: a retention policy holds every blob from the moment it is stored, accepted or not, and one on <c>ledger</c> lets
/// segments grow and nothing else. Both are set where the program cannot reach them; here it looks whether they are there.
/// </remarks>
public static class StoreProtection
{
    /// <summary>What is not protected, in words; empty where all is.</summary>
    /// <param name="service">The account.</param>
    /// <param name="blobs">The container of the network's blobs.</param>
    /// <param name="ledger">The container of the ledger's segments.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<string>> Missing(
        BlobServiceClient service, string blobs = "blobs", string ledger = AppendBlobLedger.ContainerName, CancellationToken cancellationToken = default)
    {
        var missing = new List<string>();
        var kept = (await service.GetBlobContainerClient(blobs).GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
        if (!kept.HasImmutableStorageWithVersioning && kept.HasImmutabilityPolicy != true)
            missing.Add($"Container '{blobs}' has no policy of immutability: results that were accepted could be altered.");
        var book = (await service.GetBlobContainerClient(ledger).GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
        if (!book.HasImmutableStorageWithVersioning && book.HasImmutabilityPolicy != true)
            missing.Add($"Container '{ledger}' has no policy of immutability with appended blocks allowed: entries could be removed.");
        return missing;
    }
}
