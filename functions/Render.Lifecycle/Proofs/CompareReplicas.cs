using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Telemetry;
using Render.Network.Economics.Payloads;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Lifecycle.Proofs;

/// <summary>
/// Compares the replicas of a task once all are open: first the ledger, then what follows. Replicas that agree are challenged together, by the
/// last of them; where they differ, those that the reference CPU refutes on a block in dispute are judged, and the others wait for a replica
/// that agrees with them; where they are not credible enough, another operator's node renders the task too.
/// </summary>
internal sealed class CompareReplicas(
    TaskBoard board, TaskStore tasks, IState state, ILedger ledger, IReferenceEngine engine, ResultStore results, DrawAudits draws, DecideVerdict verdicts,
    ReplicaNodes nodes, NodeBell bell, PolicyBook policies)
{
    /// <summary>Compares the tasks that wait for it.</summary>
    /// <returns>How many.</returns>
    public Task<int> Step(CancellationToken cancellationToken) =>
        // What failed half-way is compared again, and finds in the ledger what it recorded.
        InTurn.Do(board.TakeReady(), set => Compare(set, cancellationToken), board.GiveBackReady);

    private async Task Compare(ReplicaSet set, CancellationToken cancellationToken)
    {
        foreach (var row in board.Read(() => set.Rows.ToList()))
            await verdicts.Resume(row, cancellationToken);
        var (replicas, wanted, stopped) = board.Read(() => (set.IsReady ? set.Undecided() : [], set.Wanted.Count(), set.Job.Stopped));
        if (replicas.Count == 0)
            return;
        using var span = JobTrace.Begin("compare", set.Job.Record, replicas[^1].Receipt.Trace).Of(replicas[0].Row.Id);
        var trees = new List<MerkleSumTree>();
        foreach (var (row, receipt) in replicas)
            trees.Add(await results.Tree(row, receipt, cancellationToken));
        var compared = await Record(set, replicas, trees, () => !stopped && wanted < set.Job.MostReplicas && nodes.CouldTake(replicas[0].Row), cancellationToken);
        span?.SetTag(Tags.Decision, compared.Decision.ToString());
        if (compared.Decision == ReplicaDecision.Another)
            await OpenAnother(set, cancellationToken);
        else
            await Judge(replicas, trees, compared, cancellationToken);
    }

    private async Task<ReplicasCompared> Record(
        ReplicaSet set, List<(BoardTask Row, ReceiptRecord Receipt)> replicas, List<MerkleSumTree> trees, Func<bool> another, CancellationToken cancellationToken)
    {
        var (task, last) = (replicas[0].Row.Id, replicas[^1].Receipt.Digest);
        if (await ledger.Find(ReplicasCompared.KeyOf(task, last, replicas.Count, another: false), cancellationToken) is { } before)
            return PayloadJson.Read<ReplicasCompared>(before);
        var policy = policies.Of(set.Job.Record);
        var opened = replicas.ConvertAll(replica => new OpenedReplica(
            replica.Receipt.Digest, replica.Receipt.Salt!.Value, board.Node(replica.Receipt.Node) is { } node ? board.Read(() => node.Standing.ReplicatedCorrect) : 0));
        var decision = ReplicaRule.Decide(
            [.. trees.Select((tree, i) => (tree.Root, opened[i].ReplicatedCorrect))], set.Job.Replicas, set.Job.MostReplicas, policy.Reputation.VoteTrust, another());
        if (decision == ReplicaDecision.Another
            && await ledger.Find(ReplicasCompared.KeyOf(task, last, replicas.Count, another: true), cancellationToken) is { } wanted)
            return PayloadJson.Read<ReplicasCompared>(wanted);
        var compared = new ReplicasCompared(task, opened, DisputedBlocks.Of(trees), decision);
        await ledger.Append(compared.ToDraft(), cancellationToken);
        return compared;
    }

    /// <summary>Challenges each group of equal replicas; where they differ, only those that are wrong on a block in dispute.</summary>
    private async Task Judge(
        List<(BoardTask Row, ReceiptRecord Receipt)> replicas, List<MerkleSumTree> trees, ReplicasCompared compared, CancellationToken cancellationToken)
    {
        var truth = compared.Decision == ReplicaDecision.Disputed ? await Truth(replicas[^1], compared.Disputed, cancellationToken) : [];
        var groups = replicas.Zip(trees).GroupBy(pair => pair.Second.Root, pair => (pair.First.Row, pair.First.Receipt, Tree: pair.Second));
        foreach (var group in groups)
        {
            var judged = group.Last();
            if (compared.Decision != ReplicaDecision.Disputed || truth.Any(block => judged.Tree.Leaf(block.Key) != block.Value))
                await draws.Judge(judged.Row, judged.Receipt, compared, [.. group.SkipLast(1).Select(equal => equal.Receipt.Digest)], cancellationToken);
        }
    }

    private async Task<Dictionary<int, MerkleSum>> Truth((BoardTask Row, ReceiptRecord Receipt) replica, IReadOnlyList<int> blocks, CancellationToken cancellationToken)
    {
        var (id, job) = (replica.Row.Id, replica.Row.Job);
        var rendered = await engine.Render(
            new ReferenceScene(job.Record.Spec.Package, job.Files, job.Settings), id.Frame, id.Region, id.Samples, blocks, cancellationToken);
        return rendered.ToDictionary(block => block.Block, block => Leaf.Of(replica.Receipt.TaskDigest, block.Block, block.Sums, block.Rays, block.Invalid));
    }

    /// <summary>Opens a row that was withdrawn again, or a new one.</summary>
    private async Task OpenAnother(ReplicaSet set, CancellationToken cancellationToken)
    {
        var (first, count, withdrawn) = board.Read(() => (set.Rows[0], set.Rows.Count, set.Rows.Find(row => row.Record.Withdrawn)));
        if (withdrawn is not null)
        {
            await tasks.Change(withdrawn, record => record.Withdrawn ? new TaskChange(record with { Withdrawn = false }, null, null) : null, cancellationToken);
        }
        else
        {
            var row = FreshTask.Of(set.Job.Record, first.Index, count);
            var commit = await state.Commit(first.Partition, [StateWrite.Insert(row.Key, row)], cancellationToken);
            if (commit.Succeeded)
                board.Add(set.Job, row, commit.ETags[0]);
            else if (await state.Get<TaskRecord>(first.Partition, row.Key, cancellationToken) is { } found)
                // Written before a crash or a failure: it is there, and now on the board.
                board.Add(set.Job, found.Value, found.ETag);
        }

        await bell.Wake(board.TakeWaiting(), cancellationToken);
    }
}
