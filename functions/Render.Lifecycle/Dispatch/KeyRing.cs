using System.Collections.Concurrent;
using System.Security.Cryptography;
using Render.Network.Proof;

namespace Render.Lifecycle.Dispatch;

/// <summary>One public key imported as often as signatures are verified at once. Importing costs as much as verifying, so none is thrown away.</summary>
/// <param name="subjectPublicKeyInfo">A valid P-256 key.</param>
internal sealed class KeyRing(byte[] subjectPublicKeyInfo)
{
    private readonly ConcurrentBag<NodeKey> free = [];

    /// <summary>Verifies a signature of <paramref name="message"/>; safe from any thread.</summary>
    public SignatureCheck Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (!free.TryTake(out var key) && !NodeKey.TryImport(subjectPublicKeyInfo, out key))
            throw new CryptographicException("A stored node key cannot be imported.");
        try
        {
            return key.Verify(message, signature);
        }
        finally
        {
            free.Add(key);
        }
    }
}
