using System.Diagnostics.CodeAnalysis;
using System.Text;
using Render.Network.Jobs;

namespace Render.Network.Proof;

/// <summary>
/// What an attestor signs about a node: that the node of this key stands there. Fixed width (<see cref="Size"/> bytes), in the order of the fields here after the
/// tag <see cref="DomainTags.PlaceStatement"/>; the region takes 32 bytes and the jurisdiction 2, ASCII, padded with zeros. Numbers are big-endian.
/// </summary>
/// <param name="Network">The network: SHA-256 of its name.</param>
/// <param name="Attestor">SHA-256 of the attestor's public key (SPKI).</param>
/// <param name="Node">SHA-256 of the node's public key (SPKI).</param>
/// <param name="Region">The region it stands in; empty: nothing is said of that.</param>
/// <param name="Jurisdiction">The jurisdiction it stands in; empty: nothing is said of that.</param>
/// <param name="IssuedUnixMs">When it was signed, ms since 1970 UTC.</param>
/// <param name="ExpiresUnixMs">When it ends, ms since 1970 UTC.</param>
public sealed record PlaceStatement(Digest Network, Digest Attestor, Digest Node, string Region, string Jurisdiction, ulong IssuedUnixMs, ulong ExpiresUnixMs)
{
    /// <summary>Length of the encoding in bytes: 162.</summary>
    public const int Size = DomainTags.Size + (3 * Digest.Size) + PlaceName.RegionLength + JurisdictionSize + 16;

    /// <summary>Length of an encoding with its signature: 226.</summary>
    public const int SignedSize = Size + NodeSignature.Size;

    private const int JurisdictionSize = 2;

    /// <summary>The encoding.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        var writer = new FixedWriter(bytes);
        writer.Bytes(DomainTags.PlaceStatement);
        writer.Digest(Network);
        writer.Digest(Attestor);
        writer.Digest(Node);
        writer.Bytes(Padded(Region, PlaceName.RegionLength));
        writer.Bytes(Padded(Jurisdiction, JurisdictionSize));
        writer.UInt64(IssuedUnixMs);
        writer.UInt64(ExpiresUnixMs);
        writer.End();
        return bytes;
    }

    /// <summary>Reads an encoding that its signature follows; false where length, tag, names or times are no statement's. Says nothing about the signature.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> attestation, [NotNullWhen(true)] out PlaceStatement? statement)
    {
        statement = null;
        if (attestation.Length != SignedSize || !attestation.StartsWith(DomainTags.PlaceStatement)) return false;
        var reader = new FixedReader(attestation[DomainTags.Size..Size]);
        var read = new PlaceStatement(
            reader.Digest(), reader.Digest(), reader.Digest(), Plain(reader.Bytes(PlaceName.RegionLength)), Plain(reader.Bytes(JurisdictionSize)), reader.UInt64(), reader.UInt64());
        // One statement has one encoding: what does not come back as it was is none.
        if (!read.IsSound || !read.ToArray().AsSpan().SequenceEqual(attestation[..Size])) return false;
        statement = read;
        return true;
    }

    /// <summary>Whether the names are names, something is said, and it ends after it began.</summary>
    public bool IsSound =>
        (Region.Length == 0 || PlaceName.IsRegion(Region)) && (Jurisdiction.Length == 0 || PlaceName.IsJurisdiction(Jurisdiction))
        && Region.Length + Jurisdiction.Length > 0 && IssuedUnixMs < ExpiresUnixMs;

    private static byte[] Padded(string text, int length)
    {
        var bytes = new byte[length];
        Encoding.ASCII.GetBytes(text, bytes);
        return bytes;
    }

    private static string Plain(ReadOnlySpan<byte> padded) => Encoding.ASCII.GetString(padded.TrimEnd((byte)0));
}
