using Render.Network.Proof;

namespace Render.Network.Chunks;

/// <summary>
/// The coordinator lets one node read one file at another, for minutes: tag ‖ network ‖ holder ‖ reader ‖ file ‖ u64be expiry, signed by a key that the
/// coordinator tells its nodes. Worth nothing without the reader's own key, which signs every request.
/// </summary>
/// <param name="Network">The network.</param>
/// <param name="Holder">Who serves: SHA-256 of its public key.</param>
/// <param name="Reader">Who reads: SHA-256 of its public key.</param>
/// <param name="File">SHA-256 of the file.</param>
/// <param name="ExpiresUnixMs">Until when a request may begin, ms since 1970 UTC by the coordinator's clock.</param>
public sealed record PeerGrant(Digest Network, Digest Holder, Digest Reader, Digest File, ulong ExpiresUnixMs)
{
    /// <summary>Bytes of a grant: 152.</summary>
    public const int Size = DomainTags.Size + 4 * Digest.Size + 8;

    /// <summary>Bytes of a grant with its signature.</summary>
    public const int SignedSize = Size + NodeSignature.Size;

    /// <summary>The bytes that are grant.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        var writer = new FixedWriter(bytes);
        writer.Bytes(DomainTags.PeerGrant);
        writer.Digest(Network);
        writer.Digest(Holder);
        writer.Digest(Reader);
        writer.Digest(File);
        writer.UInt64(ExpiresUnixMs);
        writer.End();
        return bytes;
    }

    /// <summary>Reads a grant with its signature, and verifies it.</summary>
    /// <param name="grant">Grant ‖ signature; untrusted.</param>
    /// <param name="coordinator">The coordinator's key for grants.</param>
    /// <returns>The grant; null where this is none of the coordinator's.</returns>
    public static PeerGrant? Open(ReadOnlySpan<byte> grant, NodeKey coordinator)
    {
        if (grant.Length != SignedSize || !grant.StartsWith(DomainTags.PeerGrant) || coordinator.Verify(grant[..Size], grant[Size..]) != SignatureCheck.Valid)
            return null;
        var reader = new FixedReader(grant[DomainTags.Size..]);
        return new PeerGrant(reader.Digest(), reader.Digest(), reader.Digest(), reader.Digest(), reader.UInt64());
    }

    /// <summary>Whether it allows this reading.</summary>
    public bool Allows(Digest network, Digest holder, Digest reader, Digest file, ulong nowUnixMs) =>
        Network == network && Holder == holder && Reader == reader && File == file && nowUnixMs < ExpiresUnixMs;
}
