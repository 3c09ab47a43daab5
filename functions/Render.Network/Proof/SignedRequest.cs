using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Render.Network.Proof;

/// <summary>
/// What a node signs of an HTTP request: tag ‖ node ‖ u64be time ‖ SHA-256(body) ‖ u16be length and ASCII method ‖ u16be length and UTF-8
/// target. A request is good for five minutes around its time; what it does must be idempotent, since within them it can be repeated.
/// </summary>
/// <param name="Node">SHA-256 of the node's public key (SPKI).</param>
/// <param name="TimeUnixMs">The node's clock, in milliseconds since 1970 UTC.</param>
/// <param name="Body">SHA-256 of the body; of nothing where there is none.</param>
/// <param name="Method">The method, upper case: <c>POST</c>.</param>
/// <param name="Target">Path and query as sent: <c>/v1/leases?wait=1</c>.</param>
public sealed record SignedRequest(Digest Node, ulong TimeUnixMs, Digest Body, string Method, string Target)
{
    /// <summary>How far the request's time may lie from the verifier's: 5 minutes.</summary>
    public const ulong WindowMs = 5 * 60 * 1000;

    /// <summary>Longest method in bytes: 16.</summary>
    public const int MaxMethod = 16;

    /// <summary>Longest target in bytes: 8,192.</summary>
    public const int MaxTarget = 8_192;

    /// <summary>The bytes that are signed.</summary>
    /// <exception cref="ArgumentException">Method or target is empty or too long.</exception>
    public byte[] ToArray()
    {
        var method = Encoding.UTF8.GetByteCount(Method);
        var target = Encoding.UTF8.GetByteCount(Target);
        if (method is 0 or > MaxMethod) throw new ArgumentException("The method is empty or too long.", nameof(Method));
        if (target is 0 or > MaxTarget) throw new ArgumentException("The target is empty or too long.", nameof(Target));
        var bytes = new byte[DomainTags.Size + 2 * Digest.Size + 8 + 2 + method + 2 + target];
        var writer = new FixedWriter(bytes);
        writer.Bytes(DomainTags.Request);
        writer.Digest(Node);
        writer.UInt64(TimeUnixMs);
        writer.Digest(Body);
        var texts = bytes.AsSpan(DomainTags.Size + 2 * Digest.Size + 8);
        BinaryPrimitives.WriteUInt16BigEndian(texts, (ushort)method);
        Encoding.UTF8.GetBytes(Method, texts[2..]);
        BinaryPrimitives.WriteUInt16BigEndian(texts[(2 + method)..], (ushort)target);
        Encoding.UTF8.GetBytes(Target, texts[(4 + method)..]);
        return bytes;
    }

    /// <summary>Signs the request.</summary>
    public byte[] Sign(ECDsa key) => NodeSignature.Sign(key, ToArray());

    /// <summary>Verifies key, window and signature.</summary>
    /// <param name="key">The public key registered for the node.</param>
    /// <param name="signature">64 bytes.</param>
    /// <param name="nowUnixMs">The verifier's clock.</param>
    public RequestCheck Verify(NodeKey key, ReadOnlySpan<byte> signature, ulong nowUnixMs)
    {
        if (key.Digest != Node) return RequestCheck.BadSignature;
        if (Encoding.UTF8.GetByteCount(Method) is 0 or > MaxMethod || Encoding.UTF8.GetByteCount(Target) is 0 or > MaxTarget) return RequestCheck.Malformed;
        if ((nowUnixMs > TimeUnixMs ? nowUnixMs - TimeUnixMs : TimeUnixMs - nowUnixMs) > WindowMs) return RequestCheck.OutsideWindow;
        return key.Verify(ToArray(), signature) == SignatureCheck.Valid ? RequestCheck.Valid : RequestCheck.BadSignature;
    }
}
