using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Render.Functions.Http;

/// <summary>Bytes by digest. The handlers are Render.Api's.</summary>
internal sealed class BlobsFunctions(ApiRequests api)
{
    /// <summary>Reads a blob.</summary>
    [Function(nameof(ReadBlob))]
    public IResult ReadBlob([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/blobs/{digest}")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Stores a result or a log.</summary>
    [Function(nameof(StoreBlob))]
    public IResult StoreBlob([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "v1/blobs/{digest}")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Says where a blob can be fetched directly.</summary>
    [Function(nameof(GrantDownload))]
    public IResult GrantDownload([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/blobs/{digest}/download")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Says where a blob can be put directly.</summary>
    [Function(nameof(GrantUpload))]
    public IResult GrantUpload([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/blobs/{digest}/upload")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Verifies a direct upload and takes it in.</summary>
    [Function(nameof(TakeUpload))]
    public IResult TakeUpload([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/blobs/{digest}/uploaded")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Says which chunks of a scene are missing.</summary>
    [Function(nameof(FindMissingChunks))]
    public IResult FindMissingChunks([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/blobs/missing")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Says how a file can be put together.</summary>
    [Function(nameof(ReadSources))]
    public IResult ReadSources([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/blobs/{digest}/sources")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);

    /// <summary>Counts what nodes received from one another.</summary>
    [Function(nameof(CountReceived))]
    public IResult CountReceived([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/blobs/{digest}/received")] HttpRequest request, [DurableClient] DurableTaskClient client) => api.Answer(client);
}
