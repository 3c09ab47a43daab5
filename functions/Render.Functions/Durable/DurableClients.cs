using Microsoft.DurableTask.Client;

namespace Render.Functions.Durable;

/// <summary>The client of the durable backend. The Functions host gives one with each invocation that asks for it; what runs between invocations uses the last one given.</summary>
internal sealed class DurableClients
{
    private readonly TaskCompletionSource<DurableTaskClient> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile DurableTaskClient? latest;

    /// <summary>Keeps a client that an invocation brought.</summary>
    public void Use(DurableTaskClient client)
    {
        latest = client;
        first.TrySetResult(client);
    }

    /// <summary>The client; waits for the first invocation.</summary>
    public async ValueTask<DurableTaskClient> Get(CancellationToken cancellationToken) => latest ?? await first.Task.WaitAsync(cancellationToken);
}
