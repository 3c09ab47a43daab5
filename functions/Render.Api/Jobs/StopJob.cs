using Microsoft.AspNetCore.Http;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;

namespace Render.Api.Jobs;

/// <summary>A creator ends a job early: <c>cancel</c> withdraws it, <c>finish</c> takes the frames finished so far.</summary>
internal static class StopJob
{
    public static async Task<IResult> Cancel(string job, ICreatorDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Of(await desk.Cancel(RouteText.Job(job), cancellationToken));

    public static async Task<IResult> Finish(string job, ICreatorDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Of(await desk.Finish(RouteText.Job(job), cancellationToken));
}
