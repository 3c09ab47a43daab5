using System.Security.Cryptography;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Worker.Identity;

/// <summary>
/// A node's P-256 key pair: its identity. Made on first start and kept in <c>node.key</c> (PKCS#8, PEM) in the node's home,
/// readable by its owner only.
/// </summary>
public sealed class NodeIdentity : IDisposable
{
    private const string FileName = "node.key";

    private readonly ECDsa key;
    private readonly Lock gate = new();

    private NodeIdentity(ECDsa key)
    {
        this.key = key;
        PublicKey = key.ExportSubjectPublicKeyInfo();
        KeyDigest = Digest.Of(PublicKey);
        Id = NodeId.FromPublicKey(PublicKey);
    }

    /// <summary>The public key, SubjectPublicKeyInfo in DER: 91 bytes.</summary>
    public byte[] PublicKey { get; }

    /// <summary>SHA-256 of <see cref="PublicKey"/>: the receipt's node field.</summary>
    public Digest KeyDigest { get; }

    /// <summary>The id the key gives.</summary>
    public NodeId Id { get; }

    /// <summary>Loads the key of <paramref name="home"/>, or makes one. Two processes that race get the same key.</summary>
    /// <exception cref="NodeKeyException">The file is not a P-256 key, or others may read it.</exception>
    public static NodeIdentity LoadOrCreate(string home) =>
        new(KeyFile.OpenOrCreate(Path.Combine(home, FileName), "Restore it from a backup, or move it away: the node then makes a new key and joins as a new node."));

    /// <summary>Signs a message: r‖s, 64 bytes, low s. Safe from any thread.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        lock (gate)
            return NodeSignature.Sign(key, message);
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
