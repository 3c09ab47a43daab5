using Microsoft.Extensions.Logging;

namespace Render.Lifecycle;

/// <summary>
/// What is said of a step that is tried again and again: its first failure at once and in full, then a line with the count at growing intervals,
/// and one line when it works again. One step, one caller at a time.
/// </summary>
internal sealed class RepeatedFailures(string step, TimeProvider clock, ILogger log)
{
    /// <summary>Time from the first line to the second; each later interval is twice the one before.</summary>
    public static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(10);

    /// <summary>The longest interval.</summary>
    public static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(15);

    /// <summary>How long it must not have failed to count as working: a step that finds nothing to do for a moment has proven nothing.</summary>
    public static readonly TimeSpan Proof = TimeSpan.FromSeconds(5);

    private TimeSpan interval;
    private long first, last, told;

    /// <summary>Failures in a row so far.</summary>
    public long Count { get; private set; }

    /// <summary>Notes a failure.</summary>
    public void Failed(Exception exception)
    {
        last = clock.GetTimestamp();
        if (++Count == 1)
        {
            (first, told, interval) = (last, last, FirstInterval);
            log.StepFailed(exception, step);
        }
        else if (clock.GetElapsedTime(told, last) >= interval)
        {
            told = last;
            interval = interval * 2 < LongestInterval ? interval * 2 : LongestInterval;
            log.StepFailsStill(step, Count, clock.GetElapsedTime(first, last), exception.Message);
        }
    }

    /// <summary>Notes that it ran without a failure.</summary>
    public void Worked()
    {
        if (Count == 0 || clock.GetElapsedTime(last) < Proof)
            return;
        log.StepWorks(step, Count);
        Count = 0;
    }
}
