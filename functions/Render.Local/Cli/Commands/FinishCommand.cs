using System.CommandLine;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary><c>render finish JOB</c>.</summary>
internal static class FinishCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var word = CommonOptions.Job();
        var command = new TeachingCommand("finish", "Take the frames that are finished and close the books of a job whose cap is reached.");
        command.Add(word);
        return command.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var network = context.Connect();
            var job = await JobFinder.Find(network, context.Words.GetRequiredValue(word), cancellation);
            job = await network.Post<object, JobView>($"/v1/jobs/{job.Id}/finish", new { }, cancellation);
            JobReport.Show(context.Screen, job);
            return ExitCode.Success;
        });
    }
}
