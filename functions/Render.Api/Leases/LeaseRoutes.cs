using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Render.Api.Auth;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;

namespace Render.Api.Leases;

/// <summary><c>POST /v1/leases/fail</c>: a node gives a lease back, and says why.</summary>
internal static class LeaseRoutes
{
    public static void MapSigned(IEndpointRouteBuilder routes) => routes.MapPost("/leases/fail", Fail);

    private static async Task<IResult> Fail(HttpContext http, INodeDesk desk, NodeSignatures signatures, CancellationToken cancellationToken)
    {
        var (message, digest) = await WireBody.ReadSigned<FailLease>(http, cancellationToken);
        var sender = signatures.Require(http, digest);
        if (message.Message.Length > WireLimits.MessageLength)
            throw new ApiProblemException(ApiProblems.BadValue("message", FormattableString.Invariant($"at most {WireLimits.MessageLength} characters")));
        return ProblemResult.Of(await desk.Fail(sender, message, cancellationToken));
    }
}
