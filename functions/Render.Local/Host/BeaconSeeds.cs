using System.Globalization;
using System.Security.Cryptography;
using Render.Lifecycle.Ports;

namespace Render.Local.Host;

/// <summary>The beacon's secret seeds as files that only their owner may read.</summary>
/// <param name="folder">The coordinator's folder.</param>
internal sealed class BeaconSeeds(string folder) : IBeaconSeed, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);

    /// <inheritdoc/>
    public async Task<byte[]> GetOrCreateAsync(int chain, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"beacon-{chain:D4}.seed"));
            if (!File.Exists(path))
                SecretFile.Write(path, RandomNumberGenerator.GetBytes(32));
            var seed = await File.ReadAllBytesAsync(path, cancellationToken);
            return seed.Length == 32 ? seed : throw new InvalidDataException($"{path} is no beacon seed: it has {seed.Length} bytes, not 32. Restore it from a copy; audits drawn with it cannot be revealed without it.");
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();
}
