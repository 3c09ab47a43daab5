using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Economics;

/// <summary>A bundle's things by the digests the ledger names them by, each computed here from the thing itself.</summary>
internal sealed class BundleIndex : IDisposable
{
    private readonly Dictionary<Digest, NodeKey> _keys = [];
    private readonly Dictionary<Digest, SignedReceipt> _receipts = [];
    private readonly Dictionary<Digest, SignedAuditReport> _reports = [];
    private readonly Dictionary<Digest, (CommitmentStatement Statement, byte[] Signature)> _commitments = [];
    private readonly Dictionary<Digest, IReadOnlyList<AuditorCandidate>> _candidates = [];
    private readonly Dictionary<Digest, VerdictProof> _proofs = [];
    private readonly Dictionary<JobId, Digest> _salts;

    public BundleIndex(AuditBundle bundle)
    {
        foreach (var bytes in bundle.Keys)
            if (NodeKey.TryImport(bytes, out var key) && !_keys.TryAdd(key.Digest, key))
                key.Dispose();
        foreach (var signed in bundle.Receipts)
            if (Render.Network.Proof.Receipt.TryDecode(signed.Content, out var receipt))
                _receipts.TryAdd(receipt.Digest, new SignedReceipt(receipt, signed.Signature));
        foreach (var signed in bundle.Reports)
            if (AuditReport.TryDecode(signed.Content, out var report))
                _reports.TryAdd(report.Digest, new SignedAuditReport(report, signed.Signature));
        foreach (var signed in bundle.Commitments ?? [])
            if (CommitmentStatement.TryDecode(signed.Content, out var statement))
                _commitments.TryAdd(statement.Digest, (statement, signed.Signature));
        foreach (var candidates in bundle.Candidates) _candidates.TryAdd(AuditorDraw.Digest(candidates), candidates);
        foreach (var proof in bundle.Proofs) _proofs.TryAdd(proof.Digest(), proof);
        _salts = new Dictionary<JobId, Digest>(bundle.Salts);
    }

    public NodeKey? Key(Digest node) => _keys.GetValueOrDefault(node);

    public SignedReceipt? Receipt(Digest digest) => _receipts.GetValueOrDefault(digest);

    public SignedAuditReport? Report(Digest digest) => _reports.GetValueOrDefault(digest);

    public (CommitmentStatement Statement, byte[] Signature)? Commitment(Digest digest) => _commitments.TryGetValue(digest, out var found) ? found : null;

    public IReadOnlyList<AuditorCandidate>? Candidates(Digest digest) => _candidates.GetValueOrDefault(digest);

    public VerdictProof? Proof(Digest digest) => _proofs.GetValueOrDefault(digest);

    /// <summary>A salt, where it is the one that the order commits to.</summary>
    public Digest? Salt(EscrowLocked order) => _salts.TryGetValue(order.Job, out var salt) && CreatorSalt.Commit(salt) == order.Salt ? salt : null;

    /// <summary>Settlements show salts; the first that the ledger shows is taken, and checked like any.</summary>
    public void AddSalt(JobId job, Digest salt) => _salts.TryAdd(job, salt);

    public void Dispose()
    {
        foreach (var key in _keys.Values) key.Dispose();
    }
}
