using Microsoft.AspNetCore.Http;
using Render.Api.Wire;
using Render.Lifecycle.Desks;

namespace Render.Api.Jobs;

/// <summary>
/// <c>GET /v1/jobs/{job}/frames/{frame}/linear</c>: a finished frame's light before the view, OpenEXR. Its entity tag is the file's SHA-256; ranges are served.
/// </summary>
internal static class ReadLinearFrame
{
    public static async Task<IResult> Handle(string job, int frame, ICreatorDesk desk, CancellationToken cancellationToken) =>
        FileResult.Of(await desk.LinearFrame(RouteText.Job(job), frame, cancellationToken), "image/x-exr");
}
