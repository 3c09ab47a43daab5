namespace Render.Network.Governance;

/// <summary>How evidence becomes a score.</summary>
/// <param name="HalfLifeDays">After so many days evidence counts half, 1 to 3,650. Default 30.</param>
/// <param name="ConfidenceMilli">Standard deviations of the lower bound, in thousandths, 0 to 5,000. Default 1,960: 97.5 % one-sided.</param>
/// <param name="VoteTrust">The trust factor of credibility votes: a result must be so many times likelier than all others together, 2 to 1,000,000. Default 10.</param>
public sealed record ReputationPolicy(int HalfLifeDays = 30, int ConfidenceMilli = 1_960, int VoteTrust = 10);
