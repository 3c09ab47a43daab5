using Render.Lifecycle.Ports;
using Render.Network.Economics;

namespace Render.Lifecycle.Tests.Support;

/// <summary>A ledger that fails at one entry of a kind, once.</summary>
/// <param name="inner">What it stands on.</param>
/// <param name="kind">The kind.</param>
/// <param name="which">At which one of it, from 1.</param>
/// <param name="appends">Whether the entry is appended all the same, and only the answer lost.</param>
internal sealed class FailingLedger(ILedger inner, LedgerEntryKind kind, int which, bool appends = false) : ILedger
{
    private int seen;

    public async Task<LedgerEntry> Append(LedgerDraft draft, CancellationToken cancellationToken = default)
    {
        var fails = draft.Kind == kind && ++seen == which;
        var entry = fails && !appends ? null : await inner.Append(draft, cancellationToken);
        return fails ? throw new IOException("The disk failed.") : entry!;
    }

    public Task<Int128> Balance(string account, CancellationToken cancellationToken = default) => inner.Balance(account, cancellationToken);

    public Task<IReadOnlyList<LedgerBalance>> Balances(string prefix = "", CancellationToken cancellationToken = default) => inner.Balances(prefix, cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> Read(long fromSequence, int max, CancellationToken cancellationToken = default) => inner.Read(fromSequence, max, cancellationToken);

    public Task<LedgerEntry?> Find(string key, CancellationToken cancellationToken = default) => inner.Find(key, cancellationToken);

    public Task<LedgerHead> Head(CancellationToken cancellationToken = default) => inner.Head(cancellationToken);
}
