using System.Globalization;
using System.Text;
using Render.Local.Cli.Views;
using Render.Network.Jobs;
using Render.Network.Messages;
using static Render.Local.Report.Html;

namespace Render.Local.Report;

/// <summary>Audits and verdicts: those that found something first, all of them behind a fold.</summary>
internal static class AuditSection
{
    private static readonly string[] Heads = ["Task", "Rendered by", "Audited by", ">Blocks", "Verdict"];

    /// <summary>The section.</summary>
    public static string Of(ReportModel report)
    {
        var names = report.Nodes.ToDictionary(n => n.Id, n => n.Name);
        var audits = report.Tasks.SelectMany(t => TaskStory.Audits(t).Select(a => (Task: t, Audit: a))).ToList();
        var notable = audits.Where(a => a.Audit.Verdict is not (null or "Accepted")).ToList();
        var html = new StringBuilder("<h2>Audits and verdicts</h2>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">Blocks are drawn by a beacon after a node has signed what it rendered; another operator’s node renders them again without seeing any hash. {N(report.Audits.Drawn)} audits of {N(report.Audits.Blocks)} blocks: {N(report.Audits.Agreed)} agreed, {N(report.Audits.Rejected)} rejected, {N(report.Audits.Convicted)} node{(report.Audits.Convicted == 1 ? "" : "s")} convicted.</p>\n");
        foreach (var caught in report.Moments.Where(m => m.Mood == Mood.Bad && m.Text.Contains(" forged ", StringComparison.Ordinal)))
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"bad\"><strong>{E(caught.Text)}.</strong></p>\n");
        if (notable.Count > 0)
            html.Append("<h3>What they found</h3>\n").Append(Table(Heads, notable.Select(a => Row(a.Task, a.Audit, names))));
        return html.Append(CultureInfo.InvariantCulture, $"<details><summary>All {N(audits.Count)} audits</summary>\n")
            .Append(Table(Heads, audits.Select(a => Row(a.Task, a.Audit, names)), tall: true)).Append("</details>\n").ToString();
    }

    private static List<string> Row(TaskView task, AuditStory story, Dictionary<NodeId, string> names)
    {
        string Name(NodeId? node, string none) => E(node is { } id ? names.GetValueOrDefault(id, id.Value) : none);
        var verdict = story.Verdict ?? story.Audit.State;
        var mood = verdict switch { "Accepted" => "good", "Rejected" or "Revoked" => "bad", _ => "warn" };
        return
        [
            E(TaskText.Words(task.Task)), Name(story.Renderer, "nobody"), Name(story.Audit.Auditor, "reference CPU"), N(story.Audit.Blocks.Count),
            $"<span class=\"{mood}\">{E(verdict)}</span>",
        ];
    }
}
