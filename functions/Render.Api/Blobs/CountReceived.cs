using Microsoft.AspNetCore.Http;
using Render.Api.Auth;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;

namespace Render.Api.Blobs;

/// <summary><c>POST /v1/blobs/{digest}/received</c>: a node tells what it received of a file from other nodes; it is counted for them.</summary>
internal static class CountReceived
{
    public static async Task<IResult> Handle(string digest, HttpContext http, INodeDesk nodes, NodeSignatures signatures, CancellationToken cancellationToken)
    {
        var blob = RouteText.Blob(digest);
        var (message, body) = await WireBody.ReadSigned<BytesReceived>(http, cancellationToken);
        var node = signatures.Require(http, body);
        return ProblemResult.Of(await nodes.Received(node, blob, message, cancellationToken));
    }
}
