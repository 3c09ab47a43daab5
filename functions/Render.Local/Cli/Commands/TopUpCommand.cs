using System.CommandLine;
using Render.Local.Cli.Values;
using Render.Network.Economics;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary><c>render topup JOB AMOUNT</c>.</summary>
internal static class TopUpCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var word = CommonOptions.Job();
        var amount = new Argument<Tokens>("AMOUNT")
        {
            Description = $"By how much to raise the cap, in {Tokens.Symbol}. What is not used comes back at settlement.",
            CustomParser = Parsers.Of(Parsers.Amount),
        };
        var key = new Option<string?>("--key") { Description = "Names this top-up: the same key counts once, however often it is sent.", HelpName = "TEXT" };
        var command = new TeachingCommand("topup", "Raise a job's cap, so that rendering goes on.") { Examples = [("render topup last 5", "five RNT more for the newest job")] };
        command.Add(word);
        command.Add(amount);
        command.Add(key);
        return command.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var network = context.Connect();
            var job = await JobFinder.Find(network, context.Words.GetRequiredValue(word), cancellation);
            var message = new TopUpJob(context.Words.GetValue(amount), context.Words.GetValue(key) ?? Guid.NewGuid().ToString("N"));
            JobReport.Show(context.Screen, await network.Post<TopUpJob, JobView>($"/v1/jobs/{job.Id}/topup", message, cancellation));
            return ExitCode.Success;
        });
    }
}
