using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Workflows;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Lifecycle.Disputes;

/// <summary>Ends the time for commitments: arbiters who committed are asked to reveal.</summary>
internal sealed class BeginReveals(DisputeStore disputes, JobStore jobs, ILedger ledger, PolicyBook policies, NodeBell bell, TimeProvider clock) : IActivity<Digest, TimeSpan>
{
    /// <summary>The registered name. The result is the time left to reveal.</summary>
    public static ActivityName<Digest, TimeSpan> Name { get; } = new("begin-reveals");

    /// <inheritdoc/>
    public async Task<TimeSpan> Run(ActivityContext context, Digest input, CancellationToken cancellationToken)
    {
        var dispute = await disputes.Change(
            input,
            record => DisputeTransitions.Allows(record.State, DisputeEvent.CommitsOver)
                ? record with { State = DisputeTransitions.Next(record.State, DisputeEvent.CommitsOver, input.ToString()) }
                : null,
            cancellationToken);
        var policy = policies.Of(await jobs.Get(dispute.Entry.Task.Job, cancellationToken)).Disputes;
        var drawn = await ledger.Find(ArbitersDrawn.KeyOf(input), cancellationToken) ?? throw new InvalidDataException($"The panel for {input} is gone.");
        await bell.Wake(dispute.Seats.Where(seat => seat.Committed).Select(seat => seat.Node), cancellationToken);
        return dispute.Seats.Any(seat => seat.Committed && !seat.Revealed) || !dispute.Seats.All(seat => seat.Committed)
            ? DisputeTimes.Left(drawn.TimeUnixMs, policy.CommitSeconds + policy.RevealSeconds, clock)
            : TimeSpan.FromMilliseconds(1);
    }
}
