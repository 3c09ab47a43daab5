namespace Render.Network.Economics.Payloads;

/// <summary>Tokens that leave an account for a wallet outside.</summary>
/// <param name="Account">Whose they were: a creator or an operator.</param>
/// <param name="Amount">How much.</param>
/// <param name="To">The wallet that gets them on the chain.</param>
/// <param name="Request">Names the withdrawal, so that repeating it pays once.</param>
public sealed record Withdrawn(string Account, Tokens Amount, WalletAddress To, string Request) : LedgerPayload
{
    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.Withdrawn;

    /// <inheritdoc/>
    public override string Key() => $"withdrawal/{Request}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [Posting.From(Account, Amount), Posting.To(Accounts.Outside, Amount)];
}
