using System.Globalization;
using System.Text;
using Render.Scheduling.Simulation.Engine;

namespace Render.Scheduling.Simulation.Report;

/// <summary>Pictures of outcomes, as SVG.</summary>
internal static class Figures
{
    private static readonly string[] Colours = ["#0b6e4f", "#c8553d", "#3d5a80", "#e0a030"];
    private static readonly string[] Tiers = ["Economy", "Priority", "Trusted"];

    /// <summary>Writes all of them into a folder.</summary>
    public static void Write(string folder, IReadOnlyList<Outcome> outcomes)
    {
        File.WriteAllText(Path.Combine(folder, "scheduling-makespan.svg"), Bars(
            "Makespan over the least possible", outcomes, outcome => outcome.Ratio, value => value.ToString("0.00", CultureInfo.InvariantCulture) + " ×"));
        File.WriteAllText(Path.Combine(folder, "scheduling-deadlines.svg"), Bars(
            "Deadlines met", outcomes, outcome => (double)outcome.DeadlinesMet / Math.Max(1, outcome.Deadlines), value => value.ToString("P0", CultureInfo.InvariantCulture)));
        File.WriteAllText(Path.Combine(folder, "scheduling-utilisation.svg"), Lines(
            "Speed at work over speed that is there",
            [.. outcomes.Select(outcome => (outcome.Policy, outcome.Series.Select(sample => (sample.At, sample.Busy.Sum())).Append((outcome.Makespan, 0)).ToList()))]));
        foreach (var outcome in outcomes)
            File.WriteAllText(Path.Combine(folder, $"scheduling-tiers-{outcome.Policy.ToLowerInvariant()}.svg"), Lines(
                $"Share of each tier: {outcome.Policy}",
                [.. Tiers.Select((tier, i) => (tier, outcome.Series.Select(sample => (sample.At, sample.Busy[i])).ToList()))]));
    }

    private static string Bars(string title, IReadOnlyList<Outcome> outcomes, Func<Outcome, double> value, Func<double, string> text)
    {
        var svg = Begin(title, 640, 60 + (outcomes.Count * 36));
        var most = outcomes.Max(outcome => value(outcome));
        for (var i = 0; i < outcomes.Count; i++)
        {
            var (y, length) = (50 + (i * 36), value(outcomes[i]) / most * 420);
            Add(svg, $"<text x=\"90\" y=\"{y + 17}\" text-anchor=\"end\">{outcomes[i].Policy}</text><rect x=\"100\" y=\"{y}\" width=\"{length:0.#}\" height=\"24\" fill=\"{Colours[i]}\"/>");
            Add(svg, $"<text x=\"{108 + length:0.#}\" y=\"{y + 17}\">{text(value(outcomes[i]))}</text>");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string Lines(string title, IReadOnlyList<(string Name, List<(double At, double Value)> Points)> lines)
    {
        const int Left = 60, Top = 40, Width = 640, Height = 240;
        var svg = Begin(title, Left + Width + 120, Top + Height + 50);
        var end = lines.Max(line => line.Points.Where(point => double.IsFinite(point.At)).Max(point => point.At));
        for (var i = 0; i <= 4; i++)
        {
            var (x, y) = (Left + (Width * i / 4), Top + (Height * i / 4));
            Add(svg, $"<path d=\"M{Left} {y}h{Width}\" stroke=\"#ddd\"/><text x=\"{Left - 8}\" y=\"{y + 4}\" text-anchor=\"end\">{100 - (25 * i)} %</text>");
            Add(svg, $"<text x=\"{x}\" y=\"{Top + Height + 20}\" text-anchor=\"middle\">{end * i / 4:0} s</text>");
        }

        for (var i = 0; i < lines.Count; i++)
        {
            var points = string.Join(' ', lines[i].Points.Where(point => double.IsFinite(point.At)).Select(point => string.Create(
                CultureInfo.InvariantCulture, $"{Left + (point.At / end * Width):0.#},{Top + Height - (Math.Clamp(point.Value, 0, 1) * Height):0.#}")));
            Add(svg, $"<polyline points=\"{points}\" fill=\"none\" stroke=\"{Colours[i]}\" stroke-width=\"1.6\"/>");
            Add(svg, $"<text x=\"{Left + Width + 14}\" y=\"{Top + 14 + (20 * i)}\" fill=\"{Colours[i]}\">{lines[i].Name}</text>");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static StringBuilder Begin(string title, int width, int height)
    {
        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"13\"><rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>");
        Add(svg, $"<text x=\"16\" y=\"24\" font-size=\"15\" font-weight=\"bold\">{title}</text>");
        return svg;
    }

    private static void Add(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
