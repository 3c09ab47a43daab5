using System.Globalization;
using System.Text;
using Render.Network.Economics;
using Render.Network.Messages;
using static Render.Local.Report.Html;

namespace Render.Local.Report;

/// <summary>The books: balances, the closed epoch, and every entry behind a fold.</summary>
internal static class LedgerSection
{
    /// <summary>The section.</summary>
    public static string Of(ReportModel report)
    {
        var html = new StringBuilder("<h2>Ledger</h2>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">Double entry, append-only, each entry bound to the one before by its hash. {N(report.Entries.Count)} entries; all balances together are exactly zero.</p>\n");
        html.Append(Table(["Account", ">Balance (RNT)"], report.Accounts.Select(a => (IReadOnlyList<string>)[$"<span class=\"mono\">{E(Short(a.Account, report))}</span>", E(Exact(a.Balance))])));
        foreach (var epoch in report.Epochs.Where(e => e.Closed))
        {
            html.Append(CultureInfo.InvariantCulture, $"<h3>Epoch {epoch.Number}, closed</h3>\n");
            html.Append(Table(
                ["Burned", ">Scheduled emission", ">Minted", ">Carried over", ">Accepted work units"],
                [[Money(epoch.Burned), Money(epoch.Scheduled), Money(epoch.Minted), Money(epoch.CarriedOver), string.Create(CultureInfo.InvariantCulture, $"{epoch.AcceptedWorkUnits:0.###}")]]));
        }
        html.Append(CultureInfo.InvariantCulture, $"<details><summary>All {N(report.Entries.Count)} entries</summary>\n");
        html.Append(Table(["#", "Kind", "Key", "Postings", "Hash"], report.Entries.Select(e => Row(e, report)), tall: true));
        return html.Append("</details>\n").ToString();
    }

    private static IReadOnlyList<string> Row(LedgerEntryView entry, ReportModel report) =>
    [
        N(entry.Sequence), E(entry.Kind.ToString()), $"<span class=\"mono small\">{E(entry.Key.Length > 72 ? entry.Key[..71] + "…" : entry.Key)}</span>",
        string.Join("<br>", entry.Postings.Select(p => $"<span class=\"mono small\">{E(Short(p.Account, report))} {E(Signed(p.Delta))}</span>")),
        $"<span class=\"mono small\">{E(entry.Hash.ToString()[..16])}…</span>",
    ];

    /// <summary>All eighteen places, so that a reader can add them up.</summary>
    private static string Exact(Int128 units)
    {
        var size = new Tokens((UInt128)Int128.Abs(units)).ToText(Tokens.Decimals);
        return (units < 0 ? "−" : "") + size[..^(Tokens.Symbol.Length + 1)];
    }

    private static string Short(string account, ReportModel report)
    {
        foreach (var node in report.Nodes)
            if (account.EndsWith(node.Id.Value, StringComparison.Ordinal))
                return $"{account} ({node.Name})";
        return account;
    }
}
