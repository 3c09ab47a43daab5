namespace Render.Simulation.Figures;

/// <summary>Values over values: curves, and points with the ends of their intervals.</summary>
internal sealed class PlotFigure
{
    private const int Width = 760;
    private const int Height = 400;
    private const double Left = 76;
    private const double Right = 24;
    private const double Top = 64;
    private const double Bottom = 56;

    private readonly Drawing drawing;
    private readonly Scale x;
    private readonly Scale y;
    private double legend = Left;

    /// <summary>A figure with its axes.</summary>
    public PlotFigure(string title, Scale x, string xTitle, Scale y, string yTitle)
    {
        (this.x, this.y) = (x, y);
        drawing = new Drawing(Width, Height, title);
        foreach (var tick in y.Ticks)
        {
            drawing.Line(Left, Y(tick), Width - Right, Y(tick), "grid");
            drawing.Text(Left - 8, Y(tick) + 4, y.Name(tick), "end soft");
        }

        foreach (var tick in x.Ticks)
            drawing.Text(X(tick), Height - Bottom + 18, x.Name(tick), "middle soft");
        drawing.Line(Left, Height - Bottom, Width - Right, Height - Bottom, "axis");
        drawing.Text((Left + Width - Right) / 2, Height - 14, xTitle, "middle soft");
        drawing.Upwards(18, (Top + Height - Bottom) / 2, yTitle);
    }

    /// <summary>A curve with its name.</summary>
    public PlotFigure Curve(string name, string classes, IEnumerable<(double X, double Y)> points)
    {
        drawing.Curve(points.Select(point => (X(point.X), Y(point.Y))), classes);
        drawing.Curve([(legend, 46), (legend + 22, 46)], classes);
        return Named(name, 28);
    }

    /// <summary>Points with intervals, and their name.</summary>
    public PlotFigure Points(string name, string classes, IEnumerable<(double X, Interval Y)> points)
    {
        foreach (var (at, value) in points)
        {
            drawing.Line(X(at), Y(value.Low), X(at), Y(value.High), $"whisker {classes}");
            drawing.Dot(X(at), Y(value.Value), classes);
        }

        drawing.Dot(legend + 6, 46, classes);
        return Named(name, 16);
    }

    /// <inheritdoc/>
    public override string ToString() => drawing.ToString();

    private PlotFigure Named(string name, double indent)
    {
        drawing.Text(legend + indent, 50, name, "soft");
        legend += indent + (6.4 * name.Length) + 24;
        return this;
    }

    private double X(double value) => Left + (x.Place(value) * (Width - Left - Right));

    private double Y(double value) => Height - Bottom - (y.Place(value) * (Height - Top - Bottom));
}
