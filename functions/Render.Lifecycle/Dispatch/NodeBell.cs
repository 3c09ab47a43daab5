using Render.Lifecycle.Ports;
using Render.Network.Jobs;

namespace Render.Lifecycle.Dispatch;

/// <summary>Wakes nodes whose claim waits. A wake-up that is lost costs a few seconds, never work.</summary>
internal sealed class NodeBell(ITaskQueue queue)
{
    private const int AtOnce = 16;

    /// <summary>Wakes each of the nodes, now or when it next waits. Where a wake-up is a request to another machine, several are under way at once.</summary>
    public Task Wake(IEnumerable<NodeId> nodes, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        nodes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, TaskScheduler = TaskScheduler.Current, CancellationToken = cancellationToken },
        async (node, cancelled) => await queue.Enqueue(Pool(node), 1, cancelled));

    /// <summary>Completes at a wake-up of the node, or after <paramref name="atMost"/>.</summary>
    public Task Wait(NodeId node, TimeSpan atMost, CancellationToken cancellationToken) => queue.Wait(Pool(node), atMost, cancellationToken);

    private static string Pool(NodeId node) => $"claims:{node}";
}
