using Render.Network.Economics;

namespace Render.Network.Quotes;

/// <summary>Between what a work unit may cost, before the tier's multiplier. Policy data.</summary>
/// <param name="Floor">The least; an ask below it counts as the floor.</param>
/// <param name="Ceiling">The most; an ask above it is not taken.</param>
public sealed record PriceBounds(Tokens Floor, Tokens Ceiling);
