using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Economics;

/// <summary>What the audit demands of disputes: the difference is proven, the panel drawn, votes hidden until all are in, and the money divided by the rule.</summary>
internal static class DisputeAuditRules
{
    public static void Check(BookAuditRun run, LedgerPayload payload)
    {
        switch (payload)
        {
            case DisputeOpened opened:
                CheckOpened(run, opened);
                break;
            case ArbitersDrawn drawn when Find(run, drawn.Receipt) is { } dispute:
                CheckDrawn(run, drawn, dispute);
                break;
            case ArbiterCommitted committed when Find(run, committed.Receipt) is { } dispute:
                CheckSeat(run, dispute, committed.Arbiter);
                run.Demand(dispute.Reveals.Count == 0, BookFault.Dispute, $"{committed.Arbiter} commits after another has revealed");
                break;
            case ArbiterRevealed revealed when Find(run, revealed.Receipt) is { } dispute:
                CheckRevealed(run, revealed, dispute);
                break;
            case DisputeDecided decided when Find(run, decided.Terms.Receipt) is { } dispute:
                CheckDecided(run, decided, dispute);
                break;
        }
    }

    private static DisputeBook? Find(BookAuditRun run, Digest receipt)
    {
        var dispute = run.Books.Disputes.GetValueOrDefault(receipt);
        return run.Demand(dispute is { Decided: null }, BookFault.Dispute, $"there is no open dispute of {receipt}") ? dispute : null;
    }

    private static void CheckOpened(BookAuditRun run, DisputeOpened opened)
    {
        var books = run.Books;
        if (!books.Receipts.TryGetValue(opened.Receipt, out var receipt) || receipt.Verdict is not { Decision: VerdictDecision.Accepted or VerdictDecision.AuditorAtFault }
            || !books.Jobs.TryGetValue(opened.Task.Job, out var job) || books.PolicyOf(job.Order.Policy) is not { } policy)
        {
            run.Report(BookFault.Dispute, $"{opened.Receipt} is no accepted result");
            return;
        }

        var recorded = receipt.Receipt;
        run.Demand(!books.Disputes.ContainsKey(opened.Receipt), BookFault.Dispute, $"{opened.Receipt} is disputed twice");
        run.Demand(recorded.Task == opened.Task && job.Order.Creator == opened.Creator, BookFault.Dispute, $"{opened.Task} is no task of {opened.Creator}'s");
        run.Demand(!job.Order.Statistical, BookFault.Dispute, "the bytes of a statistical job's results are each node's own");
        run.Demand(!books.Convicted.Contains(recorded.Node), BookFault.Dispute, $"{recorded.Node} is convicted: its results count no more");
        run.Demand(opened.Bond == policy.Disputes.Bond, BookFault.Dispute, $"the policy's bond is {policy.Disputes.Bond}, not {opened.Bond}");
        run.Demand(run.TimeUnixMs <= receipt.VerdictUnixMs + 1_000L * policy.Disputes.WindowSeconds, BookFault.Dispute, "the time to dispute it is over");
        run.Demand(
            opened.Difference.Proves(new MerkleSum(recorded.Root, recorded.Rays, recorded.Invalid), opened.ClaimRoot, opened.Task.Region.Blocks),
            BookFault.Dispute,
            "nothing proves that this is the first block on which the trees differ");
    }

    private static void CheckDrawn(BookAuditRun run, ArbitersDrawn drawn, DisputeBook dispute)
    {
        run.Demand(dispute.Drawn is null, BookFault.Dispute, "the panel is drawn twice");
        var (receipt, policy) = Context(run, dispute);
        var reveal = run.Books.RevealAfter(dispute.Sequence);
        if (!run.Demand(reveal is not null, BookFault.Beacon, "the beacon revealed nothing since the dispute")) return;
        var salt = run.Bundle.Salt(run.Books.Jobs[dispute.Opened.Task.Job].Order);
        if (!run.Demand(salt is not null, BookFault.Missing, $"the creator's salt of {dispute.Opened.Task.Job}")) return;
        if (run.Bundle.Candidates(drawn.Candidates) is not { } candidates)
        {
            run.Report(BookFault.Missing, $"candidates {drawn.Candidates}");
            return;
        }

        foreach (var seat in drawn.Panel)
            run.Demand(
                !run.Books.Stake(seat.Node).IsZero && run.Books.Stakers.GetValueOrDefault(seat.Node) == seat.Operator && !run.Books.Convicted.Contains(seat.Node),
                BookFault.Dispute,
                $"{seat.Node} has no stake of {seat.Operator} to answer with");
        var expected = ArbiterDraw.Panel(
            ArbiterDraw.Seed(reveal!.Value.Element, salt!.Value, drawn.Receipt), candidates,
            ArbiterDraw.Parties(dispute.Opened.Creator, receipt.Receipt.Operator, receipt.Verdict!.AuditorOperator), policy.Disputes.Arbiters);
        run.Demand(drawn.Panel.SequenceEqual(expected), BookFault.Draw, $"the beacon draws {string.Join(", ", expected.Select(seat => seat.Node))}");
    }

    private static void CheckRevealed(BookAuditRun run, ArbiterRevealed revealed, DisputeBook dispute)
    {
        CheckSeat(run, dispute, revealed.Arbiter);
        var (receipt, policy) = Context(run, dispute);
        var all = dispute.Drawn is { } drawn && drawn.Panel.All(seat => dispute.Commitments.ContainsKey(seat.Node));
        run.Demand(
            all || run.TimeUnixMs >= dispute.DrawnUnixMs + 1_000L * policy.Disputes.CommitSeconds, BookFault.Dispute, $"{revealed.Arbiter} reveals before all have committed");
        if (run.Bundle.Report(revealed.Report) is not { } signed)
        {
            run.Report(BookFault.Missing, $"audit report {revealed.Report}");
            return;
        }

        var (report, block) = (signed.Report, dispute.Opened.Difference.Block);
        run.Demand(
            dispute.Commitments.TryGetValue(revealed.Arbiter, out var committed) && ArbiterVote.Opens(committed.Commitment, report, block, revealed.Salt)
                && report.Blocks[0].Leaf == revealed.Leaf,
            BookFault.Dispute,
            $"{revealed.Arbiter} shows another leaf than it committed to");
        run.Demand(
            report.Network == run.Books.Network && report.Job == Digest.OfText(dispute.Opened.Task.Job.Value) && report.Task == receipt.Receipt.TaskDigest
                && NodeKey.IdOf(report.Auditor) == revealed.Arbiter,
            BookFault.Audit,
            "the entry is not what the report says");
        var check = run.Bundle.Key(report.Auditor) is { } key ? signed.Verify(key) : SignatureCheck.BadKey;
        run.Demand(check == SignatureCheck.Valid, BookFault.Signature, check.ToString());
    }

    private static void CheckDecided(BookAuditRun run, DisputeDecided decided, DisputeBook dispute)
    {
        var (receipt, policy) = Context(run, dispute);
        if (!run.Demand(dispute.Drawn is not null, BookFault.Dispute, "it is decided before a panel is drawn")) return;
        var panel = dispute.Drawn!.Panel;
        var since = run.TimeUnixMs - dispute.DrawnUnixMs;
        var committed = panel.All(seat => dispute.Commitments.ContainsKey(seat.Node)) || since >= 1_000L * policy.Disputes.CommitSeconds;
        var revealed = dispute.Commitments.Keys.All(dispute.Reveals.ContainsKey) || since >= 1_000L * (policy.Disputes.CommitSeconds + policy.Disputes.RevealSeconds);
        run.Demand(committed && revealed, BookFault.Dispute, "it is decided while arbiters have time left");
        var expected = DisputeDecided.Of(
            TermsOf(dispute, receipt, run.Books.Stake(receipt.Receipt.Node), policy),
            [.. panel.Select(seat => new ArbiterAnswer(seat, dispute.Reveals.TryGetValue(seat.Node, out var shown) ? shown.Leaf : null, run.Books.Stake(seat.Node)))],
            decided.Reference);
        run.Demand(BookAuditRules.Same(decided, expected), BookFault.Dispute, $"the votes give {expected.Result.Winner} by {expected.Result.By}; recorded is {decided.Result.Winner}");
    }

    private static void CheckSeat(BookAuditRun run, DisputeBook dispute, NodeId arbiter) =>
        run.Demand(dispute.Drawn?.Panel.Any(seat => seat.Node == arbiter) == true, BookFault.Dispute, $"{arbiter} has no seat in the panel");

    private static (ReceiptBook Receipt, Policy Policy) Context(BookAuditRun run, DisputeBook dispute) =>
        (run.Books.Receipts[dispute.Opened.Receipt], run.Books.PolicyOf(run.Books.Jobs[dispute.Opened.Task.Job].Order.Policy)!);

    /// <summary>What a dispute is settled by, from the books.</summary>
    internal static DisputeTerms TermsOf(DisputeBook dispute, ReceiptBook receipt, Tokens stake, Policy policy) => new(
        dispute.Opened.Receipt, dispute.Opened.Creator, receipt.Receipt.Node, receipt.Receipt.Operator, receipt.Receipt.TaskDigest,
        receipt.Receipt.Task.Samples.Count, dispute.Opened.Difference.Block, dispute.Opened.Difference.Left, dispute.Opened.Difference.Right,
        dispute.Opened.Bond, stake, policy.Disputes, policy.Penalties);
}
