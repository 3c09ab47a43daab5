using System.Security.Cryptography;

namespace Render.Network.Proof;

/// <summary>An audit report with its auditor's signature.</summary>
/// <param name="Report">What was signed.</param>
/// <param name="Signature">64 bytes; see <see cref="NodeSignature"/>.</param>
public sealed record SignedAuditReport(AuditReport Report, byte[] Signature)
{
    /// <summary>Signs a report.</summary>
    public static SignedAuditReport Sign(ECDsa key, AuditReport report) => new(report, NodeSignature.Sign(key, report.ToArray()));

    /// <summary>Verifies the signature, and that the key is the auditor's.</summary>
    public SignatureCheck Verify(NodeKey key) => key.Digest == Report.Auditor ? key.Verify(Report.ToArray(), Signature) : SignatureCheck.BadKey;

    /// <summary>Verifies with a key given as SubjectPublicKeyInfo.</summary>
    public SignatureCheck Verify(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        if (!NodeKey.TryImport(subjectPublicKeyInfo, out var key)) return SignatureCheck.BadKey;
        using (key) return Verify(key);
    }
}
