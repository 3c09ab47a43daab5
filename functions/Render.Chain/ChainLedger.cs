using Render.Chain.Settlement;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;

namespace Render.Chain;

/// <summary>
/// The second adapter of <see cref="ILedger"/>: the host's own book, with a chain that holds its tokens. What a creator promises is locked in the escrow before the book says so, since work
/// begins on the strength of it; everything else the book says first, and the chain follows (<see cref="FollowingChain"/>).
/// </summary>
/// <param name="book">The host's own book.</param>
/// <param name="orders">What the book says of orders.</param>
/// <param name="escrow">Locks caps on the chain.</param>
/// <param name="transfers">Brings creators' tokens to their wallets.</param>
/// <param name="bell">Rung when the chain has something to follow.</param>
internal sealed class ChainLedger(ILedger book, Orders orders, Escrow escrow, Transfers transfers, ChainBell bell) : ILedger
{
    /// <inheritdoc/>
    public async Task<LedgerEntry> Append(LedgerDraft draft, CancellationToken cancellationToken = default)
    {
        if (draft.Kind is LedgerEntryKind.EscrowLocked or LedgerEntryKind.EscrowToppedUp && await book.Find(draft.Key, cancellationToken) is null)
            await Lock(draft, cancellationToken);
        var entry = await book.Append(draft, cancellationToken);
        if (draft.Postings.Count > 0 || draft.Kind == LedgerEntryKind.EpochClosed)
            bell.Ring();
        return entry;
    }

    /// <inheritdoc/>
    public Task<Int128> Balance(string account, CancellationToken cancellationToken = default) => book.Balance(account, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LedgerBalance>> Balances(string prefix = "", CancellationToken cancellationToken = default) => book.Balances(prefix, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LedgerEntry>> Read(long fromSequence, int max, CancellationToken cancellationToken = default) => book.Read(fromSequence, max, cancellationToken);

    /// <inheritdoc/>
    public Task<LedgerEntry?> Find(string key, CancellationToken cancellationToken = default) => book.Find(key, cancellationToken);

    /// <inheritdoc/>
    public Task<LedgerHead> Head(CancellationToken cancellationToken = default) => book.Head(cancellationToken);

    private async Task Lock(LedgerDraft draft, CancellationToken cancellationToken)
    {
        // What the book would refuse must not reach the chain.
        var balances = new Dictionary<string, Int128>(StringComparer.Ordinal);
        foreach (var posting in draft.Postings)
            balances[posting.Account] = await book.Balance(posting.Account, cancellationToken);
        LedgerDecision.After(draft, account => balances[account]);
        await transfers.Step(cancellationToken);
        switch (PayloadJson.Read(draft.Kind, draft.Payload.Span))
        {
            case EscrowLocked order:
                await escrow.Lock(EscrowLock.Of(order), order.Cap, await orders.SplitOf(order.Policy, cancellationToken), cancellationToken);
                break;
            case EscrowToppedUp topUp:
                await escrow.TopUp(await orders.LockOf(topUp.Job, cancellationToken), topUp, cancellationToken);
                break;
        }
    }
}
