using Microsoft.AspNetCore.Http;
using Render.Api.Auth;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Ports;
using Render.Network.Messages;

namespace Render.Api.Blobs;

/// <summary>
/// <c>POST /v1/blobs/{digest}/uploaded</c>: a node has uploaded; its bytes are checked and stored. It is judged by the leases that it holds now: what the grant allowed
/// may have ended, and then the upload is removed.
/// </summary>
internal static class TakeUpload
{
    public static async Task<IResult> Handle(
        string digest, HttpContext http, IBlobTransfers transfers, INodeDesk nodes, NodeSignatures signatures, RenderApiOptions options, CancellationToken cancellationToken)
    {
        var blob = RouteText.Blob(digest);
        var (message, body) = await WireBody.ReadSigned<UploadDone>(http, cancellationToken);
        var node = signatures.Require(http, body);
        var limit = BlobWriters.Limit(node, nodes, options);
        try
        {
            await transfers.TakeIn(node, blob, message.Ticket, limit, cancellationToken);
        }
        catch (UploadRefusedException) when (limit == 0)
        {
            throw new ApiProblemException(ApiProblems.MayNotStore);
        }

        return Microsoft.AspNetCore.Http.Results.StatusCode(StatusCodes.Status204NoContent);
    }
}
