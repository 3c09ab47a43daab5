using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Network.Economics;

/// <summary>What the audit demands of money: orders, stakes, settlements, epochs, policies. Each is derived again and compared whole.</summary>
internal static class BookAuditRules
{
    public static void Check(BookAuditRun run, LedgerPayload payload)
    {
        switch (payload)
        {
            case Genesis genesis:
                run.Demand(genesis.Network == Digest.OfText(genesis.Name), BookFault.Genesis, "the network is not the hash of its name");
                foreach (var error in genesis.Policy.Validate()) run.Report(BookFault.Policy, $"{error.Path}: {error.Message}");
                break;
            case PolicyChanged change:
                run.Demand(change.Previous == run.Books.Policy?.Digest(), BookFault.Policy, "it replaces another policy than the one in force");
                foreach (var error in change.Policy.Validate()) run.Report(BookFault.Policy, $"{error.Path}: {error.Message}");
                break;
            case FaucetGranted grant:
                run.Demand(Accounts.IsFree(grant.Account), BookFault.Postings, $"test tokens go to {grant.Account}");
                break;
            case Deposited deposit:
                run.Demand(Accounts.IsFree(deposit.Account), BookFault.Postings, $"a deposit goes to {deposit.Account}");
                break;
            case Withdrawn withdrawal:
                run.Demand(Accounts.IsFree(withdrawal.Account), BookFault.Postings, $"a withdrawal comes from {withdrawal.Account}");
                break;
            case StakeLocked stake:
                CheckStaker(run, stake.Node, stake.Operator);
                break;
            case StakeReleased stake:
                CheckStaker(run, stake.Node, stake.Operator);
                run.Demand(!run.Books.Convicted.Contains(stake.Node), BookFault.Stake, $"{stake.Node} is convicted and its stake is released");
                break;
            case Slashed slash:
                CheckSlash(run, slash);
                break;
            case EscrowLocked order:
                CheckOrder(run, order);
                break;
            case EscrowToppedUp topUp:
                run.Demand(Open(run, topUp.Job)?.Order.Creator == topUp.Creator, BookFault.Order, $"{topUp.Job} is not an open job of {topUp.Creator}");
                break;
            case JobSettled settled:
                CheckSettlement(run, settled);
                break;
            case JobRefunded refunded:
                CheckRefund(run, refunded);
                break;
            case EpochClosed closed:
                CheckEpoch(run, closed);
                break;
            case DisputeOpened or ArbitersDrawn or ArbiterCommitted or ArbiterRevealed or DisputeDecided:
                DisputeAuditRules.Check(run, payload);
                break;
            default:
                ProofAuditRules.Check(run, payload);
                break;
        }
    }

    /// <summary>The job, where it is funded and not closed.</summary>
    public static JobBook? Open(BookAuditRun run, JobId job) => run.Books.Jobs.TryGetValue(job, out var book) && !book.Closed ? book : null;

    /// <summary>Whether two payloads are the same, by what would be hashed.</summary>
    public static bool Same(LedgerPayload left, LedgerPayload right) => PayloadJson.Write(left).AsSpan().SequenceEqual(PayloadJson.Write(right));

    private static void CheckStaker(BookAuditRun run, NodeId node, OperatorId owner) =>
        run.Demand(!run.Books.Stakers.TryGetValue(node, out var staker) || staker == owner, BookFault.Stake, $"the stake of {node} is not {owner}'s");

    private static void CheckOrder(BookAuditRun run, EscrowLocked order)
    {
        run.Demand(!run.Books.Jobs.ContainsKey(order.Job), BookFault.Order, $"{order.Job} is funded twice");
        run.Demand(order.OrderMatches(), BookFault.Order, "the order hash is not that of quote, spec and package");
        run.Demand(order.Policy == run.Books.Policy?.Digest(), BookFault.Policy, "the order names another policy than the one in force");
        run.Demand(!order.Cap.IsZero, BookFault.Order, "nothing is locked");
        run.Demand(
            !order.Statistical || run.Books.PolicyOf(order.Policy)?.Tiers.For(order.Tier).Replicas == 1, BookFault.Order,
            "a statistical job is in a tier whose replicas are compared byte for byte");
    }

    private static void CheckSlash(BookAuditRun run, Slashed slash)
    {
        var proven = slash.Fault switch
        {
            Fault.Forged => run.Books.Receipts.TryGetValue(slash.Evidence, out var r) && r.Verdict is { NodeAtFault: true } verdict && verdict.Node == slash.Node,
            Fault.FalseAudit => run.Books.Receipts.TryGetValue(slash.Evidence, out var r) && r.Verdict is { AuditorAtFault: true } verdict && verdict.Auditor == slash.Node,
            Fault.Colluded => run.Books.Receipts.TryGetValue(slash.Evidence, out var r) && r.Verdict is { AuditorColluded: true } verdict && verdict.Auditor == slash.Node,
            Fault.Equivocated => ProofAuditRules.ProvesEquivocation(run, slash),
            _ => slash.Amount.IsZero,
        };
        run.Demand(proven, BookFault.Slash, $"nothing proves that {slash.Node} is guilty of {slash.Fault}");
        if (run.Books.Policy is not { } policy) return;
        var expected = Slashed.Of(slash.Node, slash.Operator, slash.Fault, slash.Evidence, run.Books.Stake(slash.Node), policy.Penalties);
        run.Demand(slash == expected, BookFault.Slash, $"the penalty table takes {expected.Amount} of {expected.Stake}, not {slash.Amount}");
    }

    private static void CheckSettlement(BookAuditRun run, JobSettled settled)
    {
        if (Open(run, settled.Job) is not { } job)
        {
            run.Report(BookFault.Order, $"{settled.Job} is not open");
            return;
        }

        run.Demand(CreatorSalt.Commit(settled.Salt) == job.Order.Salt, BookFault.Settlement, "the salt is not the one the creator committed to");
        if (run.Books.PolicyOf(job.Order.Policy) is not { } policy)
        {
            run.Report(BookFault.Policy, "the order's policy was never in force");
            return;
        }

        var expected = JobSettled.Of(job.Order, job.Cap, policy.Split, settled.Salt, run.Books.WorkOf(job));
        run.Demand(
            Same(settled, expected),
            BookFault.Settlement,
            $"verdicts give a charge of {expected.Result.Charge} to {expected.Result.Payouts.Count} nodes; recorded is {settled.Result.Charge} to {settled.Result.Payouts.Count}");
    }

    private static void CheckRefund(BookAuditRun run, JobRefunded refunded)
    {
        if (Open(run, refunded.Job) is not { } job)
        {
            run.Report(BookFault.Order, $"{refunded.Job} is not open");
            return;
        }

        run.Demand(refunded.Creator == job.Order.Creator && refunded.Amount == job.Cap, BookFault.Settlement, "not all returns to the creator");
        run.Demand(run.Books.WorkOf(job).All(w => w.RenderedRays == 0), BookFault.Settlement, "accepted work is not paid");
    }

    private static void CheckEpoch(BookAuditRun run, EpochClosed closed)
    {
        var books = run.Books;
        if (!run.Demand(closed.Epoch == books.Epoch, BookFault.Epoch, $"epoch {closed.Epoch} is closed while {books.Epoch} is open") || books.Policy is not { } policy) return;
        foreach (var line in closed.Availability)
            run.Demand(
                !books.Stake(line.Node).IsZero && books.Stakers.GetValueOrDefault(line.Node) == line.Operator && !books.Convicted.Contains(line.Node),
                BookFault.Epoch,
                $"{line.Node} has no stake of {line.Operator} and is paid for availability");
        var expected = EpochClosed.Of(closed.Epoch, policy, books.CarriedOver, books.Recyclable, books.EpochWork(), closed.Availability, books.EpochBurned);
        run.Demand(Same(closed, expected), BookFault.Epoch, $"schedule and work give {expected.Result.Minted}; minted is {closed.Result.Minted}");
    }
}
