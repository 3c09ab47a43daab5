using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Render.Api.Blobs;

/// <summary>Bytes by digest. A node reads packages and writes results; only the admin reads everything, so that auditors stay blind.</summary>
internal static class BlobRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/blobs/{digest}", ReadBlob.Handle);
        routes.MapPut("/blobs/{digest}", StoreBlob.Handle);
        routes.MapPost("/blobs/{digest}/download", GrantDownload.Handle);
        routes.MapPost("/blobs/{digest}/upload", GrantUpload.Handle);
        routes.MapPost("/blobs/{digest}/uploaded", TakeUpload.Handle);
    }
}
