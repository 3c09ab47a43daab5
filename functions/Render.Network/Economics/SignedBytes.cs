using Render.Network.Proof;

namespace Render.Network.Economics;

/// <summary>Something signed, in its encoded form.</summary>
/// <param name="Content">The encoding of a receipt or an audit report.</param>
/// <param name="Signature">64 bytes; see <see cref="NodeSignature"/>.</param>
public sealed record SignedBytes(byte[] Content, byte[] Signature)
{
    /// <summary>A receipt.</summary>
    public static SignedBytes Of(SignedReceipt receipt) => new(receipt.Receipt.ToArray(), receipt.Signature);

    /// <summary>An audit report.</summary>
    public static SignedBytes Of(SignedAuditReport report) => new(report.Report.ToArray(), report.Signature);
}
