using Render.Network.Jobs;

namespace Render.Network.Economics.Payloads;

/// <summary>An operator locks stake for a node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Operator">Who pays, and owns the stake.</param>
/// <param name="Amount">How much.</param>
/// <param name="Request">Names the move, so that repeating it moves once.</param>
public sealed record StakeLocked(NodeId Node, OperatorId Operator, Tokens Amount, string Request) : LedgerPayload
{
    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.StakeLocked;

    /// <inheritdoc/>
    public override string Key() => $"stake-locked/{Request}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [Posting.From(Accounts.Operator(Operator), Amount), Posting.To(Accounts.Stake(Node), Amount)];
}
