using System.Collections.Concurrent;

namespace Render.Worker.Tests.Support;

/// <summary>What a node told.</summary>
internal sealed class SeenEvents : INodeObserver
{
    private readonly ConcurrentQueue<NodeEvent> events = new();

    public IEnumerable<T> Of<T>()
        where T : NodeEvent => events.OfType<T>();

    public void On(NodeEvent happened) => events.Enqueue(happened);
}
