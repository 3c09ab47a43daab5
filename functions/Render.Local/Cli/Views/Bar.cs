namespace Render.Local.Cli.Views;

/// <summary>A share as a bar of characters.</summary>
public static class Bar
{
    private const string Eighths = " ▏▎▍▌▋▊▉";

    /// <summary>A bar of exactly <paramref name="width"/> columns, to an eighth of a column.</summary>
    /// <param name="share">[0, 1]; anything outside is clamped.</param>
    /// <param name="width">Columns, 1 or more.</param>
    public static (string Full, string Empty) Of(double share, int width)
    {
        var eighths = (int)Math.Round(Math.Clamp(double.IsNaN(share) ? 0 : share, 0, 1) * width * 8);
        var full = new string('█', eighths / 8);
        if (eighths % 8 > 0)
            full += Eighths[eighths % 8];
        return (full, new string('░', width - full.Length));
    }
}
