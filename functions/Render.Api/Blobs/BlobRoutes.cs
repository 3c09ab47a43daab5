using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Render.Api.Blobs;

/// <summary>Bytes by digest. A node reads packages and writes results; only the admin reads everything, so that auditors stay blind, and writes chunks of scenes.</summary>
internal static class BlobRoutes
{
    public static void MapAdmin(IEndpointRouteBuilder routes) => routes.MapPost("/blobs/missing", FindMissingChunks.Handle);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/blobs/{digest}", ReadBlob.Handle);
        routes.MapPut("/blobs/{digest}", StoreBlob.Handle);
        routes.MapPost("/blobs/{digest}/download", GrantDownload.Handle);
        routes.MapPost("/blobs/{digest}/upload", GrantUpload.Handle);
        routes.MapPost("/blobs/{digest}/uploaded", TakeUpload.Handle);
        routes.MapPost("/blobs/{digest}/sources", ReadSources.Handle);
        routes.MapPost("/blobs/{digest}/received", CountReceived.Handle);
    }
}
