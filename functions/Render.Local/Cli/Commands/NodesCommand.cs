using System.CommandLine;
using System.Globalization;
using Render.Local.Cli.Values;
using Render.Local.Cli.Views;
using Render.Network.Messages;

namespace Render.Local.Cli.Commands;

/// <summary><c>render nodes</c>.</summary>
internal static class NodesCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings) =>
        new TeachingCommand("nodes", "List the nodes: what they are, what they do, what they earned.").Reporting().Runs(surroundings, async (context, cancellation) =>
        {
            var nodes = await context.Connect().Get<IReadOnlyList<NodeView>>("/v1/nodes", cancellation);
            if (context.Screen.AsJson)
                context.Screen.Json(nodes, CommandJson.Options);
            else
                context.Screen.Table(new Listing(
                    ["name", "operator", "status", "traces on", ">M rays/s", ">reputation", ">accepted", ">failed", ">audits", ">earned", ">gave MB", "place", ">round trip", "works on"],
                    [.. nodes.OrderBy(n => n.Joined).Select(Row)],
                    "No nodes yet. `render node --coordinator URL` adds one."));
            return ExitCode.Success;
        });

    private static IReadOnlyList<string> Row(NodeView node) =>
    [
        node.Name, node.Operator.Value, node.Reason is { } why ? $"{node.Status}: {TaskText.InWords(why)}" : node.Status.ToString(),
        node.Facts.Device ?? string.Create(CultureInfo.InvariantCulture, $"{node.Facts.Threads} threads"),
        string.Create(CultureInfo.InvariantCulture, $"{node.RaysPerSecond / 1e6:0.00}"),
        string.Create(CultureInfo.InvariantCulture, $"{node.Reputation:0.00}"),
        node.TasksAccepted.ToString(CultureInfo.InvariantCulture),
        node.TasksFailed.ToString(CultureInfo.InvariantCulture),
        node.AuditsDone.ToString(CultureInfo.InvariantCulture),
        AmountText.Of(node.Earned),
        node.ChunkAddress is null && node.BytesServed == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{node.BytesServed / 1e6:0.0}"),
        PlaceText.Of(node),
        PlaceText.RoundTrip(node.Place),
        node.Leases.Count > 0 ? TaskText.Words(node.Leases[0].Task) : "–",
    ];
}
