using System.Text.Json.Serialization;

namespace Render.Network.Messages;

/// <summary>Where a node may read a blob itself.</summary>
/// <param name="Url">A URL that serves ranges without further credentials, a secret until it expires; null: only <c>GET /v1/blobs/{digest}</c> serves it.</param>
/// <param name="Expires">Until when a request may begin.</param>
public sealed record BlobDownload(Uri? Url, DateTimeOffset? Expires);

/// <summary>A node asks where it may upload a blob itself.</summary>
/// <param name="Length">Its bytes, 1 or more.</param>
public sealed record RequestUpload(long Length);

/// <summary>Where a node may upload a blob itself, once. Nothing is stored before <see cref="UploadDone"/> is accepted.</summary>
/// <param name="Url">A URL to PUT it to, a secret until it expires; null: only <c>PUT /v1/blobs/{digest}</c> takes it.</param>
/// <param name="Headers">Headers that the request must carry.</param>
/// <param name="Ticket">Names the upload.</param>
/// <param name="Expires">Until when a request may begin.</param>
public sealed record BlobUpload(Uri? Url, IReadOnlyDictionary<string, string>? Headers, string? Ticket, DateTimeOffset? Expires)
{
    /// <summary>Whether everything is said that an upload needs.</summary>
    [JsonIgnore]
    public bool IsDirect => Url is not null && Ticket is not null;
}

/// <summary>A node has uploaded a blob: the coordinator checks length and digest, and stores it.</summary>
/// <param name="Ticket">The upload's.</param>
public sealed record UploadDone(string Ticket);
