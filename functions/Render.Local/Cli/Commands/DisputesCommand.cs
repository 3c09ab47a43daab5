using System.CommandLine;
using System.Globalization;
using Render.Local.Cli.Values;
using Render.Local.Cli.Views;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary><c>render disputes</c>.</summary>
internal static class DisputesCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings) =>
        new TeachingCommand("disputes", "List the disputes: who disputes what, how many arbiters have answered, how it ended.").Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            Show(context, await context.Connect().Get<IReadOnlyList<DisputeView>>("/v1/disputes", cancellation));
            return ExitCode.Success;
        });

    /// <summary>Shows disputes.</summary>
    internal static void Show(CommandContext context, IReadOnlyList<DisputeView> disputes)
    {
        if (context.Screen.AsJson)
            context.Screen.Json(disputes, CommandJson.Options);
        else
            context.Screen.Table(new Listing(
                ["opened", "creator", "job", "task", ">block", "node", ">bond", "stands"],
                [.. disputes.Select(d => (IReadOnlyList<string>)
                [
                    d.Opened.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), d.Creator.Value, d.Task.Job.Value, TaskText.Words(d.Task),
                    d.Block.ToString(CultureInfo.InvariantCulture), d.Node.Value, AmountText.Of(d.Bond), $"{d.State}: {d.Standing}",
                ])],
                "No disputes."));
    }
}
