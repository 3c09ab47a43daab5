using Render.Lifecycle.Ports;
using Render.Network.Economics;

namespace Render.Lifecycle.Tests.Support;

/// <summary>A ledger that does not find an entry when it is first asked for it: it was appended right after.</summary>
/// <param name="inner">What it stands on.</param>
/// <param name="key">The entry's key.</param>
internal sealed class BlindLedger(ILedger inner, string key) : ILedger
{
    private bool asked;

    public Task<LedgerEntry> Append(LedgerDraft draft, CancellationToken cancellationToken = default) => inner.Append(draft, cancellationToken);

    public Task<Int128> Balance(string account, CancellationToken cancellationToken = default) => inner.Balance(account, cancellationToken);

    public Task<IReadOnlyList<LedgerBalance>> Balances(string prefix = "", CancellationToken cancellationToken = default) => inner.Balances(prefix, cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> Read(long fromSequence, int max, CancellationToken cancellationToken = default) => inner.Read(fromSequence, max, cancellationToken);

    public Task<LedgerEntry?> Find(string sought, CancellationToken cancellationToken = default)
    {
        if (asked || sought != key)
            return inner.Find(sought, cancellationToken);
        asked = true;
        return Task.FromResult<LedgerEntry?>(null);
    }

    public Task<LedgerHead> Head(CancellationToken cancellationToken = default) => inner.Head(cancellationToken);
}
