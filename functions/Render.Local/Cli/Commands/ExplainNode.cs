using System.CommandLine;
using Render.Local.Cli.Views;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary><c>render node explain NODE</c>.</summary>
internal static class ExplainNode
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var word = new Argument<string>("NODE") { Description = "The node: its name, its id, or the beginning of it." };
        var command = new TeachingCommand("explain", "Show why a node stands where it stands: its score as a sum, what it lacks for each tier, stake, quarantines, assignments.")
        {
            Examples = [("render node explain attic-1", "in words and figures"), ("render node explain attic-1 --json", "for a program")],
        };
        command.Add(word);
        return command.Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var network = context.Connect();
            var node = await NodeFinder.Find(network, context.Words.GetRequiredValue(word), cancellation);
            var explained = await network.Get<NodeExplanation>($"/v1/nodes/{node.Id}/explanation", cancellation);
            if (context.Screen.AsJson)
                context.Screen.Json(explained, CommandJson.Options);
            else
                foreach (var line in ExplanationLines.Of(explained, surroundings.Time.GetUtcNow()))
                    context.Screen.Line(line);
            return ExitCode.Success;
        });
    }
}
