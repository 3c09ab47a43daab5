using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Render.Api.Auth;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;

namespace Render.Api.Receipts;

/// <summary><c>POST /v1/receipts</c>: a node delivers a task.</summary>
internal static class ReceiptRoutes
{
    public static void MapSigned(IEndpointRouteBuilder routes) => routes.MapPost("/receipts", Submit);

    private static async Task<IResult> Submit(HttpContext http, INodeDesk desk, NodeSignatures signatures, CancellationToken cancellationToken)
    {
        var (message, digest) = await WireBody.ReadSigned<SubmitReceipt>(http, cancellationToken);
        return ProblemResult.Of(await desk.Submit(signatures.Require(http, digest), message, cancellationToken));
    }
}
