using System.CommandLine;

namespace Render.Local.Cli.Commands;

/// <summary><c>render dispute JOB TASK --claim FILE</c>.</summary>
internal static class DisputeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var job = CommonOptions.Job();
        var task = new Argument<string>("TASK") { Description = "The task: its key, as `render logs JOB` shows it." };
        var claim = new Option<FileInfo>("--claim") { Description = "Your own result file for the task: the sums that you hold to be right.", HelpName = "FILE", Required = true };
        var command = new TeachingCommand(
            "dispute",
            "Dispute an accepted result by your own: a bond is locked, the first block on which the two differ is found, and a panel of nodes of other operators renders it blind. Whoever is wrong pays.")
        {
            Examples = [("render dispute last f00003-x0000-y0000-w0064-h0064-s0000-n0016 --claim mine.rsum", "with a result file of your own")],
        };
        command.Add(job);
        command.Add(task);
        command.Add(claim);
        return command.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var network = context.Connect();
            var found = await JobFinder.Find(network, context.Words.GetRequiredValue(job), cancellation);
            await using var content = context.Words.GetRequiredValue(claim).OpenRead();
            var dispute = await network.Dispute(found.Id, context.Words.GetRequiredValue(task), content, cancellation);
            DisputesCommand.Show(context, [dispute]);
            return ExitCode.Success;
        });
    }
}
