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
        var key = Take();
        try
        {
            return key.Verify(message, signature);
        }
        finally
        {
            free.Add(key);
        }
    }

    /// <summary>Whether two receipts convict the key's node; safe from any thread.</summary>
    public bool Proves(Equivocation equivocation)
    {
        var key = Take();
        try
        {
            return equivocation.Proves(key);
        }
        finally
        {
            free.Add(key);
        }
    }

    private NodeKey Take() =>
        free.TryTake(out var key) || NodeKey.TryImport(subjectPublicKeyInfo, out key)
            ? key
            : throw new CryptographicException("A stored node key cannot be imported.");
}
