using System.Globalization;
using System.Reflection;
using System.Text;
using Render.Local.Cli.Values;
using Render.Local.Cli.Views;
using Render.Network.Jobs;
using static Render.Local.Report.Html;

namespace Render.Local.Report;

/// <summary>The one-page report: self-contained, no script, nothing fetched; for any screen, in light and dark.</summary>
public static class ReportPage
{
    /// <summary>The whole document.</summary>
    public static string Of(ReportModel report)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{E(report.Title)} · Render report</title>
            <style>
            {Style()}
            </style>
            </head>
            <body>
            <main>

            """);
        html.Append(Head(report));
        html.Append(Contact(report));
        html.Append("<h2>Who rendered what</h2>\n<p class=\"soft\">Each frame’s tasks, coloured by the node whose work was accepted. A dot marks a task that changed hands.</p>\n");
        html.Append(TileMap.Of(report));
        html.Append(CostSection.Of(report));
        html.Append(NodeSection.Of(report));
        html.Append(AuditSection.Of(report));
        html.Append(Story(report));
        html.Append(LedgerSection.Of(report));
        html.Append(Proof(report));
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static string Head(ReportModel report)
    {
        var job = report.Job;
        var mood = job.State == JobState.Settled ? "good" : "bad";
        var hero = report.Pictures.Count > 0 ? report.Pictures[report.Pictures.Count / 2] : null;
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<h1>{E(report.Title)}<span class=\"state {mood}\">{job.State}</span></h1>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">Frames {job.Frames}, {job.Width} × {job.Height} pixels, {job.Samples} samples each, {job.Tier} tier. Job <code>{E(job.Id.ToString())}</code>.</p>\n");
        if (hero is not null)
            html.Append(Image(hero.Png, $"Frame {hero.Frame}", " class=\"hero\"")).Append('\n');
        html.Append("<div class=\"figures\">");
        Figure(html, N(report.Receipt.Frames.Count), "frames delivered");
        Figure(html, N(job.Tasks.Accepted), "tasks accepted");
        Figure(html, Rays(report.Receipt.Rays), "rays, all proven");
        Figure(html, Money(report.Receipt.Money.Charged), "charged");
        Figure(html, DurationText.Format(report.Took), "start to closed books");
        Figure(html, report.Checks.Passed ? "passed" : "FAILED", "independent audit");
        return html.Append("</div>\n").ToString();
    }

    private static void Figure(StringBuilder html, string value, string meaning) =>
        html.Append(CultureInfo.InvariantCulture, $"<div><b>{value}</b><span>{E(meaning)}</span></div>");

    private static string Contact(ReportModel report)
    {
        var html = new StringBuilder("<h2>Frames</h2>\n<ul class=\"sheet\">\n");
        foreach (var picture in report.Pictures)
            html.Append(CultureInfo.InvariantCulture, $"<li>{Image(picture.Png, $"Frame {picture.Frame}", " loading=\"lazy\"")}<span>{picture.Frame}</span></li>\n");
        return html.Append("</ul>\n").ToString();
    }

    private static string Story(ReportModel report)
    {
        var html = new StringBuilder("<h2>What happened</h2>\n<ol class=\"story\">\n");
        foreach (var moment in report.Moments)
        {
            var mood = moment.Mood switch { Mood.Good => "good", Mood.Warn => "warn", Mood.Bad => "bad", _ => "" };
            html.Append(CultureInfo.InvariantCulture, $"<li><time>{DurationText.Clock(moment.At)}</time><span class=\"{mood}\">{E(moment.Text)}</span></li>\n");
        }
        return html.Append("</ol>\n").ToString();
    }

    private static string Proof(ReportModel report)
    {
        var html = new StringBuilder("<h2>Check it yourself</h2>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p>Independent audit of the books: <strong class=\"{(report.Checks.Passed ? "good" : "bad")}\">{(report.Checks.Passed ? "passed" : "failed")}</strong>.</p>\n<ul>\n");
        foreach (var line in report.Checks.Lines)
            html.Append(CultureInfo.InvariantCulture, $"<li>{E(line)}</li>\n");
        html.Append("</ul>\n<p>With the bundle beside this page, on any machine, offline: <code>./render audit --from bundle</code></p>\n");
        html.Append(Table(
            ["What", "SHA-256"],
            [
                ["Network", Hash(report.Receipt.NetworkId.ToString())],
                ["Order", Hash(report.Receipt.OrderHash?.ToString())],
                ["Scene package", Hash(report.Receipt.Package?.ToString())],
                ["Settlement’s ledger entry", Hash(report.Receipt.LedgerHash?.ToString())],
                .. report.Receipt.Frames.Select(f => (IReadOnlyList<string>)[string.Create(CultureInfo.InvariantCulture, $"Pixels of frame {f.Frame}"), Hash(f.Pixels.ToString())]),
            ],
            tall: true));
        return html.Append("<footer>Made by <code>render</code>. This page holds everything it shows.</footer>\n").ToString();
    }

    private static string Hash(string? digest) => $"<span class=\"mono small\">{E(digest ?? "–")}</span>";

    private static string Style()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
