using Microsoft.Extensions.Diagnostics.HealthChecks;
using Render.Lifecycle.Ports;
using Render.Local.Storage;

namespace Render.Local.Host;

/// <summary>Whether the coordinator's file takes new rows, ledger entries among them: a row is written and taken away in one commit.</summary>
internal sealed class BooksCheck(SqliteStore store) : IHealthCheck
{
    /// <summary>More than a page: a file without room fails here, and not first at a receipt.</summary>
    private static readonly byte[] Probe = new byte[16_384];

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.Write(
                static session =>
                {
                    session.Sql("INSERT INTO state(partition, row, etag, body) VALUES('health', 'probe', 0, ?)").Bind(1, Probe).Run();
                    return session.Sql("DELETE FROM state WHERE partition = 'health' AND row = 'probe'").Run();
                },
                cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is StorageFullException or StorageDamagedException or ObjectDisposedException)
        {
            return HealthCheckResult.Unhealthy("The books cannot be written.", e);
        }
    }
}
