using Render.Network.Jobs;

namespace Render.Network.Economics.Payloads;

/// <summary>A job ends without accepted work: everything locked returns. A job with accepted work is settled instead, however it ended.</summary>
/// <param name="Job">The job.</param>
/// <param name="Creator">Who gets it back.</param>
/// <param name="Amount">All that escrow holds.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record JobRefunded(JobId Job, CreatorId Creator, Tokens Amount, string Reason) : LedgerPayload
{
    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.JobRefunded;

    /// <inheritdoc/>
    public override string Key() => JobSettled.KeyOf(Job);

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [Posting.From(Accounts.Escrow(Job), Amount), Posting.To(Accounts.Creator(Creator), Amount)];
}
