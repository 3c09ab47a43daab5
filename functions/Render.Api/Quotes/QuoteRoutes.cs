using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;

namespace Render.Api.Quotes;

/// <summary>What a job would cost.</summary>
internal static class QuoteRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/quotes", Quote);

    private static async Task<IResult> Quote(HttpContext http, ICreatorDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Of(await desk.Quote(await WireBody.Read<QuoteRequest>(http, cancellationToken), cancellationToken));
}
