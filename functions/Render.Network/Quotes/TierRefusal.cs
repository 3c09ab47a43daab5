using Render.Network.Economics;
using Render.Network.Jobs;

namespace Render.Network.Quotes;

/// <summary>A tier that the bid does not reach.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="LeastBid">The least bid for a work unit that would find a price now.</param>
public sealed record TierRefusal(Tier Tier, Tokens LeastBid);
