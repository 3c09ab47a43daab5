using System.Diagnostics;

namespace Render.Lifecycle.Telemetry;

/// <summary>Names by which a host listens to the life of jobs.</summary>
public static class LifecycleTelemetry
{
    /// <summary>The <see cref="ActivitySource"/>: one trace a job, from its submission to its settlement.</summary>
    public const string SourceName = "Render.Lifecycle";

    /// <summary>The meter of <see cref="LifecycleMetrics"/>.</summary>
    public const string MeterName = "Render.Lifecycle";

    /// <summary>The source of all spans of the project. Where nobody listens, nothing is made.</summary>
    internal static ActivitySource Source { get; } = new(SourceName);
}
