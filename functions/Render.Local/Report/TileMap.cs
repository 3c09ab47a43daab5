using System.Globalization;
using System.Text;
using Render.Local.Cli.Views;
using Render.Network.Jobs;
using Render.Network.Messages;
using static Render.Local.Report.Html;

namespace Render.Local.Report;

/// <summary>Who rendered what: each frame a small map of its tasks' regions, coloured by node.</summary>
internal static class TileMap
{
    private const int Colours = 8;

    /// <summary>The legend and a map for each frame.</summary>
    public static string Of(ReportModel report)
    {
        var colours = report.Nodes.Select((node, i) => (node.Id, Colour: $"var(--n{i % Colours})")).ToDictionary(p => p.Id, p => p.Colour);
        var names = report.Nodes.ToDictionary(n => n.Id, n => n.Name);
        var html = new StringBuilder("<ul class=\"legend\">");
        foreach (var node in report.Nodes)
        {
            var count = report.Tasks.Count(t => t.Node == node.Id && t.State == TaskState.Accepted);
            html.Append(CultureInfo.InvariantCulture, $"<li><i style=\"background:{colours[node.Id]}\"></i>{E(node.Name)} <span class=\"soft\">{count} tasks</span></li>");
        }
        html.Append("</ul>\n<ul class=\"sheet\">\n");
        foreach (var frame in report.Tasks.GroupBy(t => t.Task.Frame).OrderBy(g => g.Key))
        {
            html.Append(CultureInfo.InvariantCulture, $"<li><svg viewBox=\"0 0 {report.Job.Width} {report.Job.Height}\" role=\"img\" aria-label=\"Frame {frame.Key}: who rendered what\">");
            // Later sample ranges of a region would cover the first: each gets its share of the region's width.
            foreach (var region in frame.GroupBy(t => t.Task.Region))
            {
                var parts = region.OrderBy(t => t.Task.Samples.Start).ToList();
                for (var i = 0; i < parts.Count; i++)
                    Tile(html, parts[i], (double)region.Key.Width / parts.Count, i, colours, names);
            }
            html.Append(CultureInfo.InvariantCulture, $"</svg><span>{frame.Key}</span></li>\n");
        }
        return html.Append("</ul>\n").ToString();
    }

    private static void Tile(
        StringBuilder html, TaskView task, double width, int part, Dictionary<NodeId, string> colours, Dictionary<NodeId, string> names)
    {
        var region = task.Task.Region;
        var colour = task.Node is { } node && colours.TryGetValue(node, out var own) ? own : "var(--none)";
        var who = task.Node is { } by && names.TryGetValue(by, out var name) ? name : "nobody";
        var leases = TaskStory.Leases(task);
        var again = leases > 1 ? string.Create(CultureInfo.InvariantCulture, $", {leases} leases") : "";
        var x = region.X + part * width;
        html.Append(
            CultureInfo.InvariantCulture,
            $"<rect x=\"{x:0.##}\" y=\"{region.Y}\" width=\"{width:0.##}\" height=\"{region.Height}\" fill=\"{colour}\" stroke=\"var(--paper)\" stroke-width=\"3\"><title>{E(TaskText.Words(task.Task))}: {E(who)}, {Rays(task.Rays ?? 0)} rays{again}</title></rect>");
        if (leases > 1)
            html.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x + width - 22:0.##}\" cy=\"{region.Y + 22}\" r=\"10\" fill=\"var(--paper)\"/>");
    }
}
