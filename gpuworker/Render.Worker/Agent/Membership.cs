using Render.Network.Messages;
using Render.Worker.Client;

namespace Render.Worker.Agent;

/// <summary>The node's place in the network: what it says about itself, and what the coordinator answered.</summary>
/// <param name="client">Talks.</param>
/// <param name="message">What the node says about itself.</param>
/// <param name="observer">Told.</param>
internal sealed class Membership(CoordinatorClient client, RegisterNode message, INodeObserver observer)
{
    private volatile NodeRegistered? registered;
    private int status = -1;

    /// <summary>The coordinator's latest answer.</summary>
    public NodeRegistered Current => registered ?? throw new InvalidOperationException("The node is not registered yet.");

    /// <summary>Registers; one try.</summary>
    public async Task Register(CancellationToken cancellationToken)
    {
        registered = await client.Register(message, cancellationToken);
        observer.On(new Registered(registered));
        Observe(registered.Status);
    }

    /// <summary>Takes note of a status.</summary>
    /// <exception cref="NodeBannedException">It is the last one.</exception>
    public void Observe(NodeStatus now)
    {
        if (Interlocked.Exchange(ref status, (int)now) != (int)now)
            observer.On(new StatusChanged(now));
        if (now == NodeStatus.Banned)
            throw new NodeBannedException("The network banned this node.");
    }
}
