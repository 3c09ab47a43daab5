using Microsoft.AspNetCore.Http;
using Render.Api.Auth;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Ports;
using Render.Network.Messages;

namespace Render.Api.Blobs;

/// <summary><c>GET /v1/blobs/{digest}</c>: for the admin, or for a node that may read it; ranges are served.</summary>
internal static class ReadBlob
{
    public static async Task<IResult> Handle(
        string digest, HttpContext http, IBlobs blobs, INodeDesk nodes, AdminToken token, NodeSignatures signatures, CancellationToken cancellationToken)
    {
        var blob = RouteText.Blob(digest);
        await BlobReaders.Require(blob, http, nodes, token, signatures, cancellationToken);
        return FileResult.Of(blob, await blobs.OpenRead(blob, cancellationToken), WireHeaders.OctetStream);
    }
}
