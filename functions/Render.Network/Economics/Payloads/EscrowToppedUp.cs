using Render.Network.Jobs;

namespace Render.Network.Economics.Payloads;

/// <summary>A creator raises the cap of a job.</summary>
/// <param name="Job">The job.</param>
/// <param name="Creator">Who pays: the job's creator.</param>
/// <param name="Amount">By how much.</param>
/// <param name="Request">Names the move, so that repeating it moves once.</param>
public sealed record EscrowToppedUp(JobId Job, CreatorId Creator, Tokens Amount, string Request) : LedgerPayload
{
    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.EscrowToppedUp;

    /// <inheritdoc/>
    public override string Key() => $"escrow-topped-up/{Job}/{Request}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [Posting.From(Accounts.Creator(Creator), Amount), Posting.To(Accounts.Escrow(Job), Amount)];
}
