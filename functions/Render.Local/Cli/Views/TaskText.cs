using System.Globalization;
using Render.Network.Jobs;

namespace Render.Local.Cli.Views;

/// <summary>Tasks as people name them.</summary>
public static class TaskText
{
    /// <summary><c>frame 12, tile 320,0</c>: the tile's upper left pixel; samples only where they do not begin at 0.</summary>
    public static string Words(TaskId task)
    {
        var samples = task.Samples.Start > 0
            ? string.Create(CultureInfo.InvariantCulture, $", samples {task.Samples.Start}–{task.Samples.Start + task.Samples.Count - 1}")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"frame {task.Frame}, tile {task.Region.X},{task.Region.Y}{samples}");
    }

    /// <summary>A sentence of the coordinator's with each task's id said in words.</summary>
    public static string InWords(string sentence) => string.Join(' ', sentence.Split(' ').Select(word =>
    {
        var id = word.TrimEnd('.', ',', ';');
        return TaskId.TryParse(id, out var task) ? $"{Words(task)} of {task.Job}{word[id.Length..]}" : word;
    }));
}
