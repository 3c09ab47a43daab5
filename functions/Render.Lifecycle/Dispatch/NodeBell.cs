using Render.Lifecycle.Ports;
using Render.Network.Jobs;

namespace Render.Lifecycle.Dispatch;

/// <summary>Wakes nodes whose claim waits. A wake-up that is lost costs a few seconds, never work.</summary>
internal sealed class NodeBell(ITaskQueue queue)
{
    /// <summary>Wakes each of the nodes, now or when it next waits.</summary>
    public async Task Wake(IEnumerable<NodeId> nodes, CancellationToken cancellationToken)
    {
        foreach (var node in nodes)
            await queue.Enqueue(Pool(node), 1, cancellationToken);
    }

    /// <summary>Completes at a wake-up of the node, or after <paramref name="atMost"/>.</summary>
    public Task Wait(NodeId node, TimeSpan atMost, CancellationToken cancellationToken) => queue.Wait(Pool(node), atMost, cancellationToken);

    private static string Pool(NodeId node) => $"claims:{node}";
}
