using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Render.Storage.Ledger;

/// <summary>The book's segments: append blobs numbered from 0, each but the last ended by a note that names the next.</summary>
internal sealed class BookSegments(BlobContainerClient container)
{
    private static readonly AppendBlobCreateOptions OnlyNew = new()
    {
        HttpHeaders = new BlobHttpHeaders { ContentType = "application/x-ndjson" },
        // Creating over a segment would empty it.
        Conditions = new AppendBlobRequestConditions { IfNoneMatch = ETag.All },
    };

    /// <summary>A segment's name.</summary>
    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"book/{number:d6}.jsonl");

    /// <summary>A segment.</summary>
    public AppendBlobClient Segment(int number) => container.GetAppendBlobClient(NameOf(number));

    /// <summary>A segment, which is created where it is missing.</summary>
    public async Task<AppendBlobClient> SegmentOrNew(int number, CancellationToken cancellationToken)
    {
        var blob = Segment(number);
        // Looked for first: a store that protects its blobs refuses to create over one in words of its own.
        if (await blob.ExistsAsync(cancellationToken))
            return blob;
        try
        {
            await blob.CreateAsync(OnlyNew, cancellationToken);
        }
        catch (RequestFailedException error) when (error.ErrorCode == BlobErrorCode.BlobAlreadyExists || error.ErrorCode == BlobErrorCode.BlobImmutableDueToPolicy)
        {
            // Another writer, or this very call whose answer was lost: it is there, and that is what counts.
        }

        return blob;
    }

    /// <summary>A stretch of a segment.</summary>
    public async Task<ReadOnlyMemory<byte>> Read(int number, long offset, long length, CancellationToken cancellationToken)
    {
        var answer = await Segment(number).DownloadContentAsync(new BlobDownloadOptions { Range = new HttpRange(offset, length) }, cancellationToken);
        return answer.Value.Content.ToMemory();
    }
}
