using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Render.Api.Problems;
using Render.Lifecycle;
using Render.Network.Messages;

namespace Render.Api.Health;

/// <summary>Whether the coordinator is well; open to all. A platform restarts what does not live, and sends nobody to what is not ready.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", Read);
        routes.MapGet("/health/live", Read);
        routes.MapGet("/health/ready", Ready);
    }

    private static IResult Read(RenderApiOptions options, LifecycleOptions lifecycle, TimeProvider clock) =>
        ProblemResult.Json(new HealthView(options.IsReady() ? "ready" : "starting", lifecycle.NetworkId, options.Version, clock.GetUtcNow()));

    private static async Task<IResult> Ready(ReadinessProbe probe, HttpContext http, CancellationToken cancellationToken)
    {
        var view = await probe.Read(cancellationToken);
        if (view.Status == "ready")
            return ProblemResult.Json(view);
        http.Response.Headers.RetryAfter = "5";
        return ProblemResult.Json(view, StatusCodes.Status503ServiceUnavailable);
    }
}
