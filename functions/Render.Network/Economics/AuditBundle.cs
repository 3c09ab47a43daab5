using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Economics;

/// <summary>
/// All that somebody needs to check the books without the network: the ledger, and what it names by digest. Nothing beside the ledger is
/// trusted: each thing is found by its own hash.
/// </summary>
/// <param name="Entries">The ledger from its first entry, in order.</param>
/// <param name="Keys">Nodes' public keys (SubjectPublicKeyInfo).</param>
/// <param name="Receipts">Signed receipts; second ones that convict included.</param>
/// <param name="Reports">Signed audit reports.</param>
/// <param name="Candidates">The lists that auditors were drawn from.</param>
/// <param name="Proofs">The evidence of verdicts.</param>
/// <param name="Salts">Salts of jobs that are not settled yet, as far as they may be shown.</param>
/// <param name="Commitments">Signed statements of replicas' commitments; null in a bundle of a network that has none.</param>
public sealed record AuditBundle(
    IReadOnlyList<LedgerEntry> Entries,
    IReadOnlyList<byte[]> Keys,
    IReadOnlyList<SignedBytes> Receipts,
    IReadOnlyList<SignedBytes> Reports,
    IReadOnlyList<IReadOnlyList<AuditorCandidate>> Candidates,
    IReadOnlyList<VerdictProof> Proofs,
    IReadOnlyDictionary<JobId, Digest> Salts,
    IReadOnlyList<SignedBytes>? Commitments = null)
{
    /// <summary>The bundle as one JSON document.</summary>
    public byte[] ToJson() => CanonicalJson.Write(this, CanonicalJson.Types.AuditBundle);

    /// <summary>Reads a bundle. Only its form is checked; what it says is for <see cref="BookAudit"/>.</summary>
    /// <exception cref="System.Text.Json.JsonException">The bytes are not the JSON of a bundle.</exception>
    public static AuditBundle FromJson(ReadOnlySpan<byte> json) => CanonicalJson.Read(json, CanonicalJson.Types.AuditBundle);
}
