using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Messages;

namespace Render.Lifecycle.Epochs;

/// <summary>Epochs as people see them. Pure.</summary>
internal static class EpochViews
{
    /// <summary>A closed epoch.</summary>
    public static EpochView Closed(EpochRecord epoch, EpochClosed closed, LedgerEntry entry, DateTimeOffset now) => new(
        epoch.Number,
        epoch.Started,
        now < epoch.Ends ? now : epoch.Ends,
        true,
        closed.Burned,
        closed.Terms.Scheduled,
        closed.Result.Minted,
        closed.Result.CarryOut,
        closed.Work.Sum(line => line.MicroWorkUnits / 1e6),
        [.. closed.Result.Payouts.Select(payout => new PayoutView(payout.Node, payout.Operator, 0, payout.Amount))],
        entry.Sequence);

    /// <summary>The open epoch.</summary>
    public static EpochView Open(EpochRecord epoch, Tokens scheduled) => new(
        epoch.Number, epoch.Started, epoch.Ends, false, Tokens.Zero, scheduled, Tokens.Zero, Tokens.Zero, 0, [], null);
}
