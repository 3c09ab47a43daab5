using System.Text.Json;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Simulation.Machine;

namespace Render.Simulation.Oracles;

/// <summary>A ledger whose confirmed entries the oracle sees.</summary>
internal sealed class WatchedLedger(ILedger inner, BooksOracle oracle, Plant plant) : ILedger
{
    public async Task<LedgerEntry> Append(LedgerDraft draft, CancellationToken cancellationToken = default)
    {
        if ((plant, draft.Kind) is (Plant.SkippedVerdict, LedgerEntryKind.VerdictRecorded) or (Plant.SkippedDecision, LedgerEntryKind.DisputeDecided))
            return LedgerHash.Chain(draft, null, 0);
        var entry = await inner.Append(draft, cancellationToken);
        oracle.Confirmed(entry);
        return entry;
    }

    public Task<Int128> Balance(string account, CancellationToken cancellationToken = default) => inner.Balance(account, cancellationToken);

    public Task<IReadOnlyList<LedgerBalance>> Balances(string prefix = "", CancellationToken cancellationToken = default) => inner.Balances(prefix, cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> Read(long fromSequence, int max, CancellationToken cancellationToken = default) => inner.Read(fromSequence, max, cancellationToken);

    public async Task<LedgerEntry?> Find(string key, CancellationToken cancellationToken = default)
    {
        var found = await inner.Find(key, cancellationToken);
        if (found is not null)
            oracle.Confirmed(found);
        return found;
    }

    public Task<LedgerHead> Head(CancellationToken cancellationToken = default) => inner.Head(cancellationToken);
}

/// <summary>Documents whose confirmed commits the oracle sees.</summary>
internal sealed class WatchedState(IState inner, Oracle oracle, Plant plant) : IState
{
    public Task<StateDocument<T>?> Get<T>(string partition, string row, CancellationToken cancellationToken = default) => inner.Get<T>(partition, row, cancellationToken);

    public Task<StatePage<T>> Query<T>(
        string partition, string? from = null, string? to = null, int pageSize = 1_000, string? continuation = null, CancellationToken cancellationToken = default) =>
        inner.Query<T>(partition, from, to, pageSize, continuation, cancellationToken);

    public async Task<StateCommit> Commit(string partition, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken = default)
    {
        if (plant == Plant.IgnoredVersions)
            writes = [.. writes.Select(write => write is StateUpdate update ? StateWrite.Upsert(write.Row, JsonDocument.Parse(update.Json).RootElement) : write)];
        var commit = await inner.Commit(partition, writes, cancellationToken);
        if (!commit.Succeeded)
            return commit;
        oracle.Tasks.Confirmed(partition, writes);
        oracle.Ends.Confirmed(partition, writes);
        return commit;
    }
}

/// <summary>Reads what a coordinator logs: its words go into the trace, and an exception that no fault explains ends the run.</summary>
internal sealed class WatchedLog(Simulator simulator, Oracle oracle, string who, Func<Exception, bool> explained)
{
    /// <summary>Takes a line.</summary>
    public void Read(string line, Exception? exception)
    {
        simulator.Trace.Note(simulator.Now, who, exception is null ? line : $"{line} [{exception.GetType().Name}: {exception.Message}]");
        if (exception is not null && !explained(exception))
            oracle.Fail("bug", $"{line}: {exception}");
    }
}
