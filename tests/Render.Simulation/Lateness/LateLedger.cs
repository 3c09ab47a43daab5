using Render.Lifecycle.Ports;
using Render.Network.Economics;

namespace Render.Simulation.Lateness;

/// <summary>A ledger that is late.</summary>
internal sealed class LateLedger(ILedger inner, Delay delay, TimeProvider clock) : ILedger
{
    public Task<LedgerEntry> Append(LedgerDraft draft, CancellationToken cancellationToken = default) => Late(() => inner.Append(draft, cancellationToken), cancellationToken);

    public Task<Int128> Balance(string account, CancellationToken cancellationToken = default) => Late(() => inner.Balance(account, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<LedgerBalance>> Balances(string prefix = "", CancellationToken cancellationToken = default) =>
        Late(() => inner.Balances(prefix, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> Read(long fromSequence, int max, CancellationToken cancellationToken = default) =>
        Late(() => inner.Read(fromSequence, max, cancellationToken), cancellationToken);

    public Task<LedgerEntry?> Find(string key, CancellationToken cancellationToken = default) => Late(() => inner.Find(key, cancellationToken), cancellationToken);

    public Task<LedgerHead> Head(CancellationToken cancellationToken = default) => Late(() => inner.Head(cancellationToken), cancellationToken);

    private Task<T> Late<T>(Func<Task<T>> step, CancellationToken cancellationToken) => delay.Run(step, clock, cancellationToken);
}
