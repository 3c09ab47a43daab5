using Render.Lifecycle.Telemetry;

namespace Render.Local.Durable;

/// <summary>How the embedded engine works.</summary>
public sealed record DurableOptions
{
    /// <summary>Activities that run at once. Default 64. One that blocks or computes holds a thread.</summary>
    public int MaxActivities { get; init; } = 64;

    /// <summary>Resting instances kept in memory; more are dropped and replayed when something happens to them. Default 10,000; 0 replays before every turn.</summary>
    public int MaxResident { get; init; } = 10_000;

    /// <summary>How long a turn that could not be recorded waits before it is tried again. Default 1 s.</summary>
    public TimeSpan StorageRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Told of every recorded turn; default null: nobody counts.</summary>
    public LifecycleMetrics? Metrics { get; init; }

    /// <summary>Runs turns and activities. Default: the thread pool.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>How long a stop waits for activities that do not heed their token; they run again after the next start. Default 5 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
