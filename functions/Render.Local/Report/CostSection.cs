using System.Globalization;
using System.Text;
using Render.Local.Cli.Values;
using Render.Network.Economics;
using Render.Network.Messages;
using static Render.Local.Report.Html;

namespace Render.Local.Report;

/// <summary>What was quoted, what was charged, and where the charge went.</summary>
internal static class CostSection
{
    /// <summary>The section.</summary>
    public static string Of(ReportModel report)
    {
        var html = new StringBuilder("<h2>Costs</h2>\n");
        if (report.Job.Quote is { } quote)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">The pilot counted this job’s work before it began: {Rays(quote.Rays)} rays, {quote.WorkUnits:0.##} work units. A work unit is one second of the reference machine.</p>\n");
            html.Append(Table(
                ["Tier", ">Half the time below", ">Nine times in ten below", ">Price per million rays", ">Reference seconds", ">Ready in"],
                quote.Tiers.OrderBy(t => t.Tier).Select(t => Row(t, t.Tier == report.Job.Tier))));
        }
        var money = report.Receipt.Money;
        html.Append("<h3>Where the escrow went</h3>\n");
        html.Append(Split(money));
        html.Append(Table(
            ["What", ">Amount", ">Share of the charge"],
            [
                ["Locked in escrow (the cap)", Money(money.Cap), ""],
                ["Charged for accepted work", Money(money.Charged), Share(money.Charged, money.Charged)],
                [Mark("--n4") + "Burned", Money(money.Burned), Share(money.Burned, money.Charged)],
                [Mark("--n6") + "Treasury", Money(money.Treasury), Share(money.Treasury, money.Charged)],
                [Mark("--n2") + "Operators", Money(money.Operators), Share(money.Operators, money.Charged)],
                [Mark("--none") + "Returned to the creator", Money(money.Refunded), ""],
            ]));
        if (report.Receipt.QuoteError is { } error)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"soft small\">The charge differs from the quote’s median by {error * 100:+0.0;−0.0;0.0} %.</p>\n");
        return html.ToString();
    }

    private static List<string> Row(TierQuote tier, bool chosen)
    {
        var eta = tier.EtaSecondsP50 is { } p50 && tier.EtaSecondsP90 is { } p90
            ? $"{DurationText.Format(TimeSpan.FromSeconds(p50))} – {DurationText.Format(TimeSpan.FromSeconds(p90))}"
            : "no fit node";
        return
        [
            chosen ? $"<strong>{tier.Tier}</strong> (chosen)" : $"{tier.Tier}",
            Money(tier.P50), Money(tier.P90), E(AmountText.Of(tier.PricePerMillionRays)),
            string.Create(CultureInfo.InvariantCulture, $"{tier.ReferenceSecondsP50:0.0} – {tier.ReferenceSecondsP90:0.0}"), E(eta),
        ];
    }

    private static string Split(JobMoney money)
    {
        if (money.Cap.IsZero)
            return "";
        var html = new StringBuilder("<div class=\"split\" role=\"img\" aria-label=\"How the escrow was divided\">");
        foreach (var (amount, colour) in new[] { (money.Burned, "--n4"), (money.Treasury, "--n6"), (money.Operators, "--n2"), (money.Refunded, "--none") })
            if (amount is { IsZero: false } some)
                html.Append(CultureInfo.InvariantCulture, $"<i style=\"flex:{(double)some.Units / (double)money.Cap.Units * 1000:0.###} 0 0;background:var({colour})\"></i>");
        return html.Append("</div>\n").ToString();
    }

    private static string Share(Tokens? part, Tokens? whole) => part is { } some && whole is { IsZero: false } all
        ? string.Create(CultureInfo.InvariantCulture, $"{(double)some.Units / (double)all.Units * 100:0.0} %")
        : "";

    private static string Mark(string colour) => $"<i style=\"display:inline-block;width:.7em;height:.7em;border-radius:.2em;margin-right:.5em;background:var({colour})\"></i>";
}
