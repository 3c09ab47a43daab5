using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>A dispute as people see it.</summary>
/// <param name="Receipt">The disputed receipt: the dispute's id.</param>
/// <param name="Task">The task.</param>
/// <param name="Creator">Who disputes.</param>
/// <param name="Node">Whose result it is.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Standing">The same in a sentence.</param>
/// <param name="Block">The first block on which the two trees differ.</param>
/// <param name="Bond">What the creator locked.</param>
/// <param name="Panel">The arbiters; none where the reference CPU decides.</param>
/// <param name="Opened">When.</param>
/// <param name="Result">How it ended; null before.</param>
public sealed record DisputeView(
    Digest Receipt,
    TaskId Task,
    CreatorId Creator,
    NodeId Node,
    DisputeState State,
    string Standing,
    int Block,
    Tokens Bond,
    IReadOnlyList<DisputeSeatView> Panel,
    DateTimeOffset Opened,
    DisputeSettlement? Result);

/// <summary>An arbiter's seat.</summary>
/// <param name="Node">The node.</param>
/// <param name="Operator">Who owns it.</param>
/// <param name="Committed">Whether it committed.</param>
/// <param name="Revealed">Whether it revealed.</param>
public sealed record DisputeSeatView(NodeId Node, OperatorId Operator, bool Committed, bool Revealed);
