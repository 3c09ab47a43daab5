namespace Render.Network.Reputation;

/// <summary>What a fault costs.</summary>
/// <param name="WeightMilli">Weight as evidence against the node, in thousandths of an accepted task, 0 to 1,000,000.</param>
/// <param name="StakePpm">Share of its stake that is slashed, in parts per million, 0 to 1,000,000.</param>
/// <param name="LosesPay">Whether the work it concerns is not paid.</param>
/// <param name="QuarantineSeconds">How long it gets no work on that engine, 0 to a year.</param>
/// <param name="Bans">Whether it leaves the network, and its accepted tasks of unsettled jobs are rendered again.</param>
public sealed record Penalty(int WeightMilli, int StakePpm, bool LosesPay, int QuarantineSeconds, bool Bans);
