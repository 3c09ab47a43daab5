using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Render.Api.Auth;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;

namespace Render.Api.Commitments;

/// <summary><c>POST /v1/commitments</c>: a replica's node commits to its result, and learns whether it may open it.</summary>
internal static class CommitmentRoutes
{
    public static void MapSigned(IEndpointRouteBuilder routes) => routes.MapPost("/commitments", Submit);

    private static async Task<IResult> Submit(HttpContext http, INodeDesk desk, NodeSignatures signatures, CancellationToken cancellationToken)
    {
        var (message, digest) = await WireBody.ReadSigned<SubmitCommitment>(http, cancellationToken);
        return ProblemResult.Of(await desk.Submit(signatures.Require(http, digest), message, cancellationToken));
    }
}
