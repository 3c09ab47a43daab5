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
    DisputeStore disputes, JobStore jobs, ILedger ledger, BeaconKeeper beacon, CandidateLists lists, PolicyBook policies, BooksGate books, DisputeTimes times, NodeBell bell,
    LifecycleOptions options) : IActivity<Digest, TimeSpan>
{
    /// <summary>The registered name. The result is the time left to commit; zero where there is no panel.</summary>
    public static ActivityName<Digest, TimeSpan> Name { get; } = new("draw-arbiters");

    /// <inheritdoc/>
    public async Task<TimeSpan> Run(ActivityContext context, Digest input, CancellationToken cancellationToken)
    {
        var dispute = disputes.Get(input);
        var job = await jobs.Get(dispute.Entry.Task.Job, cancellationToken);
        var entry = await ledger.Find(ArbitersDrawn.KeyOf(input), cancellationToken);
        if (entry is null)
        {
            await Draw(dispute, job, policies.Of(job).Disputes.Arbiters, cancellationToken);
            entry = (await ledger.Find(ArbitersDrawn.KeyOf(input), cancellationToken))!;
        }

        var drawn = PayloadJson.Read<ArbitersDrawn>(entry);
        if (drawn.Panel.Count == 0)
            return TimeSpan.Zero;
        dispute = await disputes.Change(
            input,
            record => DisputeTransitions.Allows(record.State, DisputeEvent.PanelDrawn)
                ? record with { State = DisputeTransitions.Next(record.State, DisputeEvent.PanelDrawn, input.ToString()), Seats = [.. drawn.Panel.Select(Seat)] }
                : null,
            cancellationToken);
        await bell.Wake(drawn.Panel.Select(seat => seat.Node), cancellationToken);
        return DisputeTimes.Wait(await times.ToCommit(dispute, cancellationToken));

        DisputeSeat Seat(ArbiterSeat seat, int number)
        {
            // Leases of tasks count up from 1: these can be none of theirs.
            var fencing = -1L - number;
            return new DisputeSeat(seat.Node, seat.Operator, LeaseIds.Of(options.NetworkId, dispute.Entry.Task, fencing, seat.Node), fencing);
        }
    }

    private async Task Draw(DisputeRecord dispute, JobRecord job, int size, CancellationToken cancellationToken)
    {
        var reveal = await beacon.After(dispute.Sequence, cancellationToken);
        var verdict = await ledger.Find(VerdictRecorded.KeyOf(dispute.Entry.Task, dispute.Receipt), cancellationToken)
            ?? throw new InvalidDataException($"The verdict on {dispute.Receipt} is gone.");
        var parties = ArbiterDraw.Parties(dispute.Entry.Creator, dispute.Operator, PayloadJson.Read<VerdictRecorded>(verdict).AuditorOperator);
        // Alone with the books: nobody is convicted between the list and the entry.
        await books.Run(
            async () =>
            {
                var list = await lists.Staked(job.Spec, cancellationToken);
                return await ledger.AppendFirst(
                    new ArbitersDrawn(dispute.Receipt, list.Digest, ArbiterDraw.Panel(ArbiterDraw.Seed(reveal.Element, job.Salt, dispute.Receipt), list.Nodes, parties, size)), cancellationToken);
            },
            cancellationToken);
    }
}
