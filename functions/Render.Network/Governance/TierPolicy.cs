namespace Render.Network.Governance;

/// <summary>What a tier costs and demands.</summary>
/// <param name="PriceMilli">Multiplier of the price, in thousandths, 1 to 100,000.</param>
/// <param name="ReputationFloorPpm">Least reputation of a node, in millionths, 0 to 1,000,000.</param>
/// <param name="ReputationWeightMilli">Weight of reputation in the scheduler's score, in thousandths, 0 to 100,000.</param>
/// <param name="AuditRatePpm">Share of blocks that is audited in the mean, in parts per million, 1 to 1,000,000; never less than a block a task. A million: every block, by another operator's node.</param>
/// <param name="Replicas">How many operators' nodes render each task, 1 to 8; they share its pay. Default 1: nobody but auditors renders it again.</param>
/// <param name="MostReplicas">How many may render it where the first agree and are not credible enough, <paramref name="Replicas"/> to 8. Default 1.</param>
public sealed record TierPolicy(
    int PriceMilli, int ReputationFloorPpm, int ReputationWeightMilli, int AuditRatePpm, int Replicas = 1, int MostReplicas = 1);
