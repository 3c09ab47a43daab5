using Microsoft.AspNetCore.Http;
using Render.Api.Problems;
using Render.Api.Wire;
using Render.Lifecycle.Desks;

namespace Render.Api.Jobs;

/// <summary>A job's tasks: <c>?from=KEY&amp;max=N</c> gives a page, the first 1,000 otherwise.</summary>
internal static class ReadTasks
{
    private const int PageSize = 1_000;

    public static async Task<IResult> Page(string job, HttpContext http, ICreatorDesk desk, CancellationToken cancellationToken)
    {
        var from = http.Request.Query["from"].ToString();
        if (from.Length > 0)
            RouteText.Task(job, from);
        var max = (int)RouteText.Number(http.Request, "max", PageSize, 1, PageSize);
        return ProblemResult.Of(await desk.Tasks(RouteText.Job(job), from.Length > 0 ? from : null, max, cancellationToken));
    }

    public static async Task<IResult> One(string job, string task, ICreatorDesk desk, CancellationToken cancellationToken) =>
        ProblemResult.Of(await desk.Task(RouteText.Task(job, task), cancellationToken));

    public static async Task<IResult> Log(string job, string task, ICreatorDesk desk, CancellationToken cancellationToken) =>
        FileResult.Of(await desk.Log(RouteText.Task(job, task), cancellationToken), "text/plain; charset=utf-8");
}
