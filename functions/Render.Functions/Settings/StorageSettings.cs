using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Render.Storage;

namespace Render.Functions.Settings;

/// <summary>
/// The section <c>RenderStorage</c>, which triggers and our own clients share: the addresses of a storage account's services, reached by managed identity; or, on a
/// developer's machine, the emulator's connection string.
/// </summary>
public sealed class StorageSettings
{
    /// <summary>The section's name, and the triggers' connection.</summary>
    public const string Section = "RenderStorage";

    private readonly string? development;
    private readonly TokenCredential? identity;
    private readonly Uri? blobs;
    private readonly Uri? queues;
    private readonly Uri? tables;

    private StorageSettings(string development) => this.development = development;

    private StorageSettings(TokenCredential identity, Uri blobs, Uri queues, Uri tables) =>
        (this.identity, this.blobs, this.queues, this.tables) = (identity, blobs, queues, tables);

    /// <summary>Whether this is the emulator.</summary>
    public bool IsDevelopment => development is not null;

    /// <summary>Reads the section.</summary>
    /// <exception cref="InvalidOperationException">It cannot work; the message names each setting and what to write.</exception>
    public static StorageSettings Read(IConfiguration configuration)
    {
        if (configuration[Section] is { Length: > 0 } development)
            return IsEmulator(development)
                ? new StorageSettings(development)
                : throw new InvalidOperationException(
                    $"{Section} is a connection string of something else than the emulator on this machine. Keys are not taken: set {Section}__blobServiceUri, __queueServiceUri, __tableServiceUri and __credential=managedidentity.");
        var wrong = new List<string>();
        var (blobs, queues, tables) = (Address(configuration, "blob", wrong), Address(configuration, "queue", wrong), Address(configuration, "table", wrong));
        if (configuration[$"{Section}:credential"] is var credential && credential != "managedidentity")
            wrong.Add($"{Section}__credential is '{credential}': write managedidentity; there is no other way in.");
        if (wrong.Count > 0)
            throw new InvalidOperationException(string.Join(Environment.NewLine, wrong));
        // Without an id it is the app's system-assigned identity.
        var id = configuration[$"{Section}:clientId"] is { Length: > 0 } client ? ManagedIdentityId.FromUserAssignedClientId(client) : ManagedIdentityId.SystemAssigned;
        return new StorageSettings(new ManagedIdentityCredential(id), blobs!, queues!, tables!);
    }

    /// <summary>Blobs.</summary>
    public BlobServiceClient Blobs() => development is null
        ? new BlobServiceClient(blobs, identity, StorageClients.ForBlobs(new BlobClientOptions()))
        : new BlobServiceClient(development, StorageClients.ForBlobs(new BlobClientOptions()));

    /// <summary>Queues.</summary>
    public QueueServiceClient Queues() => development is null
        ? new QueueServiceClient(queues, identity, StorageClients.ForWakeUps(new QueueClientOptions()))
        : new QueueServiceClient(development, StorageClients.ForWakeUps(new QueueClientOptions()));

    /// <summary>Tables.</summary>
    /// <param name="options">How its clients try again.</param>
    public TableServiceClient Tables(TableClientOptions options) =>
        development is null ? new TableServiceClient(tables, identity, options) : new TableServiceClient(development, options);

    private static Uri? Address(IConfiguration configuration, string service, List<string> wrong)
    {
        var name = $"{service}ServiceUri";
        if (Uri.TryCreate(configuration[$"{Section}:{name}"], UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps)
            return address;
        wrong.Add($"{Section}__{name} is '{configuration[$"{Section}:{name}"]}': write https://ACCOUNT.{service}.core.windows.net.");
        return null;
    }

    private static bool IsEmulator(string connection) =>
        connection.Trim().TrimEnd(';').Equals("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase)
        || (connection.Contains("AccountName=devstoreaccount1", StringComparison.OrdinalIgnoreCase)
            && connection.Contains("BlobEndpoint=http://127.0.0.1:", StringComparison.OrdinalIgnoreCase));
}
