using Render.Network.Jobs;

namespace Render.Network.Economics.Payloads;

/// <summary>A node's stake returns to its operator.</summary>
/// <param name="Node">The node.</param>
/// <param name="Operator">Who locked it.</param>
/// <param name="Amount">How much: at most what is free.</param>
/// <param name="Request">Names the move, so that repeating it moves once.</param>
public sealed record StakeReleased(NodeId Node, OperatorId Operator, Tokens Amount, string Request) : LedgerPayload
{
    /// <inheritdoc/>
    public override LedgerEntryKind EntryKind() => LedgerEntryKind.StakeReleased;

    /// <inheritdoc/>
    public override string Key() => $"stake-released/{Request}";

    /// <inheritdoc/>
    protected override IEnumerable<Posting> Moves() => [Posting.From(Accounts.Stake(Node), Amount), Posting.To(Accounts.Operator(Operator), Amount)];
}
