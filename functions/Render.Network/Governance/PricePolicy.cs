using Render.Network.Economics;

namespace Render.Network.Governance;

/// <summary>Bounds of the price of a work unit, one second of the reference machine.</summary>
/// <param name="Floor">The least, above zero.</param>
/// <param name="Ceiling">The most, at least <paramref name="Floor"/>.</param>
public sealed record PricePolicy(Tokens Floor, Tokens Ceiling)
{
    /// <summary>0.001 to 1 RNT.</summary>
    public static PricePolicy Default { get; } = new(Tokens.FromDecimal(0.001m), Tokens.FromWhole(1));
}
