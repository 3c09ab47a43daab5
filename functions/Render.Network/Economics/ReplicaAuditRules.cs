using Render.Network.Economics.Payloads;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Network.Economics;

/// <summary>What the audit demands of replicas: that nobody could copy, and that each comparison is what the rules make of the receipts.</summary>
internal static class ReplicaAuditRules
{
    public static void CheckCommitted(BookAuditRun run, ReplicaCommitted committed)
    {
        if (BookAuditRules.Open(run, committed.Task.Job) is not { } job)
        {
            run.Report(BookFault.Order, $"{committed.Task.Job} is not open");
            return;
        }

        if (run.Bundle.Commitment(committed.Statement) is not { } signed)
        {
            run.Report(BookFault.Missing, $"commitment statement {committed.Statement}");
            return;
        }

        var statement = signed.Statement;
        run.Demand(ReplicaCommitted.Of(committed.Task, committed.Operator, statement) == committed, BookFault.Replicas, "the entry is not what the statement says");
        run.Demand(
            statement.Network == run.Books.Network && statement.Task == ProofAuditRules.DigestOf(run, job, committed.Task),
            BookFault.Replicas,
            "the statement is for another task than the order's");
        run.Demand(run.Books.TierOf(job)?.Replicas > 1, BookFault.Replicas, $"{job.Order.Tier} has no replicas");
        ProofAuditRules.CheckSignature(run, run.Bundle.Key(statement.Node), key => key.Verify(statement.ToArray(), signed.Signature));
    }

    /// <summary>A replica opens only after as many operators' nodes have committed as the tier demands, its own among them.</summary>
    public static void CheckOpened(BookAuditRun run, JobBook job, ReceiptRecorded receipt)
    {
        if (run.Books.TierOf(job) is not { Replicas: > 1 } tier) return;
        run.Demand(
            run.Books.Commitment(receipt.Task, receipt.Lease) is { } committed && committed.Node == receipt.Node && committed.Operator == receipt.Operator,
            BookFault.Replicas,
            $"{receipt.Node} did not commit to its result");
        run.Demand(run.Books.Committed(receipt.Task) >= tier.Replicas, BookFault.Replicas, "it was opened before all had committed");
    }

    public static void CheckCompared(BookAuditRun run, ReplicasCompared compared)
    {
        var books = run.Books;
        if (BookAuditRules.Open(run, compared.Task.Job) is not { } job || books.PolicyOf(job.Order.Policy) is not { } policy)
        {
            run.Report(BookFault.Order, $"{compared.Task.Job} is not open");
            return;
        }

        var receipts = new List<ReceiptBook>();
        foreach (var replica in compared.Replicas)
            if (run.Demand(books.Receipts.TryGetValue(replica.Receipt, out var receipt), BookFault.Receipt, $"receipt {replica.Receipt} is not recorded"))
                receipts.Add(receipt!);
        if (receipts.Count != compared.Replicas.Count || receipts.Count == 0) return;
        for (var i = 0; i < receipts.Count; i++) CheckReplica(run, compared, compared.Replicas[i], receipts[i]);
        run.Demand(receipts.Zip(receipts.Skip(1)).All(pair => pair.First.Sequence < pair.Second.Sequence), BookFault.Replicas, "the receipts are not in ledger order");
        run.Demand(
            receipts.Select(r => r.Receipt.Operator).Distinct().Count() == receipts.Count, BookFault.Replicas, "an operator has two replicas of the task");
        var tier = policy.Tiers.For(job.Order.Tier);
        var expected = ReplicaRule.Decide(
            [.. receipts.Select((r, i) => (r.Receipt.Commitment(), compared.Replicas[i].ReplicatedCorrect))],
            tier.Replicas, tier.MostReplicas, policy.Reputation.VoteTrust, another: compared.Decision == ReplicaDecision.Another);
        run.Demand(compared.Decision == expected, BookFault.Replicas, $"the receipts give {expected}; recorded is {compared.Decision}");
        run.Demand(
            (compared.Disputed.Count > 0) == (expected == ReplicaDecision.Disputed)
                && compared.Disputed.All(block => block >= 0 && block < compared.Task.Region.Blocks)
                && compared.Disputed.Zip(compared.Disputed.Skip(1)).All(pair => pair.First < pair.Second),
            BookFault.Replicas,
            "the disputed blocks are not blocks of the task in order");
    }

    /// <summary>Whether a receipt may be judged: one of a tier with replicas only after a comparison that does not wait for another.</summary>
    public static bool MayBeJudged(BookAuditRun run, JobBook job, ReceiptBook receipt) => run.Demand(
        run.Books.TierOf(job) is not { Replicas: > 1 } || receipt.Compared is { Decision: not ReplicaDecision.Another },
        BookFault.Replicas,
        "it is judged before it was compared with the other replicas");

    /// <summary>Two receipts that differ must do so on a block that was disputed, as the proofs of their verdicts show.</summary>
    public static void CheckDispute(BookAuditRun run, ReceiptBook receipt, VerdictProof proof)
    {
        if (receipt.Compared is not { Decision: ReplicaDecision.Disputed } compared) return;
        foreach (var other in compared.Replicas.Select(r => run.Books.Receipts[r.Receipt]))
            if (other.Receipt.Commitment() != receipt.Receipt.Commitment() && other.Verdict is { } verdict && other.Compared == compared
                && run.Bundle.Proof(verdict.Evidence) is { } its)
                run.Demand(
                    compared.Disputed.Any(block => LeafOf(proof, block) != LeafOf(its, block)), BookFault.Replicas, "two receipts do not differ on any disputed block");
    }

    private static void CheckReplica(BookAuditRun run, ReplicasCompared compared, OpenedReplica replica, ReceiptBook book)
    {
        var recorded = book.Receipt;
        run.Demand(recorded.Task == compared.Task && book.Verdict is null, BookFault.Replicas, $"receipt {replica.Receipt} is of another task, or decided");
        if (run.Bundle.Receipt(replica.Receipt) is { } signed && run.Books.Commitment(recorded.Task, recorded.Lease) is { } committed)
            run.Demand(ReplicaCommitment.Opens(committed.Commitment, signed.Receipt, replica.Salt), BookFault.Replicas, $"receipt {replica.Receipt} does not open its commitment");
        run.Demand(
            replica.ReplicatedCorrect >= 0 && replica.ReplicatedCorrect <= run.Books.ReplicatedCorrect(recorded.Node),
            BookFault.Replicas,
            $"{recorded.Node} votes with {replica.ReplicatedCorrect} replicated correct results; the ledger shows {run.Books.ReplicatedCorrect(recorded.Node)}");
    }

    private static MerkleSum? LeafOf(VerdictProof proof, int block) => proof.Evidence.Committed.Where(b => b.Block == block).Select(b => (MerkleSum?)b.Leaf).FirstOrDefault();
}
