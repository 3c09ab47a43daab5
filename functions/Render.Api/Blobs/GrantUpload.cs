using Microsoft.AspNetCore.Http;
using Render.Api.Auth;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Ports;
using Render.Network.Messages;

namespace Render.Api.Blobs;

/// <summary><c>POST /v1/blobs/{digest}/upload</c>: where a node that holds a lease can put a result or a log without the coordinator, no larger than its tasks can give.</summary>
internal static class GrantUpload
{
    public static async Task<IResult> Handle(
        string digest, HttpContext http, IBlobTransfers transfers, INodeDesk nodes, NodeSignatures signatures, RenderApiOptions options, CancellationToken cancellationToken)
    {
        var blob = RouteText.Blob(digest);
        var (message, body) = await WireBody.ReadSigned<RequestUpload>(http, cancellationToken);
        var node = signatures.Require(http, body);
        var limit = BlobWriters.Require(node, nodes, options);
        if (message.Length < 1)
            throw new ApiProblemException(ApiProblems.BadValue("length", "1 byte or more"));
        if (message.Length > limit)
            throw new ApiProblemException(ApiProblems.TooLarge(limit));
        var grant = await transfers.Upload(node, blob, message.Length, cancellationToken);
        return ProblemResult.Json(new BlobUpload(grant?.Url, grant?.Headers, grant?.Ticket, grant?.Expires));
    }
}
