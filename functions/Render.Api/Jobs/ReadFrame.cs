using Microsoft.AspNetCore.Http;
using Render.Api.Wire;
using Render.Lifecycle.Desks;

namespace Render.Api.Jobs;

/// <summary><c>GET /v1/jobs/{job}/frames/{frame}</c>: a finished frame, PNG.</summary>
internal static class ReadFrame
{
    public static async Task<IResult> Handle(string job, int frame, ICreatorDesk desk, CancellationToken cancellationToken) =>
        FileResult.Of(await desk.Frame(RouteText.Job(job), frame, cancellationToken), "image/png");
}
