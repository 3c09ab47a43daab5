using Render.Network.Economics;

namespace Render.Network.Governance.Replay;

/// <summary>Past epochs beside what they would have been under a proposal.</summary>
/// <param name="Epochs">Epoch by epoch; the open one last, where anything happened in it.</param>
/// <param name="Parties">Everybody with an account, who gains most first.</param>
/// <param name="Supply">What the supply did.</param>
/// <param name="SupplyAfter">What the supply would have done.</param>
/// <param name="Repriced">Orders whose price would have been another.</param>
/// <param name="RepricedFromFloor">Those of them whose price stood at the floor: what was asked below it no book says, so they are reckoned at the new floor.</param>
/// <param name="NotFollowed">Changed values whose effect the books cannot tell.</param>
public sealed record ReplayResult(
    IReadOnlyList<ReplayEpoch> Epochs, IReadOnlyList<ReplayParty> Parties, BurnMint Supply, BurnMint SupplyAfter, int Repriced, int RepricedFromFloor,
    IReadOnlyList<string> NotFollowed);
