namespace Render.Network.Economics.Payloads;

/// <summary>Tokens that came from a wallet outside to an account's deposit address on the chain.</summary>
/// <param name="Account">Whose they are: a creator or an operator.</param>
/// <param name="Amount">How much.</param>
/// <param name="From">The wallet that sent them.</param>
/// <param name="Transaction">The transaction that brought them, 0x-hexadecimal.</param>
/// <param name="Log">Which of the block's logs says so: with the transaction it names the transfer, so that each is credited once.</param>
public sealed record Deposited(string Account, Tokens Amount, WalletAddress From, string Transaction, long Log) : LedgerPayload
{
    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.Deposited;

    /// <inheritdoc/>
    public override string Key() => FormattableString.Invariant($"deposit/{Transaction}-{Log}");

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [Posting.From(Accounts.Outside, Amount), Posting.To(Account, Amount)];
}
