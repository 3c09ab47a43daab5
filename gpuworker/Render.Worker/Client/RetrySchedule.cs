namespace Render.Worker.Client;

/// <summary>
/// When to try again: the wait doubles from a quarter of a second to ten seconds and stays there. No jitter: the schedule is the same in
/// every run, and nodes are spread by when they lost the connection.
/// </summary>
public sealed class RetrySchedule
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private int failures;

    /// <summary>Failures in a row.</summary>
    public int Failures => failures;

    /// <summary>Counts a failure; the wait before the next try.</summary>
    public TimeSpan Next() => Wait(failures++);

    /// <summary>A success: the schedule starts over.</summary>
    public void Reset() => failures = 0;

    /// <summary>The wait after <paramref name="failures"/> earlier failures (≥ 0): min(10 s, ¼ s · 2^failures).</summary>
    public static TimeSpan Wait(int failures) =>
        failures >= 6 ? Longest : TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << failures));
}
