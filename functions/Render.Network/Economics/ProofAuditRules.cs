using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Economics;

/// <summary>What the audit demands of proofs: receipts, the beacon, audits and verdicts.</summary>
internal static class ProofAuditRules
{
    public static void Check(BookAuditRun run, LedgerPayload payload)
    {
        switch (payload)
        {
            case ReceiptRecorded receipt:
                CheckReceipt(run, receipt);
                break;
            case BeaconAnchored anchored:
                run.Demand(anchored.Chain == (run.Books.Beacon?.Chain + 1 ?? 0), BookFault.Beacon, $"chain {anchored.Chain} is not the next");
                run.Demand(anchored.Length is > 0 and <= BeaconChain.MaxLength, BookFault.Beacon, $"a chain of {anchored.Length} elements");
                break;
            case BeaconRevealed revealed:
                CheckReveal(run, revealed);
                break;
            case ReplicaCommitted committed:
                ReplicaAuditRules.CheckCommitted(run, committed);
                break;
            case ReplicasCompared compared:
                ReplicaAuditRules.CheckCompared(run, compared);
                break;
            case RangesCompared ranges:
                RangeAuditRules.CheckCompared(run, ranges);
                break;
            case VerdictRecorded verdict when RangeAuditRules.Concerns(run, verdict):
                RangeAuditRules.CheckVerdict(run, verdict);
                break;
            case AuditRecorded audit:
                CheckAudit(run, audit);
                break;
            case VerdictRecorded verdict:
                CheckVerdict(run, verdict);
                break;
        }
    }

    /// <summary>Whether the evidence is a second receipt for a lease whose first one is recorded.</summary>
    public static bool ProvesEquivocation(BookAuditRun run, Slashed slash)
    {
        if (run.Bundle.Receipt(slash.Evidence) is not { } second || NodeKey.IdOf(second.Receipt.Node) != slash.Node) return false;
        var key = run.Bundle.Key(second.Receipt.Node);
        return key is not null && run.Books.Receipts.Values
            .Where(r => r.Receipt.Lease == second.Receipt.Lease)
            .Any(r => run.Bundle.Receipt(r.Receipt.Receipt) is { } first && new Equivocation(first, second).Proves(key));
    }

    private static void CheckReceipt(BookAuditRun run, ReceiptRecorded recorded)
    {
        if (BookAuditRules.Open(run, recorded.Task.Job) is not { } job)
        {
            run.Report(BookFault.Order, $"{recorded.Task.Job} is not open");
            return;
        }

        if (run.Bundle.Receipt(recorded.Receipt) is not { } signed)
        {
            run.Report(BookFault.Missing, $"receipt {recorded.Receipt}");
            return;
        }

        var (receipt, order, task) = (signed.Receipt, job.Order, recorded.Task);
        run.Demand(ReceiptRecorded.Of(task, recorded.Operator, receipt) == recorded, BookFault.Receipt, "the entry is not what the receipt says");
        run.Demand(
            receipt.Network == run.Books.Network && receipt.Job == Digest.OfText(task.Job.Value) && receipt.Task == DigestOf(run, job, task)
                && receipt.Package == order.Package && receipt.Settings == order.Settings,
            BookFault.Receipt,
            "the receipt is for another task than the order's");
        CheckSignature(run, run.Bundle.Key(receipt.Node), signed.Verify);
        ReplicaAuditRules.CheckOpened(run, job, recorded);
    }

    /// <summary>The digest of a task of an order.</summary>
    public static Digest DigestOf(BookAuditRun run, JobBook job, TaskId task) =>
        TaskDigest.Of(run.Books.Network, job.Order.Order, job.Order.Package, job.Order.Settings, task.Frame, task.Region, task.Samples);

    private static void CheckReveal(BookAuditRun run, BeaconRevealed revealed)
    {
        var books = run.Books;
        if (!run.Demand(books.Beacon is not null, BookFault.Beacon, "no chain is anchored")) return;
        var chain = books.Beacon!;
        run.Demand(
            revealed.Chain == chain.Chain && revealed.Index == books.BeaconIndex + 1 && revealed.Index <= chain.Length,
            BookFault.Beacon,
            $"{revealed.Chain}/{revealed.Index} is not the next reveal");
        var before = books.BeaconIndex == 0 ? chain.Anchor : books.Reveals[^1].Element;
        run.Demand(BeaconChain.Follows(before, revealed.Element), BookFault.Beacon, "the element does not hash to the one before");
    }

    private static void CheckAudit(BookAuditRun run, AuditRecorded audit)
    {
        if (!Challenged(run, audit.Receipt, out var receipt, out var seed, out var drawn)) return;
        run.Demand(receipt.Audit is null && receipt.Verdict is null, BookFault.Audit, "the receipt was audited before");
        if (run.Bundle.Report(audit.Report) is not { } signed)
        {
            run.Report(BookFault.Missing, $"audit report {audit.Report}");
            return;
        }

        var report = signed.Report;
        run.Demand(
            audit.Task == receipt.Receipt.Task && report.Network == run.Books.Network && report.Job == Digest.OfText(audit.Task.Job.Value)
                && report.Task == receipt.Receipt.TaskDigest && NodeKey.IdOf(report.Auditor) == audit.Auditor && report.Rays == audit.Rays,
            BookFault.Audit,
            "the entry is not what the report says");
        run.Demand(report.Blocks.Select(b => b.Block).SequenceEqual(drawn), BookFault.Draw, "the report is on other blocks than were drawn");
        CheckSignature(run, run.Bundle.Key(report.Auditor), signed.Verify);
        if (run.Bundle.Candidates(audit.Candidates) is not { } candidates)
        {
            run.Report(BookFault.Missing, $"candidates {audit.Candidates}");
            return;
        }

        OperatorId[] rendered = receipt.Compared is { } compared
            ? [.. compared.Replicas.Select(r => run.Books.Receipts[r.Receipt].Receipt.Operator)]
            : [receipt.Receipt.Operator];
        var picked = AuditorDraw.Pick(seed, candidates, rendered, audit.Attempt);
        run.Demand(
            picked?.Node == audit.Auditor && picked?.Operator == audit.Operator,
            BookFault.Draw,
            $"the beacon draws {picked?.Node.Value ?? "nobody"}, not {audit.Auditor}");
    }

    private static void CheckVerdict(BookAuditRun run, VerdictRecorded verdict)
    {
        if (!Challenged(run, verdict.Receipt, out var receipt, out var seed, out var drawn)) return;
        if (run.Books.Judged(receipt) is var judged && judged != receipt)
        {
            run.Demand(
                judged.Verdict is { } followed && BookAuditRules.Same(verdict, VerdictRecorded.Following(receipt.Receipt, followed)),
                BookFault.Verdict,
                "it is not the verdict on its equal");
            return;
        }

        if (run.Bundle.Proof(verdict.Evidence) is not { } proof)
        {
            run.Report(BookFault.Missing, $"evidence {verdict.Evidence}");
            return;
        }

        var (recorded, evidence) = (receipt.Receipt, proof.Evidence);
        var policy = run.Books.PolicyOf(run.Books.Jobs[recorded.Task.Job].Order.Policy)!;
        run.Demand(
            evidence.Drawn.SequenceEqual(drawn) && evidence.Repeated == (receipt.Compared?.ByReference == true || Challenge.IsRepeated(seed, policy.AuditRepeatPpm)),
            BookFault.Draw,
            "the evidence is on other blocks than were drawn, or leaves out the repetition");
        run.Demand(evidence.Task == recorded.TaskDigest && evidence.Samples == recorded.Task.Samples.Count, BookFault.Verdict, "the evidence is of another task");
        run.Demand(
            proof.ProvesCommitted(new MerkleSum(recorded.Root, recorded.Rays, recorded.Invalid), recorded.Task.Region.Blocks),
            BookFault.Verdict,
            "the node's leaves are not in the receipt's tree");
        var report = verdict.Report is { } digest ? run.Bundle.Report(digest)?.Report : null;
        run.Demand(
            verdict.Report == receipt.Audit?.Report && (report is null) == (evidence.Reported is null)
                && (report is null || report.Blocks.SequenceEqual(evidence.Reported!)),
            BookFault.Verdict,
            "the evidence is not what the auditor reported");
        var reveal = run.Books.RevealAfter(receipt.Sequence)!.Value.Sequence;
        var expected = VerdictRecorded.Of(recorded, receipt.Audit, reveal, proof);
        run.Demand(BookAuditRules.Same(verdict, expected), BookFault.Verdict, $"the evidence gives {expected.Decision}; recorded is {verdict.Decision}");
        ReplicaAuditRules.CheckDispute(run, receipt, proof);
    }

    /// <summary>A recorded receipt of an open job with its challenge; reports what is missing.</summary>
    private static bool Challenged(BookAuditRun run, Digest digest, out ReceiptBook receipt, out Digest seed, out int[] drawn)
    {
        (seed, drawn) = (default, []);
        var books = run.Books;
        if (!run.Demand(books.Receipts.TryGetValue(digest, out receipt!), BookFault.Receipt, $"receipt {digest} is not recorded")) return false;
        var task = receipt.Receipt.Task;
        if (BookAuditRules.Open(run, task.Job) is not { } job || books.PolicyOf(job.Order.Policy) is not { } policy)
        {
            run.Report(BookFault.Order, $"{task.Job} is not open");
            return false;
        }

        if (!run.Demand(!job.Order.Statistical, BookFault.Audit, "blocks of a statistical job cannot be audited")) return false;
        if (!ReplicaAuditRules.MayBeJudged(run, job, receipt)) return false;
        var reveal = books.RevealAfter(receipt.Sequence);
        if (!run.Demand(reveal is not null, BookFault.Beacon, "the beacon revealed nothing since the receipt")) return false;
        var salt = run.Bundle.Salt(job.Order);
        if (!run.Demand(salt is not null, BookFault.Missing, $"the creator's salt of {task.Job}")) return false;
        seed = Challenge.Seed(reveal!.Value.Element, salt!.Value, digest);
        drawn = Challenge.DrawBlocks(seed, task.Region.Blocks, policy.Tiers.For(job.Order.Tier).AuditRatePpm, receipt.Compared?.Disputed ?? []);
        return true;
    }

    /// <summary>Whether a signature holds with the key of whoever should have signed.</summary>
    public static void CheckSignature(BookAuditRun run, NodeKey? key, Func<NodeKey, SignatureCheck> verify)
    {
        var check = key is null ? SignatureCheck.BadKey : verify(key);
        run.Demand(check == SignatureCheck.Valid, key is null ? BookFault.Missing : BookFault.Signature, key is null ? "the signer's key" : check.ToString());
    }
}
