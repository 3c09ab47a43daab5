using Render.Lifecycle.Ports;
using Render.Network.Economics;

namespace Render.Lifecycle.Tests.Support;

/// <summary>A ledger whose balances are read at once and told late.</summary>
internal sealed class LateLedger(ILedger inner, Hold hold) : ILedger
{
    public Task<LedgerEntry> Append(LedgerDraft draft, CancellationToken cancellationToken = default) => inner.Append(draft, cancellationToken);

    public async Task<Int128> Balance(string account, CancellationToken cancellationToken = default)
    {
        var balance = await inner.Balance(account, cancellationToken);
        await hold.Pass();
        return balance;
    }

    public Task<IReadOnlyList<LedgerBalance>> Balances(string prefix = "", CancellationToken cancellationToken = default) => inner.Balances(prefix, cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> Read(long fromSequence, int max, CancellationToken cancellationToken = default) => inner.Read(fromSequence, max, cancellationToken);

    public Task<LedgerEntry?> Find(string key, CancellationToken cancellationToken = default) => inner.Find(key, cancellationToken);

    public Task<LedgerHead> Head(CancellationToken cancellationToken = default) => inner.Head(cancellationToken);
}
