using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Render.Api.Auth;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Ports;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Api.Blobs;

/// <summary><c>GET /v1/blobs/{digest}</c>: for the admin, or for a node that may read it; ranges are served.</summary>
internal static class ReadBlob
{
    private static readonly Digest EmptyBody = Digest.Of([]);

    public static async Task<IResult> Handle(
        string digest, HttpContext http, IBlobs blobs, INodeDesk nodes, AdminToken token, NodeSignatures signatures, CancellationToken cancellationToken)
    {
        var blob = RouteText.Blob(digest);
        if (!token.IsCarriedBy(http.Request))
        {
            if (AdminToken.IsPresent(http.Request))
                throw new ApiProblemException(ApiProblems.WrongToken);
            var node = signatures.Require(http, EmptyBody);
            // The same answer as for a blob that is not there: what exists is no node's business.
            if (!await nodes.MayRead(node, blob, cancellationToken))
                throw new ApiProblemException(ApiProblems.BlobUnknown(digest));
        }

        var content = await blobs.OpenRead(blob, cancellationToken);
        return Microsoft.AspNetCore.Http.Results.Stream(
            content, WireHeaders.OctetStream, entityTag: new EntityTagHeaderValue($"\"{digest}\""), enableRangeProcessing: content.CanSeek);
    }
}
