using System.Globalization;
using System.Text;

namespace Render.Simulation.Figures;

/// <summary>A figure as SVG, of classes that follow the reader's choice of light or dark.</summary>
/// <param name="width">Pixels.</param>
/// <param name="height">Pixels.</param>
/// <param name="title">What it shows, above it.</param>
internal sealed class Drawing(int width, int height, string title)
{
    /// <summary>Colours are named twice instead of by variables, which not every reader of SVG knows.</summary>
    private const string Style = """
        <style>
          text { font: 12px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1c2430; }
          .title { font-size: 15px; font-weight: 600; } .soft { fill: #5b6675; } .end { text-anchor: end; } .middle { text-anchor: middle; }
          .paper { fill: #ffffff; } .grid { stroke: #dfe4ea; } .axis { stroke: #5b6675; }
          .s1 { fill: #1f6feb; stroke: #1f6feb; } .s2 { fill: #d1495b; stroke: #d1495b; } .s3 { fill: #2a9d6f; stroke: #2a9d6f; } .s4 { fill: #b7791f; stroke: #b7791f; }
          @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3; } .soft { fill: #9aa7b4; } .paper { fill: #0d1117; } .grid { stroke: #30363d; } .axis { stroke: #9aa7b4; }
            .s1 { fill: #58a6ff; stroke: #58a6ff; } .s2 { fill: #ff7b89; stroke: #ff7b89; } .s3 { fill: #4fd1a1; stroke: #4fd1a1; } .s4 { fill: #e3b341; stroke: #e3b341; }
          }
          .line { fill: none; stroke-width: 2; } .dash { stroke-dasharray: 5 4; } .bar { stroke: none; fill-opacity: .85; } .whisker { stroke-width: 1.5; fill: none; }
        </style>
        """;

    private readonly StringBuilder body = new();

    /// <summary>A text.</summary>
    public void Text(double x, double y, string text, string classes = "") => Add($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" class=\"{classes}\">{Escape(text)}</text>");

    /// <summary>A text that runs upwards.</summary>
    public void Upwards(double x, double y, string text) => Add($"<text transform=\"translate({x:0.#} {y:0.#}) rotate(-90)\" class=\"middle soft\">{Escape(text)}</text>");

    /// <summary>A line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string classes) => Add($"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" class=\"{classes}\"/>");

    /// <summary>A box.</summary>
    public void Box(double x, double y, double boxWidth, double boxHeight, string classes) =>
        Add($"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{Math.Max(0, boxWidth):0.#}\" height=\"{boxHeight:0.#}\" rx=\"2\" class=\"{classes}\"/>");

    /// <summary>A point.</summary>
    public void Dot(double x, double y, string classes) => Add($"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"4\" class=\"{classes}\"/>");

    /// <summary>A line through points.</summary>
    public void Curve(IEnumerable<(double X, double Y)> points, string classes) =>
        Add($"<polyline points=\"{string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")))}\" class=\"line {classes}\"/>");

    /// <summary>The whole file.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{Escape(title)}\">\n{Style}\n<rect width=\"{width}\" height=\"{height}\" class=\"paper\"/>\n<text x=\"16\" y=\"26\" class=\"title\">{Escape(title)}</text>\n{body}</svg>\n");

    private void Add(FormattableString element) => body.Append(FormattableString.Invariant(element)).Append('\n');

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}
