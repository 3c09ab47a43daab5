using Microsoft.Extensions.Diagnostics.HealthChecks;
using Render.Lifecycle.Ports;
using Render.Network.Proof;

namespace Render.Api.Health;

/// <summary>Whether documents can be read.</summary>
internal sealed class StateCheck(IState state) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Reach.Of("Documents cannot be read.", () => state.Get<object>("health", "probe", cancellationToken));
}

/// <summary>Whether content can be looked up.</summary>
internal sealed class BlobsCheck(IBlobs blobs) : IHealthCheck
{
    private static readonly Digest Nothing = Digest.Of([]);

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Reach.Of("Blobs cannot be read.", () => blobs.Exists(Nothing, cancellationToken));
}

/// <summary>Whether the ledger can be read. Whether it can be written only the host's own check can tell: an entry is for ever.</summary>
internal sealed class LedgerCheck(ILedger ledger) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Reach.Of("The ledger cannot be read.", () => ledger.Head(cancellationToken));
}

/// <summary>Turns a failure into words; the exception goes to the log.</summary>
internal static class Reach
{
    public static async Task<HealthCheckResult> Of(string otherwise, Func<Task> ask)
    {
        try
        {
            await ask();
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy(otherwise, e);
        }
    }
}
