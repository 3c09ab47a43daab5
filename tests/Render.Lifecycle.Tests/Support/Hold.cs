using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Quotes;

namespace Render.Lifecycle.Tests.Support;

/// <summary>Holds calls in their midst until they are let go on, so that a test can have something else come first.</summary>
internal sealed class Hold
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the first call is held.</summary>
    public Task Reached => reached.Task;

    /// <summary>Lets what is held go on, and holds nothing any more.</summary>
    public void Release() => released.SetResult();

    public Task Pass()
    {
        reached.TrySetResult();
        return released.Task;
    }
}

/// <summary>Documents whose writes are held: what they were decided by was read before.</summary>
internal sealed class HeldState(IState inner, Hold hold) : IState
{
    public Task<StateDocument<T>?> Get<T>(string partition, string row, CancellationToken cancellationToken = default) => inner.Get<T>(partition, row, cancellationToken);

    public Task<StatePage<T>> Query<T>(
        string partition, string? from = null, string? to = null, int pageSize = 1_000, string? continuation = null, CancellationToken cancellationToken = default) =>
        inner.Query<T>(partition, from, to, pageSize, continuation, cancellationToken);

    public async Task<StateCommit> Commit(string partition, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken = default)
    {
        await hold.Pass();
        return await inner.Commit(partition, writes, cancellationToken);
    }
}

/// <summary>A reference CPU that is held before it renders.</summary>
internal sealed class HeldEngine(IReferenceEngine inner, Hold hold) : IReferenceEngine
{
    public Task<IReadOnlyList<PilotSample>> Count(ReferenceScene scene, IReadOnlyList<PilotBlock> blocks, CancellationToken cancellationToken) =>
        inner.Count(scene, blocks, cancellationToken);

    public async Task<IReadOnlyList<RenderedBlock>> Render(
        ReferenceScene scene, int frame, PixelRegion region, SampleRange samples, IReadOnlyList<int> blocks, CancellationToken cancellationToken)
    {
        await hold.Pass();
        return await inner.Render(scene, frame, region, samples, blocks, cancellationToken);
    }

    public Task<ValidationChallenge> Challenge(int number, CancellationToken cancellationToken) => inner.Challenge(number, cancellationToken);
}
