using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Disputes;

/// <summary>A dispute's document.</summary>
public sealed record DisputeRecord
{
    /// <summary>Partition of all disputes, by the disputed receipt.</summary>
    public const string Partition = "disputes";

    /// <summary>Counts the changes, so that memory never goes back to an older one.</summary>
    public long Version { get; init; }

    /// <summary>Its entry in the ledger.</summary>
    public required DisputeOpened Entry { get; init; }

    /// <summary>Where that is.</summary>
    public required long Sequence { get; init; }

    /// <summary>Whose result it is.</summary>
    public required NodeId Node { get; init; }

    /// <summary>Who owns that node.</summary>
    public required OperatorId Operator { get; init; }

    /// <summary>The lease under which that was delivered.</summary>
    public required LeaseId Lease { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset Opened { get; init; }

    /// <summary>Where it stands.</summary>
    public DisputeState State { get; init; } = DisputeState.Opened;

    /// <summary>The panel.</summary>
    public IReadOnlyList<DisputeSeat> Seats { get; init; } = [];

    /// <summary>How it ended.</summary>
    public DisputeSettlement? Result { get; init; }

    /// <summary>Whether it is decided, and what that says of those who took part is not yet on their records for sure.</summary>
    public bool Unrecorded { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Decided { get; init; }

    /// <summary>The disputed receipt.</summary>
    public Digest Receipt => Entry.Receipt;

    /// <summary>As people see it.</summary>
    internal DisputeView View() => new(
        Receipt, Entry.Task, Entry.Creator, Node, State, Sentence(), Entry.Difference.Block, Entry.Bond,
        [.. Seats.Select(seat => new DisputeSeatView(seat.Node, seat.Operator, seat.Committed, seat.Revealed))], Opened, Result);

    private string Sentence() => (State, Result) switch
    {
        (DisputeState.Opened, _) => "The panel is being drawn.",
        (DisputeState.Committing, _) => $"{Seats.Count(seat => seat.Committed)} of {Seats.Count} arbiters have committed.",
        (DisputeState.Revealing, _) => $"{Seats.Count(seat => seat.Revealed)} of {Seats.Count(seat => seat.Committed)} arbiters who committed have revealed.",
        (_, { } result) => $"{By(result)}: {Said(result)}",
        _ => State.ToString(),
    };

    private string By(DisputeSettlement result) =>
        result.By == DisputeDecider.Panel ? "The panel decided"
        : Seats.Count == 0 ? "Too few operators who are no party have fit nodes, so the reference CPU decided"
        : "The panel gave no majority, or one that is refuted, so the reference CPU decided";

    private static string Said(DisputeSettlement result) => (result.Winner, result.EngineFault) switch
    {
        (DisputeWinner.Node, _) => "the result is right. The creator's bond is lost.",
        (_, true) => "the block differs by no more than an engine's rounding. Nobody pays, and the bond is returned.",
        (DisputeWinner.Creator, _) => "the claim is right. The node pays from its stake.",
        _ => "the result is false, and so is the claim. The node pays from its stake, and the bond is returned.",
    };
}

/// <summary>An arbiter's seat.</summary>
/// <param name="Node">The node.</param>
/// <param name="Operator">Who owns it.</param>
/// <param name="Lease">The lease under which it arbitrates.</param>
/// <param name="Fencing">The lease's fencing token.</param>
public sealed record DisputeSeat(NodeId Node, OperatorId Operator, LeaseId Lease, long Fencing)
{
    /// <summary>Whether its commitment is recorded.</summary>
    public bool Committed { get; init; }

    /// <summary>Whether its reveal is recorded.</summary>
    public bool Revealed { get; init; }
}
