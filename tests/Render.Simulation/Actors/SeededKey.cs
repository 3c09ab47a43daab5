using System.Numerics;
using System.Security.Cryptography;
using Render.Network.Proof;
using Render.Simulation.Machine;

namespace Render.Simulation.Actors;

/// <summary>
/// A node's key that signs the same message with the same bytes, as runs must: deterministic ECDSA over P-256 and SHA-256 by RFC 6979, with low s.
/// Anybody's verifier takes these signatures for what they are. Only for simulation: it computes in variable time.
/// </summary>
internal sealed class SeededKey
{
    private static readonly BigInteger Order = Positive(Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"));
    private readonly byte[] secret;

    /// <summary>The key of a stream.</summary>
    public SeededKey(SeededStream random)
        : this(Draw(random))
    {
    }

    /// <summary>The key of a number in [1, n), 32 bytes, big-endian.</summary>
    public SeededKey(byte[] secret)
    {
        this.secret = secret;
        using var key = Key(secret);
        PublicKey = key.ExportSubjectPublicKeyInfo();
    }

    /// <summary>SubjectPublicKeyInfo.</summary>
    public byte[] PublicKey { get; }

    /// <summary>Signs: r ‖ s, 64 bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var hash = SHA256.HashData(message);
        var (nonce, point) = Nonce(hash);
        var r = Positive(point) % Order;
        var s = BigInteger.ModPow(nonce, Order - 2, Order) * (Positive(hash) + (r * Positive(secret))) % Order;
        var signature = new byte[NodeSignature.Size];
        Write(r, signature.AsSpan(0, 32));
        Write(s, signature.AsSpan(32));
        NodeSignature.NormalizeLowS(signature);
        return signature;
    }

    /// <summary>RFC 6979, section 3.2: k, and the x of k·G.</summary>
    private (BigInteger Nonce, byte[] X) Nonce(byte[] hash)
    {
        var reduced = new byte[32];
        Write(Positive(hash) % Order, reduced);
        var v = Enumerable.Repeat((byte)1, 32).ToArray();
        var k = Mac(new byte[32], [.. v, 0, .. secret, .. reduced]);
        v = Mac(k, v);
        k = Mac(k, [.. v, 1, .. secret, .. reduced]);
        v = Mac(k, v);
        while (true)
        {
            v = Mac(k, v);
            var nonce = Positive(v);
            if (!nonce.IsZero && nonce < Order)
            {
                using var point = Key(v);
                return (nonce, point.ExportParameters(includePrivateParameters: false).Q.X!);
            }

            k = Mac(k, [.. v, 0]);
            v = Mac(k, v);
        }
    }

    private static byte[] Draw(SeededStream random)
    {
        var secret = new byte[32];
        do
            random.Fill(secret);
        while (Positive(secret).IsZero || Positive(secret) >= Order);
        return secret;
    }

    private static byte[] Mac(byte[] key, byte[] message) => HMACSHA256.HashData(key, message);

    private static ECDsa Key(byte[] d) => ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d });

    private static BigInteger Positive(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static void Write(BigInteger value, Span<byte> into)
    {
        into.Clear();
        value.TryWriteBytes(into[(into.Length - value.GetByteCount(isUnsigned: true))..], out _, isUnsigned: true, isBigEndian: true);
    }
}
