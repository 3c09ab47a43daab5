using System.IO.Compression;
using System.Text.Json;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Proofs;

/// <summary>Gathers what somebody needs to check the books without the network: the ledger, and all that it names by digest.</summary>
internal sealed class BundleWriter(IState state, ILedger ledger, IBlobs blobs, SignedStore signed, ResultStore results, CandidateLists lists)
{
    private const int LongestProof = 256 << 20;

    /// <summary>Writes a bundle as a zip: <c>bundle.json</c> for the auditor, <c>receipt.json</c> and <c>policy.json</c> for people.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="receipt">The job's receipt; null for a bundle of the whole network.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task Write(Stream destination, JobReceipt? receipt, CancellationToken cancellationToken)
    {
        var bundle = await Gather(cancellationToken);
        await using var zip = new ZipArchive(destination, ZipArchiveMode.Create, leaveOpen: true);
        await Add(zip, "bundle.json", bundle.ToJson(), cancellationToken);
        if (receipt is not null)
            await Add(zip, "receipt.json", JsonSerializer.SerializeToUtf8Bytes(receipt, WireJson.Options), cancellationToken);
        await Add(zip, "policy.json", LifecycleJson.Write(PayloadJson.Read<Genesis>(bundle.Entries[0]).Policy), cancellationToken);
    }

    /// <summary>Gathers the bundle of everything recorded so far. The chain of hashes runs through all jobs, so it holds them all.</summary>
    public async Task<AuditBundle> Gather(CancellationToken cancellationToken)
    {
        var entries = await Entries(cancellationToken);
        var (receipts, reports, commitments) = (new List<SignedBytes>(), new List<SignedBytes>(), new List<SignedBytes>());
        var (salts, proofs) = (new Dictionary<JobId, Digest>(), new Dictionary<Digest, VerdictProof>());
        await foreach (var job in state.All<JobRecord>(JobRecord.Partition, cancellationToken))
        {
            salts[job.Value.Id] = job.Value.Salt;
            await foreach (var kept in state.All<SignedBytes>(SignedStore.Receipts(job.Value.Id), cancellationToken))
                receipts.Add(kept.Value);
            await foreach (var kept in state.All<SignedBytes>(SignedStore.Reports(job.Value.Id), cancellationToken))
                reports.Add(kept.Value);
            await foreach (var kept in state.All<SignedBytes>(SignedStore.Commitments(job.Value.Id), cancellationToken))
                commitments.Add(kept.Value);
        }

        var (recorded, audits) = (new Dictionary<Digest, ReceiptRecorded>(), new Dictionary<Digest, AuditRecorded>());
        var candidates = new Dictionary<Digest, IReadOnlyList<AuditorCandidate>>();
        foreach (var entry in entries)
            switch (entry.Kind)
            {
                case LedgerEntryKind.ReceiptRecorded when PayloadJson.Read<ReceiptRecorded>(entry) is var receipt:
                    recorded[receipt.Receipt] = receipt;
                    break;
                case LedgerEntryKind.AuditRecorded when PayloadJson.Read<AuditRecorded>(entry) is var audit:
                    audits[audit.Receipt] = audit;
                    if (!candidates.ContainsKey(audit.Candidates))
                        candidates[audit.Candidates] = (await lists.Find(audit.Candidates, cancellationToken)).Nodes;
                    break;
                case LedgerEntryKind.ArbitersDrawn when PayloadJson.Read<ArbitersDrawn>(entry) is var drawn:
                    if (!candidates.ContainsKey(drawn.Candidates))
                        candidates[drawn.Candidates] = (await lists.Find(drawn.Candidates, cancellationToken)).Nodes;
                    break;
                // Replicas with the same root share their evidence; what ranges are judged by is in the ledger itself.
                case LedgerEntryKind.VerdictRecorded when PayloadJson.Read<VerdictRecorded>(entry) is var verdict && !verdict.IsOfRange() && !proofs.ContainsKey(verdict.Evidence):
                    proofs.Add(verdict.Evidence, await Proof(verdict, recorded[verdict.Receipt], audits.GetValueOrDefault(verdict.Receipt), cancellationToken));
                    break;
            }

        return new AuditBundle(entries, await Keys(cancellationToken), receipts, reports, [.. candidates.Values], [.. proofs.Values], salts, commitments);
    }

    private async Task<VerdictProof> Proof(VerdictRecorded verdict, ReceiptRecorded receipt, AuditRecorded? audit, CancellationToken cancellationToken)
    {
        if (await signed.Proof(verdict.Task, verdict.Evidence, cancellationToken) is { } blob)
            return LifecycleJson.Read<VerdictProof>(await blobs.Read(blob, LongestProof, cancellationToken));
        // Node and auditor agreed: result and report say it all.
        var opened = await results.Open(verdict.Task, receipt.ResultBlob, cancellationToken);
        if (opened.IsRefused)
            throw new InvalidDataException($"The result of receipt {verdict.Receipt} cannot be read: {opened.Refusal.Detail}");
        var report = audit is null ? null : await signed.Report(verdict.Task, audit.Report, cancellationToken);
        var tree = opened.Value.Commit(receipt.TaskDigest);
        return new VerdictProof(
            new VerdictEvidence(
                receipt.TaskDigest, verdict.Task.Samples.Count, verdict.Drawn, verdict.Repeated,
                [.. verdict.Drawn.Select(block => new AuditedBlock(block, tree.Leaf(block)))], report?.Report.Blocks, []),
            [.. verdict.Drawn.Select(tree.PathTo)]);
    }

    private async Task<List<LedgerEntry>> Entries(CancellationToken cancellationToken)
    {
        var entries = new List<LedgerEntry>();
        while (await ledger.Read(entries.Count, 1_000, cancellationToken) is { Count: > 0 } page)
            entries.AddRange(page);
        return entries;
    }

    private async Task<List<byte[]>> Keys(CancellationToken cancellationToken)
    {
        var keys = new List<byte[]>();
        await foreach (var node in state.All<NodeRecord>(NodeRecord.Partition, cancellationToken))
            keys.Add(node.Value.PublicKey);
        return keys;
    }

    private static async Task Add(ZipArchive zip, string name, byte[] content, CancellationToken cancellationToken)
    {
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken);
        await entry.WriteAsync(content, cancellationToken);
    }
}
