using Microsoft.AspNetCore.Http;
using Render.Api.Auth;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Ports;
using Render.Network.Messages;

namespace Render.Api.Blobs;

/// <summary><c>POST /v1/blobs/{digest}/download</c>, without a body: where whoever may read the blob can read it without the coordinator.</summary>
internal static class GrantDownload
{
    public static async Task<IResult> Handle(
        string digest, HttpContext http, IBlobTransfers transfers, INodeDesk nodes, AdminToken token, NodeSignatures signatures, CancellationToken cancellationToken)
    {
        var blob = RouteText.Blob(digest);
        await BlobReaders.Require(blob, http, nodes, token, signatures, cancellationToken);
        var grant = await transfers.Download(blob, cancellationToken);
        return ProblemResult.Json(new BlobDownload(grant?.Url, grant?.Expires));
    }
}
