using Microsoft.Extensions.Logging;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Events;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Telemetry;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Proofs;

/// <summary>
/// Carries a conviction out: stake, ban, and every task of the node in a job whose books are open goes back to Open. Each step finds out
/// whether it was done; run twice, or again after a crash, it comes to the same.
/// </summary>
internal sealed class Convict(
    IState state, ILedger ledger, TaskBoard board, TaskStore tasks, JobStore jobs, NodeStore nodes, PolicyBook policies, BooksGate books,
    NodeBell bell, INetworkEvents events, TimeProvider clock, ILogger<Convict> log)
{
    /// <summary>Carries out a conviction.</summary>
    public async Task Run(Conviction conviction, CancellationToken cancellationToken)
    {
        using var span = board.Job(conviction.Task.Job) is { } job ? JobTrace.Begin("convict", job.Record).Of(conviction.Task).By(conviction.Node) : null;
        var commit = await state.Commit(Conviction.Partition, [StateWrite.Insert(conviction.Row(), conviction)], cancellationToken);
        if (commit.Conflict is { Kind: not StateConflictKind.Exists })
            commit.OrThrow();
        var slashed = await Slash(conviction, cancellationToken);
        await nodes.Change(
            conviction.Node,
            node => node.Status == NodeStatus.Banned
                ? null
                : node with { Status = NodeTransitions.Next(node.Status, NodeEvent.Convicted, node.Id.Value), Reason = conviction.Detail, Validation = null },
            cancellationToken);
        var reopened = await Revoke(conviction.Node, conviction.Detail, cancellationToken);
        (await state.Commit(Conviction.Partition, [StateWrite.Upsert(conviction.Row(), conviction with { Done = true })], cancellationToken)).OrThrow();
        log.Convicted(conviction.Node, conviction.Fault.ToString(), conviction.Task, conviction.Detail, reopened);
        events.Publish(new NodeConvicted(conviction.Node, conviction.Task, conviction.Block, slashed, reopened, conviction.Detail));
        await bell.Wake(board.TakeWaiting(), cancellationToken);
    }

    /// <summary>Carries out what a crash interrupted.</summary>
    public async Task Resume(CancellationToken cancellationToken)
    {
        await foreach (var found in state.All<Conviction>(Conviction.Partition, cancellationToken))
            if (!found.Value.Done)
                await Run(found.Value, cancellationToken);
    }

    /// <summary>
    /// Revokes what of a job is accepted of convicted nodes all the same: they got a task while the conviction was being carried out, or it spared the job for a settlement that failed.
    /// </summary>
    public async Task Finish(BoardJob job, CancellationToken cancellationToken)
    {
        foreach (var node in board.ConvictedIn(job))
            await Revoke(node, $"{node} is convicted.", cancellationToken);
    }

    private Task<Tokens> Slash(Conviction conviction, CancellationToken cancellationToken) => books.Run(
        async () =>
        {
            var node = board.Node(conviction.Node)?.Record ?? throw new InvalidDataException($"Node {conviction.Node} is not known.");
            board.Convicted(node.Id);
            var stake = new Tokens((UInt128)await ledger.Balance(Accounts.Stake(node.Id), cancellationToken));
            var slash = Slashed.Of(node.Id, node.Operator, conviction.Fault, conviction.Evidence, stake, policies.Current.Penalties);
            // Slashed before a crash: what the stake was then is in the entry, not in the account any more.
            if (await ledger.Find(slash.Key(), cancellationToken) is { } before)
            {
                board.SetStake(node.Id, stake);
                return PayloadJson.Read<Slashed>(before).Amount;
            }

            await ledger.Append(slash.ToDraft(), cancellationToken);
            board.SetStake(node.Id, stake - slash.Amount);
            return slash.Amount;
        },
        cancellationToken);

    private async Task<int> Revoke(NodeId node, string why, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var tainted = board.Tainted(node);
        var revoked = await tasks.ChangeAll(
            [.. tainted.Union(board.TasksOf(node))],
            (task, record) =>
                task.Job.Sealed ? null
                : record.HeldBy(node) is { } held ? TaskMoves.EndLease(record, held.Id, TaskEvent.Revoked, now, why)
                : record.Lease?.Node == node && TaskTransitions.Allows(record.State, TaskEvent.Revoked)
                    ? TaskMoves.Reopen(record, TaskEvent.Revoked, now, why)
                : tainted.Contains(task) && record.State is TaskState.Auditing or TaskState.Accepted
                    ? TaskMoves.Reopen(record, TaskEvent.Revoked, now, $"{node}, whose replica agreed with it, is convicted.")
                : null,
            cancellationToken);
        foreach (var job in revoked.Select(task => task.Job.Id).Distinct())
            await jobs.Change(
                job,
                record => record.State != JobState.Rendering && record.Stop is null && JobTransitions.Allows(record.State, JobEvent.TasksRevoked)
                    ? JobStore.Moved(record, record.State, JobEvent.TasksRevoked) with { Reason = $"Tasks of convicted {node} are rendered again." }
                    : null,
                cancellationToken);
        return revoked.Count;
    }
}
