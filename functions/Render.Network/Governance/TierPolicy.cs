namespace Render.Network.Governance;

/// <summary>What a tier costs and demands.</summary>
/// <param name="PriceMilli">Multiplier of the price, in thousandths, 1 to 100,000.</param>
/// <param name="ReputationFloorPpm">Least reputation of a node, in millionths, 0 to 1,000,000.</param>
/// <param name="ReputationWeightMilli">Weight of reputation in the scheduler's score, in thousandths, 0 to 100,000.</param>
/// <param name="AuditRatePpm">Share of blocks that is audited, in parts per million, 1 to 1,000,000. A million: every block, by another operator's node.</param>
public sealed record TierPolicy(int PriceMilli, int ReputationFloorPpm, int ReputationWeightMilli, int AuditRatePpm);
