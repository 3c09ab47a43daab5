using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Reputation;
using Render.TestScenes.Scheduling;

namespace Render.Scheduling.Simulation.Engine;

/// <summary>What comes of finished work, by the board's rows and <see cref="ReplicaRule"/>: everybody is honest, and audits take no time.</summary>
internal sealed class Verdicts(TaskBoard board, Policy rules, TimeProvider clock)
{
    private static readonly ETag Tag = new("1");

    /// <summary>Rows opened because the first replicas' nodes were not credible enough.</summary>
    public int Further { get; private set; }

    /// <summary>Writes a change of a row.</summary>
    public void Move(BoardTask row, TaskChange change) => board.Apply(row, change.Next with { Version = row.Record.Version + 1 }, Tag);

    /// <summary>Records a receipt; where it is the only one of its task, it is accepted at once.</summary>
    /// <param name="held">The row and the lease it was rendered under.</param>
    /// <param name="node">Who rendered it.</param>
    /// <param name="took">Milliseconds of rendering.</param>
    public void Submit(Held held, BoardNode node, long took)
    {
        var (row, lease) = held;
        Move(row, TaskMoves.Submit(
            row.Record, lease,
            new ReceiptRecord(Digest.Of(BitConverter.GetBytes(row.Index)), lease.Id, node.Id, node.Record.Operator, 0, row.Record.ExpectedRays, 0, default, default, default, default, took),
            clock.GetUtcNow()));
        if (row.Job.Replicas > 1)
            return;
        board.TakeSubmitted(int.MaxValue);
        Judge(row);
    }

    /// <summary>Compares the replicas of tasks of which all are open.</summary>
    public void Compare()
    {
        foreach (var set in board.TakeReady())
        {
            var replicas = set.Undecided();
            var decision = ReplicaRule.Decide(
                [.. replicas.Select(replica => (replica.Receipt.Digest, board.Node(replica.Receipt.Node)!.Standing.ReplicatedCorrect))],
                set.Job.Replicas, set.Job.MostReplicas, rules.Reputation.VoteTrust, another: true);
            if (decision == ReplicaDecision.Another)
                Another(set);
            else
                foreach (var (row, _) in replicas)
                    Judge(row);
        }
    }

    private void Another(ReplicaSet set)
    {
        Further++;
        board.Add(set.Job, FreshTask.Of(set.Job.Record, set.Rows[0].Index, set.Rows.Count), Tag);
    }

    private void Judge(BoardTask row)
    {
        var (now, receipt) = (clock.GetUtcNow(), row.Record.Receipt!);
        var audit = BoardWorld.Audit(row.Record, now);
        Move(row, TaskMoves.Draw(row.Record, audit, now));
        Move(row, TaskMoves.Accept(row.Record, audit, TaskEvent.VerdictAccepted, now));
        board.TakeUnaudited();
        var due = row.Record.Work.Micros / (double)board.Node(receipt.Node)!.BenchmarkSpeedMilli;
        board.Stand(receipt.Node, standing => standing.AfterTask(receipt.Millis, due, now.ToUnixTimeMilliseconds(), rules.Reputation, row.Job.Replicas > 1));
    }
}
