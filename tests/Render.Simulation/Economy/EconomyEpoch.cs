using Render.Network.Economics;

namespace Render.Simulation.Economy;

/// <summary>A week of a simulated economy.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Supply">Tokens in existence after it.</param>
/// <param name="Scheduled">What the schedule allowed to mint.</param>
/// <param name="Minted">What was minted.</param>
/// <param name="Burned">What was burned.</param>
/// <param name="CarryOut">What may still be minted later.</param>
/// <param name="Ordered">Work units that creators wanted at the price there was.</param>
/// <param name="Done">Work units that were done.</param>
/// <param name="Nodes">Nodes that were on.</param>
/// <param name="TokenPrice">USD a token.</param>
/// <param name="WorkPrice">USD that a creator paid for a work unit.</param>
/// <param name="CloudPrice">USD that clouds ask for one.</param>
/// <param name="Bound">Which of the policy's price bounds held: −1 the floor, 1 the ceiling, 0 neither.</param>
/// <param name="Income">USD that a node earned in the mean, emission included.</param>
/// <param name="EmissionShare">The part of that income which was emission.</param>
/// <param name="Cost">USD that a node cost in the mean.</param>
/// <param name="CorridorLow">USD: where a token is worth less, the ceiling keeps a node from earning its costs.</param>
/// <param name="CorridorHigh">USD: where it is worth more, the floor makes work dearer than the clouds'.</param>
internal sealed record EconomyEpoch(
    int Number, Tokens Supply, Tokens Scheduled, Tokens Minted, Tokens Burned, Tokens CarryOut, double Ordered, double Done, double Nodes, double TokenPrice, double WorkPrice, double CloudPrice,
    int Bound, double Income, double EmissionShare, double Cost, double CorridorLow, double CorridorHigh)
{
    /// <summary>Whether the bounds of the price left the market free.</summary>
    public bool IsInCorridor => TokenPrice >= CorridorLow && TokenPrice <= CorridorHigh;
}
