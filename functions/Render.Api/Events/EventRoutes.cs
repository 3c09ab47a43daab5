using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Render.Api.Wire;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Events;
using Render.Network.Jobs;

namespace Render.Api.Events;

/// <summary>Server-sent events: of the whole network, or of one job. <c>Last-Event-ID</c> (or <c>?after=</c>) goes on after that event.</summary>
internal static class EventRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/events", (HttpContext http, INetworkEvents events, RenderApiOptions options, TimeProvider clock) => Stream(http, events, null, options, clock));
        routes.MapGet("/jobs/{job}/events", OfJob);
    }

    private static async Task<IResult> OfJob(
        string job, HttpContext http, ICreatorDesk desk, INetworkEvents events, RenderApiOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var id = RouteText.Job(job);
        var known = await desk.Job(id, cancellationToken);
        return known.IsRefused ? Problems.ProblemResult.Of(known) : Stream(http, events, id, options, clock);
    }

    private static EventStream Stream(HttpContext http, INetworkEvents events, JobId? job, RenderApiOptions options, TimeProvider clock)
    {
        var after = RouteText.Number(http.Request, "after", 0, 0, long.MaxValue);
        if (long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last))
            after = last;
        return new EventStream(events, after, job, options.EventHeartbeat, clock);
    }
}
