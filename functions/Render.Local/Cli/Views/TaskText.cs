using System.Globalization;
using Render.Network.Jobs;

namespace Render.Local.Cli.Views;

/// <summary>Tasks as people name them.</summary>
public static class TaskText
{
    /// <summary><c>frame 12, rows 88–175</c>, with columns and samples only where they do not begin at 0.</summary>
    public static string Words(TaskId task)
    {
        var region = task.Region;
        var columns = region.X > 0 ? $", columns {Range(region.X, region.Width)}" : "";
        var samples = task.Samples.Start > 0 ? $", samples {Range(task.Samples.Start, task.Samples.Count)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"frame {task.Frame}, rows {Range(region.Y, region.Height)}{columns}{samples}");
    }

    private static string Range(int first, int count) => string.Create(CultureInfo.InvariantCulture, $"{first}–{first + count - 1}");
}
