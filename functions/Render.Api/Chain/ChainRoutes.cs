using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Render.Api.Problems;
using Render.Lifecycle.Chain;
using Render.Lifecycle.Results;

namespace Render.Api.Chain;

/// <summary>The chain that the network's money is on, where it has one.</summary>
internal static class ChainRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/chain", Compare);

    private static async Task<IResult> Compare(HttpContext http, CancellationToken cancellationToken) =>
        http.RequestServices.GetService<IChain>() is { } chain
            ? ProblemResult.Json(await chain.View(cancellationToken))
            : ProblemResult.Of(ProblemResult.From(new Refusal(
                RefusalKind.NotFound, RefusalCodes.NoChain, "This network's money is on no chain: its book is all there is.", "Begin a network with a chain: `render up --chain`.")));
}
