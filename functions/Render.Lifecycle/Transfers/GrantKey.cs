using System.Security.Cryptography;
using Render.Network.Chunks;
using Render.Network.Proof;

namespace Render.Lifecycle.Transfers;

/// <summary>
/// The key that signs grants. It lives as long as the coordinator's process and is written nowhere: nodes that serve learn its public half with
/// every heartbeat, and grants of an earlier process are worth nothing, which costs a reader one way of several. Safe from any thread.
/// </summary>
internal sealed class GrantKey : IDisposable
{
    private readonly Lock gate = new();
    private (ECDsa Key, NodeKey Public, byte[] Info)? made;

    /// <summary>The public half, SubjectPublicKeyInfo (DER).</summary>
    public byte[] PublicKey
    {
        get
        {
            lock (gate)
                return Made.Info;
        }
    }

    private (ECDsa Key, NodeKey Public, byte[] Info) Made => made ??= Make();

    /// <summary>The grant and its signature.</summary>
    public byte[] Sign(PeerGrant grant)
    {
        var bytes = grant.ToArray();
        lock (gate)
            return [.. bytes, .. NodeSignature.Sign(Made.Key, bytes)];
    }

    /// <summary>A grant that this key signed; null: it did not.</summary>
    public PeerGrant? Open(ReadOnlySpan<byte> grant)
    {
        lock (gate)
            return PeerGrant.Open(grant, Made.Public);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        made?.Key.Dispose();
        made?.Public.Dispose();
    }

    // Not before somebody serves: most networks need none.
    private static (ECDsa, NodeKey, byte[]) Make()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var info = key.ExportSubjectPublicKeyInfo();
        return (key, NodeKey.TryImport(info, out var imported) ? imported : throw new CryptographicException("A fresh key cannot be read."), info);
    }
}
