using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Network.Messages;

namespace Render.Api.Epochs;

/// <summary>Epochs: their books, and closing the open one.</summary>
internal static class EpochRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/epochs", All);
        routes.MapPost("/epochs/close", Close);
    }

    private static async Task<IResult> All(INetworkDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Json(await desk.Epochs(cancellationToken));

    private static async Task<IResult> Close(HttpContext http, INetworkDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Of(await desk.CloseEpoch(await WireBody.ReadOr(http, new CloseEpochRequest(), cancellationToken), cancellationToken));
}
