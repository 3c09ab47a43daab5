using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Render.Api.Problems;
using Render.Lifecycle.Desks;

namespace Render.Api.Creators;

/// <summary>Creators' records.</summary>
internal static class CreatorRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/creators", All);

    private static async Task<IResult> All(INetworkDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Json(await desk.Creators(cancellationToken));
}
