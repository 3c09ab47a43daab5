using Microsoft.AspNetCore.Http;
using Render.Api.Auth;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Proof;

namespace Render.Api.Blobs;

/// <summary><c>POST /v1/blobs/{digest}/sources</c>, without a body: how a node that may read a file can put it together, and which nodes serve it.</summary>
internal static class ReadSources
{
    private static readonly Digest EmptyBody = Digest.Of([]);

    public static async Task<IResult> Handle(string digest, HttpContext http, INodeDesk nodes, NodeSignatures signatures, CancellationToken cancellationToken)
    {
        var blob = RouteText.Blob(digest);
        var node = signatures.Require(http, EmptyBody);
        if (!await nodes.MayRead(node, blob, cancellationToken))
            throw new ApiProblemException(ApiProblems.BlobUnknown(digest));
        return ProblemResult.Of(await nodes.Sources(node, blob, cancellationToken));
    }
}
