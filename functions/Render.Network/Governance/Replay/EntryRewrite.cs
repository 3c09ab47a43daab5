using Render.Network.Economics;
using Render.Network.Economics.Payloads;

namespace Render.Network.Governance.Replay;

/// <summary>What an entry of the ledger would have said under changed policies, after the entries before it.</summary>
internal static class EntryRewrite
{
    /// <summary>The entry's payload as it would have been; the same one where no policy decides it.</summary>
    /// <param name="recorded">What the ledger says.</param>
    /// <param name="before">The books before the entry.</param>
    /// <param name="after">The rewritten books before the entry.</param>
    /// <param name="policies">The policies.</param>
    public static LedgerPayload Of(LedgerPayload recorded, Books before, Books after, PolicyRewrite policies) => recorded switch
    {
        Genesis genesis => genesis with { Policy = policies.Of(genesis.Policy.Digest()).After },
        PolicyChanged change => change with { Policy = policies.Of(change.Policy.Digest()).After, Previous = after.Policy!.Digest() },
        EscrowLocked order => Order(order, policies),
        EscrowToppedUp topUp => topUp with { Amount = ReplayPrice.Scale(topUp.Amount, before.Jobs[topUp.Job].Order, after.Jobs[topUp.Job].Order) },
        JobSettled settled => Settlement(settled, after.Jobs[settled.Job], policies),
        JobRefunded refunded => refunded with { Amount = after.Jobs[refunded.Job].Cap },
        EpochClosed closed => EpochClosed.Of(closed.Epoch, after.Policy!, after.CarriedOver, after.Recyclable, after.EpochWork(), closed.Availability, after.EpochBurned),
        StakeReleased release => release with { Amount = Tokens.Min(release.Amount, after.Stake(release.Node)) },
        Slashed slash => Slashed.Of(slash.Node, slash.Operator, slash.Fault, slash.Evidence, after.Stake(slash.Node), after.Policy!.Penalties),
        DisputeOpened opened => opened with { Bond = policies.Of(before.Jobs[opened.Task.Job].Order.Policy).After.Disputes.Bond },
        DisputeDecided decided => Decision(decided, before, after, policies),
        _ => recorded,
    };

    private static EscrowLocked Order(EscrowLocked order, PolicyRewrite policies)
    {
        var (before, after) = policies.Of(order.Policy);
        var changed = order with { Policy = after.Digest(), PricePerMillionRays = ReplayPrice.Of(order, before, after) };
        return changed with { Cap = ReplayPrice.Scale(order.Cap, order, changed) };
    }

    private static JobSettled Settlement(JobSettled settled, JobBook job, PolicyRewrite policies) =>
        JobSettled.Of(job.Order, job.Cap, policies.Of(settled.Policy).After.Split, settled.Salt, settled.Work);

    private static DisputeDecided Decision(DisputeDecided decided, Books before, Books after, PolicyRewrite policies)
    {
        var policy = policies.Of(before.Jobs[before.Disputes[decided.Terms.Receipt].Opened.Task.Job].Order.Policy).After;
        var terms = decided.Terms with
        {
            Bond = after.Disputes[decided.Terms.Receipt].Opened.Bond,
            NodeStake = after.Stake(decided.Terms.Node),
            Policy = policy.Disputes,
            Penalties = policy.Penalties,
        };
        return DisputeDecided.Of(terms, [.. decided.Panel.Select(answer => answer with { Stake = after.Stake(answer.Seat.Node) })], decided.Reference);
    }
}
