using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Render.Network.Jobs;

namespace Render.Network.Proof;

/// <summary>A node's public key, imported once to verify many signatures. Not safe for concurrent use: one per thread, or under a lock.</summary>
public sealed class NodeKey : IDisposable
{
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly ECDsa _key;

    private NodeKey(ECDsa key, Digest digest) => (_key, Digest) = (key, digest);

    /// <summary>SHA-256 of the key's SubjectPublicKeyInfo: the node in receipts.</summary>
    public Digest Digest { get; }

    /// <summary>The node's id, derived from <see cref="Digest"/>.</summary>
    public NodeId Node => IdOf(Digest);

    /// <summary>The id of the node whose key has this digest.</summary>
    public static NodeId IdOf(Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        digest.CopyTo(bytes);
        return NodeId.FromKeyDigest(bytes);
    }

    /// <summary>Imports a P-256 public key; false for anything else, trailing bytes included.</summary>
    public static bool TryImport(ReadOnlySpan<byte> subjectPublicKeyInfo, [NotNullWhen(true)] out NodeKey? key)
    {
        key = null;
        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out var read);
            if (read == subjectPublicKeyInfo.Length && ecdsa.ExportParameters(false).Curve.Oid.Value == P256)
                key = new NodeKey(ecdsa, Digest.Of(subjectPublicKeyInfo));
        }
        catch (CryptographicException)
        {
            // Bytes from elsewhere that are no key: the answer is false.
        }
        finally
        {
            if (key is null) ecdsa.Dispose();
        }

        return key is not null;
    }

    /// <summary>Verifies a signature of <paramref name="message"/>.</summary>
    public SignatureCheck Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var form = NodeSignature.CheckForm(signature);
        if (form != SignatureCheck.Valid) return form;
        return _key.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
            ? SignatureCheck.Valid
            : SignatureCheck.Mismatch;
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
