using Render.Network.Economics;
using Render.Network.Governance;

namespace Render.Simulation.Economy;

/// <summary>What a simulated economy begins with. Work is in work units: seconds of a thread of the reference machine.</summary>
/// <param name="Policy">The network's policy: split, price bounds, emission. The rules are the product's own.</param>
internal sealed record EconomyTerms(Policy Policy)
{
    /// <summary>Epochs (weeks) that are played: ten years.</summary>
    public int Epochs { get; init; } = 520;

    /// <summary>Tokens in existence before the first epoch.</summary>
    public Tokens Supply { get; init; } = Tokens.FromWhole(500_000_000);

    /// <summary>The token's price in the first week, USD.</summary>
    public double TokenPrice { get; init; } = 0.001;

    /// <summary>What clouds ask for a work unit, USD: about 1.4 cents a thread and hour, on preemptible machines.</summary>
    public double CloudPrice { get; init; } = 4e-6;

    /// <summary>How it changes in a year.</summary>
    public double CloudPriceAYear { get; init; } = 0.9;

    /// <summary>Work units a week that would be ordered at the clouds' price, at first: what 44 nodes of eight threads can do at seven tenths.</summary>
    public double Demand { get; init; } = 1e8;

    /// <summary>How often a token changes hands in a year. Its price is never less than what is spent needs of the supply at that speed (the equation of exchange).</summary>
    public double Velocity { get; init; } = 12;

    /// <summary>By what power of the price orders grow when it falls below the clouds'.</summary>
    public double Elasticity { get; init; } = 1.5;

    /// <summary>Nodes at first.</summary>
    public double Nodes { get; init; } = 60;

    /// <summary>Work units a node can do in a week: eight threads, on for two thirds of it.</summary>
    public double NodeCapacity { get; init; } = 8 * 7 * 24 * 3600 * 0.67;

    /// <summary>What energy for a work unit costs the middle operator, USD: eight watts a thread at 15 cents a kilowatt hour. Operators differ by a factor of four.</summary>
    public double Energy { get; init; } = 3.3e-7;

    /// <summary>What a node costs its operator a week beside energy, USD: part of a machine that is there anyway.</summary>
    public double Upkeep { get; init; } = 2.5;
}
