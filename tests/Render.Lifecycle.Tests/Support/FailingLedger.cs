using Render.Lifecycle.Ports;
using Render.Network.Economics;

namespace Render.Lifecycle.Tests.Support;

/// <summary>A ledger that fails at one entry of a kind, once: nothing of it is appended.</summary>
internal sealed class FailingLedger(ILedger inner, LedgerEntryKind kind, int which) : ILedger
{
    private int seen;

    public Task<LedgerEntry> Append(LedgerDraft draft, CancellationToken cancellationToken = default) =>
        draft.Kind == kind && ++seen == which ? throw new IOException("The disk failed.") : inner.Append(draft, cancellationToken);

    public Task<Int128> Balance(string account, CancellationToken cancellationToken = default) => inner.Balance(account, cancellationToken);

    public Task<IReadOnlyList<LedgerBalance>> Balances(string prefix = "", CancellationToken cancellationToken = default) => inner.Balances(prefix, cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> Read(long fromSequence, int max, CancellationToken cancellationToken = default) => inner.Read(fromSequence, max, cancellationToken);

    public Task<LedgerEntry?> Find(string key, CancellationToken cancellationToken = default) => inner.Find(key, cancellationToken);

    public Task<LedgerHead> Head(CancellationToken cancellationToken = default) => inner.Head(cancellationToken);
}
