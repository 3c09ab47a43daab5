using Microsoft.Extensions.Logging;
using Render.Lifecycle.Activities;
using Render.Lifecycle.Disputes;
using Render.Lifecycle.Epochs;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Proofs;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Reputation;

namespace Render.Lifecycle.Dispatch;

/// <summary>Builds the board from the documents at start, and finishes what a crash interrupted, before anything else runs.</summary>
internal sealed class Recovery(
    IState state, ILedger ledger, TaskBoard board, PolicyBook policies, Convict convict, DecideVerdict verdicts, ExactMode exact, Creators creators, Facts known, DisputeStore disputes, ReadableBlobs readable,
    TimeProvider clock, LifecycleOptions options, ILogger<Recovery> log)
{
    /// <summary>Rebuilds everything that is only in memory. Call once, before workflows and loops run.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        await policies.Open(cancellationToken);
        await foreach (var package in state.All<PackageRecord>(PackageRecord.Partition, cancellationToken))
            readable.Add(package.Value.Package, package.Value.Files);
        await exact.Load(cancellationToken);
        var nodes = await Nodes(cancellationToken);
        var (jobs, tasks) = (0, 0);
        var records = new List<(CreatorId, string, CreatorEvent, DateTimeOffset)>();
        await foreach (var found in state.All<JobRecord>(JobRecord.Partition, cancellationToken))
        {
            readable.Use(found.Value.Spec.Package, found.Value.Spec.Placement.Scene);
            if (found.Value.Books is { } books)
            {
                board.Earn(books.Sequence, books.Payouts);
                if (CreatorEvents.Of(found.Value, policies.Of(found.Value)) is { } happened)
                    records.Add((found.Value.Spec.Creator, Creators.CauseOf(found.Value.Id), happened, found.Value.Updated));
            }
            else if (found.Value is { Split: not null } job)
            {
                tasks += await Tasks(job, cancellationToken);
                jobs++;
            }
        }

        await disputes.Load(cancellationToken);
        records.AddRange(disputes.All.Where(dispute => dispute.Result is { Winner: DisputeWinner.Node })
            .Select(dispute => (dispute.Entry.Creator, DecideDispute.CauseOf(dispute.Receipt), CreatorEvent.DisputeLost, dispute.Decided!.Value)));
        creators.Load(records);
        await foreach (var epoch in state.All<EpochRecord>(EpochRecord.Partition, cancellationToken))
            if (epoch.Value.View is { LedgerSequence: { } entry } closed)
                board.Earn(entry, closed.Payouts);
        await convict.Resume(cancellationToken);
        foreach (var task in board.Jobs().SelectMany(job => job.Held).ToList())
            await verdicts.Resume(task, cancellationToken);
        log.Recovered(jobs, tasks, nodes);
    }

    private async Task<int> Nodes(CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var found in state.All<NodeRecord>(NodeRecord.Partition, cancellationToken))
        {
            var node = board.Apply(found.Value, found.ETag);
            node.Stake = new Tokens((UInt128)await ledger.Balance(Accounts.Stake(node.Id), cancellationToken));
            if (found.Value.Status == NodeStatus.Banned)
                board.Convicted(node.Id);
            count++;
        }

        return count;
    }

    private async Task<int> Tasks(JobRecord job, CancellationToken cancellationToken)
    {
        var held = await Boards.Admit(board, state, job, known, policies, clock, options, cancellationToken);
        // Settled in the ledger and not yet in the document: nothing may be reopened behind the settlement.
        if (await ledger.Find($"job-closed/{job.Id}", cancellationToken) is not null)
            board.Seal(held);
        var count = 0;
        for (var group = 0; group < job.Groups; group++)
            await foreach (var found in state.All<TaskRecord>(held.Partition(group), cancellationToken))
            {
                board.Add(held, found.Value, found.ETag);
                if (found.Value is { State: TaskState.Accepted, Lease: { } rendered })
                    board.Showed(rendered.Node, job.Spec.Package);
                count++;
            }

        return count;
    }
}
