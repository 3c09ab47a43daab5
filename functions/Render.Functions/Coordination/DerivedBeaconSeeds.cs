using System.Buffers.Binary;
using System.Security.Cryptography;
using Render.Lifecycle.Ports;

namespace Render.Functions.Coordination;

/// <summary>The beacon's seeds, derived from one key: HMAC-SHA-256(key, tag ‖ chain). Nothing to store, and the same in every instance.</summary>
/// <param name="key">32 secret bytes.</param>
internal sealed class DerivedBeaconSeeds(byte[] key) : IBeaconSeed
{
    private static readonly byte[] Tag = "render/beacon-seed/1"u8.ToArray();

    /// <inheritdoc/>
    public Task<byte[]> GetOrCreateAsync(int chain, CancellationToken cancellationToken)
    {
        var message = new byte[Tag.Length + sizeof(int)];
        Tag.CopyTo(message, 0);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(Tag.Length), chain);
        return Task.FromResult(HMACSHA256.HashData(key, message));
    }
}
