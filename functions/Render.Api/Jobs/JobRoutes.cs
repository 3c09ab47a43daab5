using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Render.Api.Jobs;

/// <summary>Jobs, from submission to what is left of them.</summary>
internal static class JobRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/jobs", SubmitJobEndpoint.Handle);
        routes.MapGet("/jobs", ReadJobs.All);
        var job = routes.MapGroup("/jobs/{job}");
        job.MapGet("", ReadJobs.One);
        job.MapPost("/accept", AcceptQuoteEndpoint.Handle);
        job.MapPost("/topup", TopUpJobEndpoint.Handle);
        job.MapPost("/cancel", StopJob.Cancel);
        job.MapPost("/finish", StopJob.Finish);
        job.MapGet("/tasks", ReadTasks.Page);
        job.MapGet("/tasks/{task}", ReadTasks.One);
        job.MapGet("/tasks/{task}/log", ReadTasks.Log);
        job.MapGet("/frames/{frame:int}", ReadFrame.Handle);
        job.MapGet("/frames/{frame:int}/linear", ReadLinearFrame.Handle);
        job.MapGet("/receipt", ReadJobs.Receipt);
        job.MapGet("/bundle", ReadBundle.OfJob);
        routes.MapGet("/bundle", ReadBundle.OfNetwork);
    }
}
