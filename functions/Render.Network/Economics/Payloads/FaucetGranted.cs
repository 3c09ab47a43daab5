namespace Render.Network.Economics.Payloads;

/// <summary>Test tokens handed out on a local network.</summary>
/// <param name="Account">Who gets them: a creator or an operator.</param>
/// <param name="Amount">How much.</param>
/// <param name="Request">Names the grant, so that repeating it grants once.</param>
public sealed record FaucetGranted(string Account, Tokens Amount, string Request) : LedgerPayload
{
    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.Faucet;

    /// <inheritdoc/>
    public override string Key() => $"faucet/{Request}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [Posting.From(Accounts.Faucet, Amount), Posting.To(Account, Amount)];
}
