namespace Render.Storage.Transfers;

/// <summary>How nodes are let into the store.</summary>
public sealed record AzureTransfersOptions
{
    /// <summary>Holds the store's blobs. Default <c>blobs</c>.</summary>
    public string BlobsContainer { get; init; } = "blobs";

    /// <summary>Holds uploads until they are taken in; created where it is missing. Default <c>incoming</c>.</summary>
    public string IncomingContainer { get; init; } = "incoming";

    /// <summary>How long a grant lasts: a request must begin within it, not end. Default 15 minutes.</summary>
    public TimeSpan Validity { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a delegation key is asked for; it is replaced while every grant signed with it has ended before it does. Default 6 hours, at most 7 days.</summary>
    public TimeSpan KeyValidity { get; init; } = TimeSpan.FromHours(6);
}
