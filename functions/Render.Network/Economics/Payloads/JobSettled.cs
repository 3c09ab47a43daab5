using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Economics.Payloads;

/// <summary>A job's escrow is divided, and the creator's salt shown.</summary>
/// <param name="Job">The job.</param>
/// <param name="Creator">Who paid.</param>
/// <param name="Policy">Digest of the policy the job was funded under.</param>
/// <param name="Terms">What it is settled by.</param>
/// <param name="Salt">The creator's salt, of the commitment made at funding.</param>
/// <param name="Work">The accepted work, one line a node, by node id.</param>
/// <param name="Result">The division.</param>
public sealed record JobSettled(
    JobId Job,
    CreatorId Creator,
    Digest Policy,
    SettlementTerms Terms,
    Digest Salt,
    IReadOnlyList<NodeWork> Work,
    Settlement Result) : LedgerPayload
{
    /// <summary>Settles a job.</summary>
    /// <param name="order">The order's entry.</param>
    /// <param name="cap">The order's cap with all top-ups.</param>
    /// <param name="split">The split of the policy that the order names.</param>
    /// <param name="salt">The creator's salt.</param>
    /// <param name="work">The accepted work; see <see cref="AcceptedWork"/>.</param>
    public static JobSettled Of(EscrowLocked order, Tokens cap, ChargeSplit split, Digest salt, IReadOnlyList<NodeWork> work)
    {
        var terms = new SettlementTerms(cap, order.PricePerMillionRays, order.MicroWorkUnitsPerMillionRays, split);
        return new JobSettled(order.Job, order.Creator, order.Policy, terms, salt, work, Settlement.Of(terms, work));
    }

    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.JobSettled;

    /// <summary>Settlement and refund share a key: a job ends once.</summary>
    public override string Key() => KeyOf(Job);

    internal static string KeyOf(JobId job) => $"job-closed/{job}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() =>
    [
        Posting.From(Accounts.Escrow(Job), Terms.Cap),
        Posting.To(Accounts.Burned, Result.Burn),
        Posting.To(Accounts.Treasury, Result.Treasury),
        Posting.To(Accounts.Creator(Creator), Result.Refund),
        .. Result.Payouts.Select(p => Posting.To(Accounts.Operator(p.Operator), p.Amount)),
    ];
}
