using Microsoft.AspNetCore.Http;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;

namespace Render.Api.Jobs;

/// <summary>Jobs as their creators see them.</summary>
internal static class ReadJobs
{
    public static async Task<IResult> All(ICreatorDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Json(await desk.Jobs(cancellationToken));

    public static async Task<IResult> One(string job, ICreatorDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Of(await desk.Job(RouteText.Job(job), cancellationToken));

    public static async Task<IResult> Receipt(string job, ICreatorDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Of(await desk.Receipt(RouteText.Job(job), cancellationToken));
}
