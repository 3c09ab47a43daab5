using Microsoft.AspNetCore.Http;
using Render.Api.Auth;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Api.Nodes;

/// <summary>
/// <c>GET /v1/nodes/{node}/offers?max=&amp;after=&amp;misfits=</c>: jobs with open tasks as they are for a node, by job id. For the node itself, signed, and
/// for the admin.
/// </summary>
internal static class ReadOffers
{
    private static readonly Digest EmptyBody = Digest.Of([]);

    public static async Task<IResult> Handle(string node, HttpContext http, INodeDesk desk, AdminToken token, NodeSignatures signatures, CancellationToken cancellationToken)
    {
        if (!token.IsCarriedBy(http.Request))
        {
            if (AdminToken.IsPresent(http.Request))
                throw new ApiProblemException(ApiProblems.WrongToken);
            signatures.Require(http, EmptyBody, node);
        }

        var query = http.Request.Query;
        var max = (int)RouteText.Number(http.Request, "max", WireLimits.OffersAtOnce, 1, WireLimits.OffersAtOnce);
        return ProblemResult.Of(await desk.Offers(
            RouteText.Node(node), query["after"].ToString() is { Length: > 0 } after ? RouteText.Job(after) : null, max, RouteText.Number(http.Request, "misfits", 0, 0, 1) == 1, cancellationToken));
    }
}
