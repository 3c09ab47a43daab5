using Render.Network.Economics;
using Render.Network.Jobs;

namespace Render.Network.Messages;

/// <summary>An epoch.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ends">When it ends or ended.</param>
/// <param name="Closed">Whether its books are closed.</param>
/// <param name="Burned">Burned in it.</param>
/// <param name="Scheduled">Emission the schedule allows.</param>
/// <param name="Minted">Emission minted; zero while open.</param>
/// <param name="CarriedOver">Not minted for want of accepted work; goes to the next.</param>
/// <param name="AcceptedWorkUnits">Accepted work, work units.</param>
/// <param name="Payouts">Who got what of the emission, by node; empty while open.</param>
/// <param name="LedgerSequence">The closing entry; null while open.</param>
public sealed record EpochView(
    int Number,
    DateTimeOffset Started,
    DateTimeOffset Ends,
    bool Closed,
    Tokens Burned,
    Tokens Scheduled,
    Tokens Minted,
    Tokens CarriedOver,
    double AcceptedWorkUnits,
    IReadOnlyList<PayoutView> Payouts,
    long? LedgerSequence);

/// <summary>A payment to a node's operator.</summary>
/// <param name="Node">The node.</param>
/// <param name="Operator">Who is paid.</param>
/// <param name="Rays">Accepted rays it is paid for.</param>
/// <param name="Amount">How much.</param>
public sealed record PayoutView(NodeId Node, OperatorId Operator, ulong Rays, Tokens Amount);
