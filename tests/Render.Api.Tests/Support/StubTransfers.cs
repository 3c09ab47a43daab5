using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Api.Tests.Support;

/// <summary>A store that lets nodes in, or not, and remembers what it was asked.</summary>
internal sealed class StubTransfers : IBlobTransfers
{
    public const string Ticket = "ticket-1";

    public bool IsDirect { get; set; } = true;

    public List<(NodeId Node, Digest Blob, long Length)> Granted { get; } = [];

    public List<(NodeId Node, Digest Blob, string Ticket, long Limit)> TakenIn { get; } = [];

    /// <summary>Thrown when an upload is taken in; null: it is taken.</summary>
    public Exception? Fault { get; set; }

    public static Uri PlaceOf(Digest blob) => new($"https://store.test/{blob}?sig=secret");

    public Task<DownloadGrant?> Download(Digest blob, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsDirect ? new DownloadGrant(PlaceOf(blob), DateTimeOffset.UnixEpoch) : null);

    public Task<UploadGrant?> Upload(NodeId node, Digest blob, long length, CancellationToken cancellationToken = default)
    {
        Granted.Add((node, blob, length));
        return Task.FromResult(IsDirect ? new UploadGrant(PlaceOf(blob), new Dictionary<string, string> { ["x-kind"] = "blob" }, Ticket, DateTimeOffset.UnixEpoch) : null);
    }

    public Task<BlobInfo> TakeIn(NodeId node, Digest blob, string ticket, long limit, CancellationToken cancellationToken = default)
    {
        TakenIn.Add((node, blob, ticket, limit));
        if (Fault is { } fault)
            throw fault;
        return limit == 0 ? throw new UploadRefusedException("too many bytes") : Task.FromResult(new BlobInfo(blob, 1));
    }
}
