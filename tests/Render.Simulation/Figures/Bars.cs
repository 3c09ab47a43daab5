namespace Render.Simulation.Figures;

/// <summary>A bar a name, with the ends of its interval and its value in words.</summary>
internal static class Bars
{
    private const int Width = 760;
    private const double Left = 150;
    private const double Right = 130;
    private const double Top = 60;
    private const double Step = 22;

    /// <summary>Draws them, in the order given, from zero (or the scale's low end) on.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="axis">What the values are.</param>
    /// <param name="scale">Where they lie.</param>
    /// <param name="bars">Name, value, words.</param>
    /// <param name="from">Where bars begin.</param>
    public static string Draw(string title, string axis, Scale scale, IReadOnlyList<(string Name, Interval Value, string Words)> bars, double from = 0)
    {
        var height = (int)(Top + (Step * bars.Count) + 56);
        var drawing = new Drawing(Width, height, title);
        double X(double value) => Left + (scale.Place(value) * (Width - Left - Right));
        foreach (var tick in scale.Ticks)
        {
            drawing.Line(X(tick), Top - 8, X(tick), height - 48, "grid");
            drawing.Text(X(tick), height - 32, scale.Name(tick), "middle soft");
        }

        drawing.Text((Left + Width - Right) / 2, height - 10, axis, "middle soft");
        for (var i = 0; i < bars.Count; i++)
        {
            var (name, value, words) = bars[i];
            var y = Top + (Step * i);
            var classes = value.Value < from ? "s2" : "s1";
            drawing.Text(Left - 10, y + 11, name, "end");
            var (low, high) = (Math.Min(X(from), X(value.Value)), Math.Max(X(from), X(value.Value)));
            drawing.Box(low, y, high - low, 14, $"bar {classes}");
            if (!double.IsNaN(value.Value) && value.High > value.Low)
                drawing.Line(X(value.Low), y + 7, X(value.High), y + 7, "whisker axis");
            drawing.Text(Width - Right + 10, y + 11, words, "soft");
        }

        drawing.Line(X(from), Top - 8, X(from), height - 48, "axis");
        return drawing.ToString();
    }
}
