using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Render.Api.Auth;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;

namespace Render.Api.Audits;

/// <summary><c>POST /v1/audits</c>: an auditor tells what it computed, and learns nothing.</summary>
internal static class AuditRoutes
{
    public static void MapSigned(IEndpointRouteBuilder routes) => routes.MapPost("/audits", Submit);

    private static async Task<IResult> Submit(HttpContext http, INodeDesk desk, NodeSignatures signatures, CancellationToken cancellationToken)
    {
        var (message, digest) = await WireBody.ReadSigned<SubmitAudit>(http, cancellationToken);
        return ProblemResult.Of(await desk.Submit(signatures.Require(http, digest), message, cancellationToken));
    }
}
