using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Workflows;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Lifecycle.Disputes;

/// <summary>Draws the panel from the first reveal after the dispute, and gives each arbiter its lease.</summary>
internal sealed class DrawArbiters(
    DisputeStore disputes, JobStore jobs, ILedger ledger, BeaconKeeper beacon, CandidateLists lists, PolicyBook policies, NodeBell bell, TimeProvider clock,
    LifecycleOptions options) : IActivity<Digest, TimeSpan>
{
    /// <summary>The registered name. The result is the time left to commit; zero where there is no panel.</summary>
    public static ActivityName<Digest, TimeSpan> Name { get; } = new("draw-arbiters");

    /// <inheritdoc/>
    public async Task<TimeSpan> Run(ActivityContext context, Digest input, CancellationToken cancellationToken)
    {
        var dispute = disputes.Get(input);
        var job = await jobs.Get(dispute.Entry.Task.Job, cancellationToken);
        var policy = policies.Of(job).Disputes;
        var entry = await ledger.Find(ArbitersDrawn.KeyOf(input), cancellationToken);
        if (entry is null)
        {
            await ledger.AppendFirst(await Draw(dispute, job, policy.Arbiters, cancellationToken), cancellationToken);
            entry = (await ledger.Find(ArbitersDrawn.KeyOf(input), cancellationToken))!;
        }

        var drawn = PayloadJson.Read<ArbitersDrawn>(entry);
        if (drawn.Panel.Count == 0)
            return TimeSpan.Zero;
        await disputes.Change(
            input,
            record => DisputeTransitions.Allows(record.State, DisputeEvent.PanelDrawn)
                ? record with { State = DisputeTransitions.Next(record.State, DisputeEvent.PanelDrawn, input.ToString()), Seats = [.. drawn.Panel.Select(Seat)] }
                : null,
            cancellationToken);
        await bell.Wake(drawn.Panel.Select(seat => seat.Node), cancellationToken);
        return DisputeTimes.Left(entry.TimeUnixMs, policy.CommitSeconds, clock);

        DisputeSeat Seat(ArbiterSeat seat, int number)
        {
            // Leases of tasks count up from 1: these can be none of theirs.
            var fencing = -1L - number;
            return new DisputeSeat(seat.Node, seat.Operator, LeaseIds.Of(options.NetworkId, dispute.Entry.Task, fencing, seat.Node), fencing);
        }
    }

    private async Task<ArbitersDrawn> Draw(DisputeRecord dispute, JobRecord job, int size, CancellationToken cancellationToken)
    {
        var reveal = await beacon.After(dispute.Sequence, cancellationToken);
        var verdict = await ledger.Find(VerdictRecorded.KeyOf(dispute.Entry.Task, dispute.Receipt), cancellationToken)
            ?? throw new InvalidDataException($"The verdict on {dispute.Receipt} is gone.");
        var parties = ArbiterDraw.Parties(dispute.Entry.Creator, dispute.Operator, PayloadJson.Read<VerdictRecorded>(verdict).AuditorOperator);
        var list = await lists.Staked(job.Spec, cancellationToken);
        return new ArbitersDrawn(
            dispute.Receipt, list.Digest, ArbiterDraw.Panel(ArbiterDraw.Seed(reveal.Element, job.Salt, dispute.Receipt), list.Nodes, parties, size));
    }
}
