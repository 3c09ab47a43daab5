using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Render.Api.Problems;
using Render.Lifecycle;
using Render.Network.Messages;

namespace Render.Api.Health;

/// <summary>Whether the coordinator is well; open to all.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/health", Read);

    private static IResult Read(RenderApiOptions options, LifecycleOptions lifecycle, TimeProvider clock) =>
        ProblemResult.Json(new HealthView(options.IsReady() ? "ready" : "starting", lifecycle.NetworkId, options.Version, clock.GetUtcNow()));
}
