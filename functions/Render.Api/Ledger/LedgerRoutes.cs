using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;

namespace Render.Api.Ledger;

/// <summary>The books, and the faucet of local networks.</summary>
internal static class LedgerRoutes
{
    private const int Most = 1_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/ledger", Page);
        routes.MapGet("/ledger/accounts", Accounts);
        routes.MapPost("/faucet", Faucet);
    }

    private static async Task<IResult> Page(HttpContext http, INetworkDesk desk, CancellationToken cancellationToken)
    {
        var from = RouteText.Number(http.Request, "from", 0, 0, long.MaxValue);
        var max = (int)RouteText.Number(http.Request, "max", 100, 1, Most);
        return ProblemResult.Json(await desk.Ledger(from, max, cancellationToken));
    }

    private static async Task<IResult> Accounts(INetworkDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Json(await desk.Accounts(cancellationToken));

    private static async Task<IResult> Faucet(HttpContext http, INetworkDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Of(await desk.Faucet(await WireBody.Read<FaucetRequest>(http, cancellationToken), cancellationToken));
}
