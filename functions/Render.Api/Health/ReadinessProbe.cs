using Microsoft.Extensions.Diagnostics.HealthChecks;
using Render.Network.Messages;

namespace Render.Api.Health;

/// <summary>Asks the checks, at most once every two seconds for all who want to know: the endpoint is open, and storage is not to be probed at a stranger's pace.</summary>
internal sealed class ReadinessProbe(HealthCheckService checks, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim gate = new(1, 1);
    private ReadinessView? last;
    private long asked;

    /// <summary>What the checks say.</summary>
    public async Task<ReadinessView> Read(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (last is { } known && clock.GetElapsedTime(asked) < Fresh)
                return known;
            var report = await checks.CheckHealthAsync(check => check.Tags.Contains(RenderHealth.Ready), cancellationToken);
            asked = clock.GetTimestamp();
            return last = new ReadinessView(
                report.Status == HealthStatus.Unhealthy ? "not-ready" : "ready",
                [.. report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => Of(entry.Key, entry.Value))]);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private static ReadinessCheck Of(string name, HealthReportEntry entry) => entry.Status != HealthStatus.Unhealthy
        ? new ReadinessCheck(name, true)
        // A check that threw or ran out of time is described by its exception, which is not for strangers.
        : new ReadinessCheck(name, false, entry.Exception is null || entry.Description != entry.Exception.Message ? entry.Description : "It does not answer.");
}
