namespace Render.Network.Governance;

/// <summary>What counts for and against creators, in thousandths of a settled job, each 0 to 1,000,000; it fades as the nodes' evidence does.</summary>
/// <param name="LateCancelMilli">A job withdrawn while nodes rendered it. Default 500.</param>
/// <param name="UnloadableMilli">A scene that nodes of several operators could not render. Default 2,000.</param>
/// <param name="UnpaidMilli">Work beyond a cap that was not raised. Default 1,000.</param>
/// <param name="DisputeLostMilli">A dispute that the panel decided against it. Default 5,000.</param>
/// <param name="LateCancelPpm">A withdrawal is late once so large a share of the job's work is accepted or under way, in millionths, 0 to 1,000,000. Default 0: once anything is.</param>
public sealed record CreatorPolicy(
    int LateCancelMilli = 500, int UnloadableMilli = 2_000, int UnpaidMilli = 1_000, int DisputeLostMilli = 5_000, int LateCancelPpm = 0);
