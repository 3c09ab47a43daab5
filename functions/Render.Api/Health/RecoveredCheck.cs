using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Render.Api.Health;

/// <summary>Whether the host has rebuilt what is only in memory, and serves.</summary>
internal sealed class RecoveredCheck(RenderApiOptions options) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(options.IsReady() ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The coordinator is still starting."));
}
