using System.Security.Cryptography;

namespace Render.Network.Proof;

/// <summary>A receipt with its node's signature.</summary>
/// <param name="Receipt">What was signed.</param>
/// <param name="Signature">64 bytes; see <see cref="NodeSignature"/>.</param>
public sealed record SignedReceipt(Receipt Receipt, byte[] Signature)
{
    /// <summary>Signs a receipt.</summary>
    public static SignedReceipt Sign(ECDsa key, Receipt receipt) => new(receipt, NodeSignature.Sign(key, receipt.ToArray()));

    /// <summary>Verifies the signature, and that the key is that of the receipt's node.</summary>
    public SignatureCheck Verify(NodeKey key)
    {
        if (key.Digest != Receipt.Node) return SignatureCheck.BadKey;
        Span<byte> bytes = stackalloc byte[Receipt.Size];
        Receipt.Encode(bytes);
        return key.Verify(bytes, Signature);
    }

    /// <summary>Verifies with a key given as SubjectPublicKeyInfo.</summary>
    public SignatureCheck Verify(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        if (!NodeKey.TryImport(subjectPublicKeyInfo, out var key)) return SignatureCheck.BadKey;
        using (key) return Verify(key);
    }
}
