using Render.Lifecycle.Ports;
using Render.Network.Economics;

namespace Render.Api.Tests.Support;

/// <summary>Documents and books of which health only asks whether they answer; they do not, on demand.</summary>
internal sealed class StubStorage : IState, ILedger
{
    /// <summary>What reading documents throws; null: nothing.</summary>
    public Exception? StateFails { get; set; }

    /// <summary>What reading the ledger waits for.</summary>
    public Task LedgerAnswers { get; set; } = Task.CompletedTask;

    /// <summary>How often documents were asked for.</summary>
    public int Asked { get; private set; }

    public Task<StateDocument<T>?> Get<T>(string partition, string row, CancellationToken cancellationToken = default)
    {
        Asked++;
        return StateFails is { } error ? Task.FromException<StateDocument<T>?>(error) : Task.FromResult<StateDocument<T>?>(null);
    }

    public async Task<LedgerHead> Head(CancellationToken cancellationToken = default)
    {
        await LedgerAnswers.WaitAsync(cancellationToken);
        return default;
    }

    public Task<StatePage<T>> Query<T>(
        string partition, string? from = null, string? to = null, int pageSize = 1_000, string? continuation = null,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<StateCommit> Commit(string partition, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<LedgerEntry> Append(LedgerDraft draft, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Int128> Balance(string account, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<LedgerBalance>> Balances(string prefix = "", CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<LedgerEntry>> Read(long fromSequence, int max, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<LedgerEntry?> Find(string key, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
