using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Render.Network.Jobs;

/// <summary>Names a task by what it renders: a region of a frame of a job, for a range of samples.</summary>
/// <remarks>
/// Text: the job, a slash and the <see cref="Key"/>. The key is
/// <c>f00012-x0000-y0088-w0640-h0096-s00000-n00016</c>: at least 5 digits for frame and samples, 4 for pixels, more only where the
/// number needs them. So keys are unique in a job and, frames being below 100,000, sort by frame as text.
/// </remarks>
/// <param name="Job">The job.</param>
/// <param name="Frame">The frame, 0 or more.</param>
/// <param name="Region">The pixels.</param>
/// <param name="Samples">The samples of each pixel.</param>
[JsonConverter(typeof(TextJsonConverter<TaskId>))]
public readonly partial record struct TaskId(JobId Job, int Frame, PixelRegion Region, SampleRange Samples) : IParsable<TaskId>, IComparable<TaskId>
{
    /// <summary>The task's name inside its job.</summary>
    public string Key => string.Create(
        CultureInfo.InvariantCulture,
        $"f{Frame:D5}-x{Region.X:D4}-y{Region.Y:D4}-w{Region.Width:D4}-h{Region.Height:D4}-s{Samples.Start:D5}-n{Samples.Count:D5}");

    /// <summary>Reads <c>job/key</c>.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not a task's canonical text.</exception>
    public static TaskId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a task id: expected job-…/f00000-x0000-y0000-w0000-h0000-s00000-n00000.");

    /// <inheritdoc cref="Parse(string)"/>
    public static TaskId Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <summary>Reads <c>job/key</c>; false where <paramref name="text"/> is not a task's canonical text.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TaskId id)
    {
        id = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        return slash > 0 && JobId.TryParse(text![..slash], out var job) && TryParseKey(job, text[(slash + 1)..], out id);
    }

    /// <inheritdoc cref="TryParse(string?, out TaskId)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TaskId result) => TryParse(s, out result);

    /// <summary>Reads a <see cref="Key"/> of <paramref name="job"/>; false where it is not canonical or names no pixel or sample.</summary>
    public static bool TryParseKey(JobId job, string? key, out TaskId id)
    {
        id = default;
        var match = KeyPattern().Match(key ?? "");
        if (!match.Success)
            return false;
        Span<int> n = stackalloc int[7];
        for (var i = 0; i < n.Length; i++)
            n[i] = int.Parse(match.Groups[i + 1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        var parsed = new TaskId(job, n[0], new PixelRegion(n[1], n[2], n[3], n[4]), new SampleRange(n[5], n[6]));
        if (n[3] == 0 || n[4] == 0 || n[6] == 0 || parsed.Key != key)
            return false;
        id = parsed;
        return true;
    }

    /// <summary>By job, frame, row, column, then first sample: the order in which tasks are handed out.</summary>
    public int CompareTo(TaskId other)
    {
        var byJob = Job.CompareTo(other.Job);
        return byJob != 0 ? byJob
            : (Frame, Region.Y, Region.X, Region.Height, Region.Width, Samples.Start, Samples.Count).CompareTo(
                (other.Frame, other.Region.Y, other.Region.X, other.Region.Height, other.Region.Width, other.Samples.Start, other.Samples.Count));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Job}/{Key}";

    [GeneratedRegex("^f([0-9]{5,9})-x([0-9]{4,9})-y([0-9]{4,9})-w([0-9]{4,9})-h([0-9]{4,9})-s([0-9]{5,9})-n([0-9]{5,9})\\z")]
    private static partial Regex KeyPattern();
}
