using System.CommandLine;

namespace Render.Local.Cli.Commands;

/// <summary><c>render watch JOB</c>.</summary>
internal static class WatchCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var word = CommonOptions.Job();
        var command = new TeachingCommand("watch", "Show how a job goes until its books are closed. Leaving with Ctrl-C changes nothing.")
        {
            Examples = [("render watch last", "the newest job"), ("render watch job-3f | cat", "line by line")],
        };
        command.Add(word);
        return command.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var network = context.Connect();
            var job = await JobFinder.Find(network, context.Words.GetRequiredValue(word), cancellation);
            job = await JobWatch.Follow(context, network, job, cancellation);
            if (context.Screen.AsJson)
                context.Screen.Json(job, CommandJson.Options);
            return JobWatch.Outcome(context, job, watched: true);
        });
    }
}
