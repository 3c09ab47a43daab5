using System.Globalization;
using Render.Local.Cli.Values;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Render.Local.Cli.Views;

/// <summary>Draws a <see cref="RunView"/> for a terminal: calm, the same lines in the same places, as high as the terminal allows.</summary>
public static class RunPicture
{
    private const int LabelWidth = 8;

    /// <summary>The picture, at most <paramref name="height"/> lines of at most <paramref name="width"/> columns.</summary>
    public static IRenderable Draw(RunView view, int width, int height)
    {
        var lines = new List<string> { Head(view, width), $"[dim]{new string('─', Math.Max(1, width - 1))}[/]" };
        if (view.Job is { } job)
            lines.Add(Labelled("job", Plain($"{job.Id}  frames {job.Frames} · {job.Width}×{job.Height} · {job.Samples} samples · {job.Tier}", width)));
        lines.AddRange(Quotes(view, width));
        if (view.Job is { } money && !money.Money.Cap.IsZero)
            lines.Add(Labelled("escrow", Plain(Escrow(money.Money), width)));
        if (view.Job is { Tasks.Total: > 0 } running)
            lines.AddRange(Tasks(running, width));
        if (view.Job?.Shortage is { } shortage)
        {
            lines.Add(Labelled("waits", Colour(Cut(shortage.Message, Math.Max(10, width - LabelWidth - 1)), Mood.Warn)));
            lines.Add(Labelled("", Plain(shortage.Fix, width)));
        }
        lines.Add("");
        lines.AddRange(Nodes(view, width));
        if (view.Audits.Drawn > 0)
        {
            lines.Add("");
            lines.Add(Labelled("audits", Audits(view.Audits)));
        }
        var room = Math.Clamp(height - lines.Count - 2, 0, 8);
        if (room > 0 && view.Moments.Count > 0)
        {
            lines.Add("");
            lines.AddRange(view.Moments.TakeLast(room).Select(m => Spoken(m, width)));
        }
        return new Markup(string.Join('\n', lines.Take(Math.Max(4, height - 1))));
    }

    /// <summary>What the escrow holds and what of it is used up.</summary>
    public static string Escrow(JobMoney money) => money.Charged is { } charged
        ? $"charged {AmountText.Of(charged)} of {AmountText.Of(money.Cap)} · burned {AmountText.Of(money.Burned)} · refunded {AmountText.Of(money.Refunded)}"
        : $"{AmountText.Of(money.Cap)} locked · {AmountText.Of(money.Accepted)} of work accepted";

    /// <summary>The audits in a line of markup-free words.</summary>
    public static string Audits(AuditTally audits) => string.Create(
        CultureInfo.InvariantCulture,
        $"{audits.Drawn} drawn ({audits.Blocks} blocks) · {audits.Agreed} agree · {audits.Rejected} rejected · {audits.Convicted} node{(audits.Convicted == 1 ? "" : "s")} convicted");

    /// <summary>Why a job waits, and what can be done.</summary>
    public static string Waits(Shortage shortage) => $"{shortage.Message} {shortage.Fix}";

    /// <summary>A tier's line of a quote.</summary>
    public static string Quote(TierQuote tier) => string.Create(
        CultureInfo.InvariantCulture,
        $"{tier.Tier,-9} {AmountText.Of(tier.P50),13} – {AmountText.Of(tier.P90),-13}  {Eta(tier)}");

    private static string Eta(TierQuote tier) => tier.EtaSecondsP50 is { } p50 && tier.EtaSecondsP90 is { } p90
        ? $"ready in {DurationText.Format(TimeSpan.FromSeconds(p50))} – {DurationText.Format(TimeSpan.FromSeconds(p90))}"
        : "no fit node now";

    private static string Head(RunView view, int width)
    {
        var left = $" Render · {view.Title}";
        var right = $"{view.Job?.State.ToString() ?? "starting"}  {DurationText.Clock(view.Elapsed)} ";
        left = Cut(left, Math.Max(8, width - right.Length - 2));
        var gap = new string(' ', Math.Max(1, width - 1 - left.Length - right.Length));
        return $"[bold]{Markup.Escape(left)}[/]{gap}{Markup.Escape(right)}";
    }

    private static IEnumerable<string> Quotes(RunView view, int width)
    {
        if (view.Quote is not { } quote)
            yield break;
        var label = "quote";
        foreach (var tier in quote.Tiers.OrderBy(t => t.Tier))
        {
            var chosen = view.Job is null || view.Job.Tier == tier.Tier;
            var text = Plain(Quote(tier) + (view.Job?.Tier == tier.Tier ? "  ◂" : ""), width);
            yield return Labelled(label, chosen ? text : $"[dim]{text}[/]");
            label = "";
        }
    }

    private static IEnumerable<string> Tasks(JobView job, int width)
    {
        var tasks = job.Tasks;
        var count = string.Create(CultureInfo.InvariantCulture, $"{tasks.Accepted}/{tasks.Total}");
        var eta = job.EtaSeconds is { } seconds && job.State == JobState.Rendering ? $"  {DurationText.Format(TimeSpan.FromSeconds(seconds))} left" : "";
        var (full, rest) = Bar.Of(tasks.Total == 0 ? 0 : (double)tasks.Accepted / tasks.Total, Math.Clamp(width - LabelWidth - 34, 10, 50));
        yield return Labelled("tasks", $"[green]{full}[/][dim]{rest}[/] {count}{eta}");
        yield return Labelled("", Plain(string.Create(
            CultureInfo.InvariantCulture,
            $"open {tasks.Open} · leased {tasks.Leased} · submitted {tasks.Submitted} · auditing {tasks.Auditing} · frames {job.FramesFinished}/{job.Frames.Count}"), width));
    }

    private static IEnumerable<string> Nodes(RunView view, int width)
    {
        if (view.Nodes.Count == 0)
        {
            yield return Labelled("nodes", "[dim]none yet[/]");
            yield break;
        }
        // A narrow terminal keeps what is said in words and drops the bar.
        var narrow = width < 72;
        var name = Math.Clamp(view.Nodes.Max(n => n.Name.Length), 4, narrow ? 8 : 16);
        var bar = narrow ? 0 : width >= 100 ? 16 : 8;
        var doing = Math.Clamp(width - LabelWidth - name - bar - (narrow ? 25 : 34), 8, 34);
        var tail = narrow ? "" : $"  {"left",7}";
        yield return Labelled("nodes", $"[dim]{"name".PadRight(name)}  {"",-11}  {"works on".PadRight(doing)} {"".PadRight(bar)}{tail} {"done",5}[/]");
        foreach (var node in view.Nodes)
        {
            var (full, rest) = node.Progress is { } share && !narrow ? Bar.Of(share, bar) : ("", new string(' ', bar));
            var left = narrow ? "" : $"  {(node.EtaSeconds is { } seconds ? DurationText.Format(TimeSpan.FromSeconds(seconds)) : ""),7}";
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{Esc(Cut(node.Name, name).PadRight(name))}  {Colour(node.Status.PadRight(11), node.Mood)}  {Esc(Cut(node.Doing, doing).PadRight(doing))} [green]{full}[/][dim]{rest}[/]{left} {node.Accepted,5}");
            yield return Labelled("", line);
        }
    }

    private static string Spoken(Moment moment, int width) =>
        $" [dim]{DurationText.Clock(moment.At),6}[/]  {Colour(Cut(moment.Text, Math.Max(10, width - 10)), moment.Mood)}";

    private static string Labelled(string label, string markup) => $" [dim]{label.PadRight(LabelWidth - 1)}[/]{markup}";

    private static string Plain(string text, int width) => Esc(Cut(text, Math.Max(10, width - LabelWidth - 1)));

    private static string Colour(string text, Mood mood) => mood switch
    {
        Mood.Good => $"[green]{Esc(text)}[/]",
        Mood.Warn => $"[yellow]{Esc(text)}[/]",
        Mood.Bad => $"[red]{Esc(text)}[/]",
        _ => Esc(text),
    };

    private static string Cut(string text, int width) => text.Length <= width ? text : text[..Math.Max(0, width - 1)] + "…";

    private static string Esc(string text) => Markup.Escape(text);
}
