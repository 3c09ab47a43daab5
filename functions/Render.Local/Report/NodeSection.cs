using Render.Local.Cli.Views;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using static Render.Local.Report.Html;

namespace Render.Local.Report;

/// <summary>Each node: what it did and what it got.</summary>
internal static class NodeSection
{
    /// <summary>The section.</summary>
    public static string Of(ReportModel report) => "<h2>Nodes</h2>\n" + Table(
        ["Node", "Operator", "Stands", ">Tasks accepted", ">Lost or rejected", ">Audits done", ">Rays paid for", ">For the job", ">From emission", ">Stake", ">Files given, MB"],
        report.Nodes.Select(node => Row(report, node)))
        + string.Concat(report.Nodes.Where(node => node.Reason is not null).Select(node => $"<p>{E(node.Name)}: {E(TaskText.InWords(node.Reason!))}</p>\n"));

    private static List<string> Row(ReportModel report, NodeView node)
    {
        var job = report.Receipt.Payouts.Where(p => p.Node == node.Id).ToList();
        var minted = report.Epochs.SelectMany(e => e.Payouts).Where(p => p.Node == node.Id).ToList();
        var accepted = report.Tasks.Count(t => t.Node == node.Id && t.State == TaskState.Accepted);
        var status = node.Status == NodeStatus.Banned
            ? "<span class=\"bad\">banned</span>"
            : node.Status == NodeStatus.Offline ? "<span class=\"warn\">offline</span>" : E(node.Status.ToString().ToLowerInvariant());
        return
        [
            E(node.Name), E(node.Operator.Value), status,
            N(accepted), N(node.TasksFailed), N(node.AuditsDone),
            Rays(job.Aggregate(0UL, (sum, p) => sum + p.Rays)),
            Money(Tokens.Sum(job.Select(p => p.Amount))), Money(Tokens.Sum(minted.Select(p => p.Amount))), Money(node.Stake),
            E((node.BytesServed / 1e6).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)),
        ];
    }
}
