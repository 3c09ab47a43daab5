using Render.Network.Messages;

namespace Render.Simulation.Actors.Strategies;

/// <summary>Renders as it should, and now and then signs a second, different receipt for a lease that it has delivered; comes back under a new key and operator's name after the conviction.</summary>
/// <param name="identities">How many identities it can pay the stake of.</param>
internal sealed class Equivocator(int identities) : NodeStrategy
{
    private int delivered;

    /// <inheritdoc/>
    public override string Name => "equivocator";

    /// <inheritdoc/>
    public override bool IsHonest => false;

    /// <inheritdoc/>
    public override bool Returns(NodeMachine node) => node.Ids.Count < identities;

    /// <inheritdoc/>
    public override bool SignsAgain(NodeMachine node, SubmitReceipt receipt) => ++delivered % 4 == 0;
}
