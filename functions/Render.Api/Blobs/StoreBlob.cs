using Microsoft.AspNetCore.Http;
using Render.Api.Auth;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Ports;
using Render.Network.Chunks;

namespace Render.Api.Blobs;

/// <summary>
/// <c>PUT /v1/blobs/{digest}</c>: a node that holds a lease stores a result or a log, no larger than its tasks can give; the admin stores a chunk of a scene. The signature covers the body through the digest in
/// the path, so it is checked before a byte is read; the store checks the bytes.
/// </summary>
internal static class StoreBlob
{
    public static async Task<IResult> Handle(
        string digest, HttpContext http, IBlobs blobs, INodeDesk nodes, AdminToken token, NodeSignatures signatures, RenderApiOptions options, CancellationToken cancellationToken)
    {
        var blob = RouteText.Blob(digest);
        if (!token.IsCarriedBy(http.Request) && AdminToken.IsPresent(http.Request))
            throw new ApiProblemException(ApiProblems.WrongToken);
        var limit = token.IsCarriedBy(http.Request) ? ChunkSizes.Largest : BlobWriters.Require(signatures.Require(http, blob), nodes, options);
        await using var content = WireBody.Limit(http, limit);
        await blobs.Put(content, blob, cancellationToken);
        return Microsoft.AspNetCore.Http.Results.StatusCode(StatusCodes.Status204NoContent);
    }
}
