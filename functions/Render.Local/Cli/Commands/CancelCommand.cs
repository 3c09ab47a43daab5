using System.CommandLine;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary><c>render cancel JOB</c>.</summary>
internal static class CancelCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var word = CommonOptions.Job();
        var command = new TeachingCommand("cancel", "Withdraw a job. Work that was accepted is paid; the rest of the escrow comes back.");
        command.Add(word);
        return command.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var network = context.Connect();
            var job = await JobFinder.Find(network, context.Words.GetRequiredValue(word), cancellation);
            var before = job.State;
            job = await network.Post<object, JobView>($"/v1/jobs/{job.Id}/cancel", new { }, cancellation);
            JobReport.Show(context.Screen, job);
            if (before == job.State && before != JobState.Cancelled)
                context.Screen.Note($"render: {job.Id} was {before} already: there was nothing left to withdraw.");
            return ExitCode.Success;
        });
    }
}
