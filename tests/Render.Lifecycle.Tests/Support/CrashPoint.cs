using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Proof;

namespace Render.Lifecycle.Tests.Support;

/// <summary>Counts writes to documents, ledger and blobs, and kills the coordinator after one of them: the write is durable, its answer never arrives, and nothing works any more.</summary>
internal sealed class CrashPoint
{
    private int writes;
    private readonly TaskCompletionSource died = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>After which write; 0: never.</summary>
    public int After { get; set; }

    public int Writes => Volatile.Read(ref writes);

    public bool Crashed => died.Task.IsCompleted;

    /// <summary>Completes at the crash.</summary>
    public Task Died => died.Task;

    public async Task<T> Write<T>(Func<Task<T>> write)
    {
        Demand();
        var result = await write();
        if (Interlocked.Increment(ref writes) == After)
            died.SetResult();
        Demand();
        return result;
    }

    public void Demand()
    {
        if (Crashed)
            throw new CrashedException();
    }
}

/// <summary>The coordinator is dead.</summary>
internal sealed class CrashedException() : Exception("The coordinator is dead.");

/// <summary>Documents until the crash.</summary>
internal sealed class CrashingState(IState inner, CrashPoint crash) : IState
{
    public Task<StateDocument<T>?> Get<T>(string partition, string row, CancellationToken cancellationToken = default)
    {
        crash.Demand();
        return inner.Get<T>(partition, row, cancellationToken);
    }

    public Task<StatePage<T>> Query<T>(
        string partition, string? from = null, string? to = null, int pageSize = 1_000, string? continuation = null, CancellationToken cancellationToken = default)
    {
        crash.Demand();
        return inner.Query<T>(partition, from, to, pageSize, continuation, cancellationToken);
    }

    public Task<StateCommit> Commit(string partition, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken = default) =>
        crash.Write(() => inner.Commit(partition, writes, cancellationToken));
}

/// <summary>The ledger until the crash.</summary>
internal sealed class CrashingLedger(ILedger inner, CrashPoint crash) : ILedger
{
    public Task<LedgerEntry> Append(LedgerDraft draft, CancellationToken cancellationToken = default) => crash.Write(() => inner.Append(draft, cancellationToken));

    public Task<Int128> Balance(string account, CancellationToken cancellationToken = default) => inner.Balance(account, cancellationToken);

    public Task<IReadOnlyList<LedgerBalance>> Balances(string prefix = "", CancellationToken cancellationToken = default) => inner.Balances(prefix, cancellationToken);

    public Task<IReadOnlyList<LedgerEntry>> Read(long fromSequence, int max, CancellationToken cancellationToken = default) => inner.Read(fromSequence, max, cancellationToken);

    public Task<LedgerEntry?> Find(string key, CancellationToken cancellationToken = default) => inner.Find(key, cancellationToken);

    public Task<LedgerHead> Head(CancellationToken cancellationToken = default) => inner.Head(cancellationToken);
}

/// <summary>Blobs until the crash.</summary>
internal sealed class CrashingBlobs(IBlobs inner, CrashPoint crash) : IBlobs
{
    public Task<BlobInfo> Put(Stream content, Digest? expected = null, CancellationToken cancellationToken = default) =>
        crash.Write(() => inner.Put(content, expected, cancellationToken));

    public Task<Stream> OpenRead(Digest digest, CancellationToken cancellationToken = default) => inner.OpenRead(digest, cancellationToken);

    public Task<BlobInfo?> Find(Digest digest, CancellationToken cancellationToken = default) => inner.Find(digest, cancellationToken);

    public Task<bool> Exists(Digest digest, CancellationToken cancellationToken = default) => inner.Exists(digest, cancellationToken);

    public Task<bool> Delete(Digest digest, CancellationToken cancellationToken = default) => inner.Delete(digest, cancellationToken);
}
