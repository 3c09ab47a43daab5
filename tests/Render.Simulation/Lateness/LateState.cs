using Render.Lifecycle.Ports;

namespace Render.Simulation.Lateness;

/// <summary>Documents that are late.</summary>
internal sealed class LateState(IState inner, Delay delay, TimeProvider clock) : IState
{
    public Task<StateDocument<T>?> Get<T>(string partition, string row, CancellationToken cancellationToken = default) =>
        Late(() => inner.Get<T>(partition, row, cancellationToken), cancellationToken);

    public Task<StatePage<T>> Query<T>(
        string partition, string? from = null, string? to = null, int pageSize = 1_000, string? continuation = null, CancellationToken cancellationToken = default) =>
        Late(() => inner.Query<T>(partition, from, to, pageSize, continuation, cancellationToken), cancellationToken);

    public Task<StateCommit> Commit(string partition, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken = default) =>
        Late(() => inner.Commit(partition, writes, cancellationToken), cancellationToken);

    private Task<T> Late<T>(Func<Task<T>> step, CancellationToken cancellationToken) => delay.Run(step, clock, cancellationToken);
}
