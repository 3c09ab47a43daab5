namespace Render.Network.Governance.Replay;

/// <summary>An epoch, as it was and as it would have been.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Closed">Whether it is closed; the open one is as far as the ledger goes.</param>
/// <param name="Before">As it was.</param>
/// <param name="After">As it would have been.</param>
public sealed record ReplayEpoch(int Number, bool Closed, ReplayFigures Before, ReplayFigures After);
