using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Lifecycle.Disputes;

/// <summary>Ends the time for commitments: arbiters who committed are asked to reveal.</summary>
internal sealed class BeginReveals(DisputeStore disputes, ILedger ledger, DisputeTimes times, NodeBell bell) : IActivity<Digest, TimeSpan>
{
    /// <summary>The registered name. The result is the time left to reveal.</summary>
    public static ActivityName<Digest, TimeSpan> Name { get; } = new("begin-reveals");

    /// <inheritdoc/>
    public async Task<TimeSpan> Run(ActivityContext context, Digest input, CancellationToken cancellationToken)
    {
        // The ledger counts: a crash may have come between a commitment and the seat that shows it.
        var committed = new HashSet<NodeId>();
        foreach (var seat in disputes.Get(input).Seats)
            if (await ledger.Find(ArbiterCommitted.KeyOf(input, seat.Node), cancellationToken) is not null)
                committed.Add(seat.Node);
        var dispute = await disputes.Change(
            input,
            record => DisputeTransitions.Allows(record.State, DisputeEvent.CommitsOver)
                ? record with
                {
                    State = DisputeTransitions.Next(record.State, DisputeEvent.CommitsOver, input.ToString()),
                    Seats = [.. record.Seats.Select(seat => committed.Contains(seat.Node) ? seat with { Committed = true } : seat)],
                }
                : null,
            cancellationToken);
        await bell.Wake(dispute.Seats.Where(seat => seat.Committed).Select(seat => seat.Node), cancellationToken);
        return dispute.Seats.Any(seat => seat.Committed && !seat.Revealed) || !dispute.Seats.All(seat => seat.Committed)
            ? DisputeTimes.Wait(await times.ToReveal(dispute, cancellationToken))
            : TimeSpan.FromMilliseconds(1);
    }
}
