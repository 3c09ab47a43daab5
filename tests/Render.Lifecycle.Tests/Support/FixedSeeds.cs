using Render.Lifecycle.Ports;
using Render.Network.Proof;

namespace Render.Lifecycle.Tests.Support;

/// <summary>Seeds that everybody knows.</summary>
internal sealed class FixedSeeds : IBeaconSeed
{
    public Task<byte[]> GetOrCreateAsync(int chain, CancellationToken cancellationToken) => Task.FromResult(Digest.OfText($"seed {chain}").ToArray());
}
