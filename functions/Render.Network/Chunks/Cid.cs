using System.Text.Json.Serialization;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Chunks;

/// <summary>A content identifier of IPFS: version 1, sha2-256, in lower-case base32 (multiformats <c>cid</c>, <c>multihash</c>, <c>multibase</c>).</summary>
/// <param name="Codec">What the block is.</param>
/// <param name="Digest">SHA-256 of the block.</param>
[JsonConverter(typeof(TextJsonConverter<Cid>))]
public readonly record struct Cid(CidCodec Codec, Digest Digest) : IParsable<Cid>
{
    /// <summary>Bytes of the binary form: version, codec, hash function, its length, digest.</summary>
    public const int Size = 4 + Digest.Size;

    private const byte Version = 1;
    private const byte Sha256 = 0x12;
    private const char Multibase = 'b';

    /// <summary>The identifier of bytes taken as one block.</summary>
    public static Cid Raw(Digest digest) => new(CidCodec.Raw, digest);

    /// <summary>The binary form. Every number in it is below 128, and so its own varint.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        (bytes[0], bytes[1], bytes[2], bytes[3]) = (Version, (byte)Codec, Sha256, Digest.Size);
        Digest.CopyTo(bytes.AsSpan(4));
        return bytes;
    }

    /// <summary>Reads the text form; false for any other version, codec, hash or base.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Cid result)
    {
        result = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (text.Length == 0 || text[0] != Multibase || !Base32.TryDecode(text[1..], bytes)
            || bytes[0] != Version || bytes[2] != Sha256 || bytes[3] != Digest.Size || (CidCodec)bytes[1] is not (CidCodec.Raw or CidCodec.DagPb))
            return false;
        result = new Cid((CidCodec)bytes[1], new Digest(bytes[4..]));
        return true;
    }

    /// <inheritdoc/>
    static bool IParsable<Cid>.TryParse(string? s, IFormatProvider? provider, out Cid result) => TryParse(s, out result);

    /// <inheritdoc/>
    static Cid IParsable<Cid>.Parse(string s, IFormatProvider? provider) =>
        TryParse(s, out var cid) ? cid : throw new FormatException("An identifier is a CIDv1 of sha2-256 in lower-case base32.");

    /// <summary>The text form: <c>b</c> and 58 characters.</summary>
    public override string ToString() => Multibase + Base32.Encode(ToArray());
}
