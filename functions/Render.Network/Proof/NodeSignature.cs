using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Render.Network.Proof;

/// <summary>
/// ECDSA over P-256 and SHA-256 in IEEE P1363 form (r ‖ s, 32 bytes each, big-endian), with s at most half the group order: of the two
/// values of s that verify, only the lower is ever written or accepted, as contracts demand.
/// </summary>
public static class NodeSignature
{
    /// <summary>Length in bytes: 64.</summary>
    public const int Size = 64;

    // FIPS 186-5 / SEC 2, P-256: the order n of the base point, and ⌊n / 2⌋.
    private static readonly Scalar Order = new(0xFFFFFFFF00000000, 0xFFFFFFFFFFFFFFFF, 0xBCE6FAADA7179E84, 0xF3B9CAC2FC632551);
    private static readonly Scalar HalfOrder = new(0x7FFFFFFF80000000, 0x7FFFFFFFFFFFFFFF, 0xDE737D56D38BCF42, 0x79DCE5617E3192A8);

    /// <summary>Signs <paramref name="message"/> with a P-256 private key. Signatures are randomised: two of the same message differ.</summary>
    public static byte[] Sign(ECDsa key, ReadOnlySpan<byte> message)
    {
        var signature = key.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        NormalizeLowS(signature);
        return signature;
    }

    /// <summary>Replaces a high s by n − s in place; the result verifies just as before.</summary>
    /// <exception cref="ArgumentException">The length is not 64.</exception>
    public static void NormalizeLowS(Span<byte> signature)
    {
        if (signature.Length != Size) throw new ArgumentException("A signature has exactly 64 bytes.", nameof(signature));
        var s = Scalar.Read(signature[32..]);
        if (s > HalfOrder && s < Order) (Order - s).Write(signature[32..]);
    }

    /// <summary>Whether the bytes have the form of a signature: 64 bytes, 0 &lt; r &lt; n, 0 &lt; s ≤ n/2. <see cref="SignatureCheck.Valid"/> here says nothing about key or message.</summary>
    public static SignatureCheck CheckForm(ReadOnlySpan<byte> signature)
    {
        if (signature.Length != Size) return SignatureCheck.BadLength;
        var (r, s) = (Scalar.Read(signature), Scalar.Read(signature[32..]));
        if (r.IsZero || s.IsZero || !(r < Order) || !(s < Order)) return SignatureCheck.OutOfRange;
        return s > HalfOrder ? SignatureCheck.HighS : SignatureCheck.Valid;
    }

    /// <summary>Verifies with a public key given as SubjectPublicKeyInfo. Where one key verifies much, keep a <see cref="NodeKey"/>.</summary>
    public static SignatureCheck Verify(ReadOnlySpan<byte> subjectPublicKeyInfo, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var form = CheckForm(signature);
        if (form != SignatureCheck.Valid) return form;
        if (!NodeKey.TryImport(subjectPublicKeyInfo, out var key)) return SignatureCheck.BadKey;
        using (key) return key.Verify(message, signature);
    }

    /// <summary>A 256-bit number, most significant part first.</summary>
    private readonly record struct Scalar(ulong A, ulong B, ulong C, ulong D)
    {
        public bool IsZero => (A | B | C | D) == 0;

        private UInt128 High => new(A, B);

        private UInt128 Low => new(C, D);

        public static Scalar Read(ReadOnlySpan<byte> bytes) => new(
            BinaryPrimitives.ReadUInt64BigEndian(bytes),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));

        public void Write(Span<byte> bytes)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
            BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], Low);
        }

        public static bool operator <(Scalar left, Scalar right) => left.High < right.High || (left.High == right.High && left.Low < right.Low);

        public static bool operator >(Scalar left, Scalar right) => right < left;

        public static Scalar operator -(Scalar left, Scalar right)
        {
            var low = unchecked(left.Low - right.Low);
            var high = unchecked(left.High - right.High - (left.Low < right.Low ? UInt128.One : UInt128.Zero));
            return new((ulong)(high >> 64), (ulong)high, (ulong)(low >> 64), (ulong)low);
        }
    }
}
