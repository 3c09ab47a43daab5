using Microsoft.Extensions.Diagnostics.HealthChecks;
using Render.Storage.Ledger;
using Render.Storage.Seat;

namespace Render.Functions.Coordination;

/// <summary>Whether this term may still act: the seat is held, and nobody else has taken the book.</summary>
internal sealed class SeatCheck(Tenure tenure, AppendBlobLedger book) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        !tenure.IsHeld ? HealthCheckResult.Unhealthy("The coordinator's seat is lost; another instance takes it.")
        : book.Deposed.IsCancellationRequested ? HealthCheckResult.Unhealthy("Another instance keeps the book.")
        : HealthCheckResult.Healthy());
}
