namespace Render.Lifecycle.Ports;

/// <summary>Keeps the secret ends of the beacon's hash chains. Whoever reads them can predict audits, so they never leave the coordinator.</summary>
public interface IBeaconSeed
{
    /// <summary>The 32-byte seed of a chain: made at the first call, the same ever after, durable before it is returned.</summary>
    /// <param name="chain">Number of the chain, from 0.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<byte[]> GetOrCreateAsync(int chain, CancellationToken cancellationToken);
}
