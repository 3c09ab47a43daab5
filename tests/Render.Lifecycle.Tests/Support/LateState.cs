using Render.Lifecycle.Ports;

namespace Render.Lifecycle.Tests.Support;

/// <summary>Documents whose first write is done at once and told late.</summary>
internal sealed class LateState(IState inner, Hold hold) : IState
{
    private int writes;

    public Task<StateDocument<T>?> Get<T>(string partition, string row, CancellationToken cancellationToken = default) => inner.Get<T>(partition, row, cancellationToken);

    public Task<StatePage<T>> Query<T>(
        string partition, string? from = null, string? to = null, int pageSize = 1_000, string? continuation = null, CancellationToken cancellationToken = default) =>
        inner.Query<T>(partition, from, to, pageSize, continuation, cancellationToken);

    public async Task<StateCommit> Commit(string partition, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken = default)
    {
        var commit = await inner.Commit(partition, writes, cancellationToken);
        if (Interlocked.Increment(ref this.writes) == 1)
            await hold.Pass();
        return commit;
    }
}
