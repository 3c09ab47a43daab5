using System.CommandLine;
using System.Globalization;
using Render.Local.Cli.Values;
using Render.Local.Cli.Views;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary><c>render jobs</c>.</summary>
internal static class JobsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings) =>
        new TeachingCommand("jobs", "List the jobs, newest first.") { Examples = [("render jobs --json", "every field, for a script")] }
            .Reporting().Runs(surroundings, async (context, cancellation) =>
            {
                var jobs = await context.Connect().Get<IReadOnlyList<JobView>>("/v1/jobs", cancellation);
                if (context.Screen.AsJson)
                {
                    context.Screen.Json(jobs, CommandJson.Options);
                    return ExitCode.Success;
                }

                context.Screen.Table(new Listing(
                    ["job", "name", "state", "tier", ">frames", ">tasks", ">charged", "submitted"],
                    [.. jobs.OrderByDescending(j => j.Created).Select(Row)],
                    "No jobs yet. `render submit SCENE` makes one."));
                foreach (var job in jobs.OrderByDescending(j => j.Created))
                    if (job.Shortage is { } shortage)
                        context.Screen.Line($"{job.Id} waits: {RunPicture.Waits(shortage)}");
                return ExitCode.Success;
            });

    private static IReadOnlyList<string> Row(JobView job) =>
    [
        job.Id.ToString(), job.Name, job.State.ToString(), job.Tier.ToString(),
        string.Create(CultureInfo.InvariantCulture, $"{job.FramesFinished}/{job.Frames.Count}"),
        string.Create(CultureInfo.InvariantCulture, $"{job.Tasks.Accepted}/{job.Tasks.Total}"),
        AmountText.Of(job.Money.Charged),
        job.Created.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
    ];
}
