using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Lifecycle.Ports;

/// <summary>Lets a node fetch and deliver blobs at the store itself, where the store can let it in for one blob and a few minutes. Who may do so is the caller's to decide.</summary>
public interface IBlobTransfers
{
    /// <summary>A place to read a blob; null: only through the coordinator.</summary>
    /// <param name="blob">Which; it need not be there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<DownloadGrant?> Download(Digest blob, CancellationToken cancellationToken = default);

    /// <summary>A place to put an upload, apart from the store and from every other upload; null: only through the coordinator.</summary>
    /// <param name="node">Who uploads.</param>
    /// <param name="blob">The digest that the bytes will have.</param>
    /// <param name="length">How many they will be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<UploadGrant?> Upload(NodeId node, Digest blob, long length, CancellationToken cancellationToken = default);

    /// <summary>Takes an upload into the store, if it is what it was said to be; else it is removed, and so is an upload that was taken in.</summary>
    /// <param name="node">Who uploaded.</param>
    /// <param name="blob">The digest that the bytes must have.</param>
    /// <param name="ticket">The grant's.</param>
    /// <param name="limit">The most bytes to take; 0 to take none and remove the upload.</param>
    /// <param name="cancellationToken">Gives up; the upload may be taken in again.</param>
    /// <exception cref="UploadRefusedException">There is no such upload, or it has another length than was granted or more bytes than allowed.</exception>
    /// <exception cref="BlobMismatchException">The bytes have another digest.</exception>
    /// <exception cref="StorageFullException">No room; the upload stays.</exception>
    Task<BlobInfo> TakeIn(NodeId node, Digest blob, string ticket, long limit, CancellationToken cancellationToken = default);
}

/// <summary>Leave to read one blob.</summary>
/// <param name="Url">Where; a secret until it expires.</param>
/// <param name="Expires">Until when a request may begin.</param>
public sealed record DownloadGrant(Uri Url, DateTimeOffset Expires);

/// <summary>Leave to upload one blob, once.</summary>
/// <param name="Url">Where to PUT it; a secret until it expires.</param>
/// <param name="Headers">Headers that the request must carry.</param>
/// <param name="Ticket">Names the upload when it is taken in.</param>
/// <param name="Expires">Until when a request may begin.</param>
public sealed record UploadGrant(Uri Url, IReadOnlyDictionary<string, string> Headers, string Ticket, DateTimeOffset Expires);
