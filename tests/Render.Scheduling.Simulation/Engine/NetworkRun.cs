using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Render.Lifecycle;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Scheduling;
using Render.Scheduling.Simulation.Population;
using Render.TestScenes.Scheduling;

namespace Render.Scheduling.Simulation.Engine;

/// <summary>
/// The coordinator's board and rules, driven by discrete events: nodes come, claim, fetch, finish, drain, leave or crash; leases are renewed and run out;
/// replicas are committed to, opened and compared. What is not simulated: audits (everybody is honest) and the store.
/// </summary>
internal sealed class NetworkRun
{
    private static readonly Policy Rules = Policy.Default;
    private static readonly LifecycleOptions Options = new() { EngineBuild = 1 };
    private const double Spread = 0.25;

    /// <summary>Who is about to leave says so this long before, and begins nothing more, milliseconds.</summary>
    private const long DrainMillis = 60_000;

    private readonly Scenario scenario;
    private readonly ServingPolicy policy;
    private readonly VirtualClock clock = new(Scenario.Begin);
    private readonly TaskBoard board;
    private readonly Verdicts verdicts;
    private readonly List<BoardJob> unfinished = [];
    private readonly ImmutableHashSet<Digest> everything;
    private readonly NodeAtWork[] nodes;
    private readonly Dictionary<NodeId, NodeAtWork> byId;
    private readonly PriorityQueue<Happening, (long At, long Order)> ahead = new();
    private readonly Measurements measured;
    private long order;

    public NetworkRun(Scenario scenario, ServingPolicy policy)
    {
        (this.scenario, this.policy) = (scenario, policy);
        board = new TaskBoard(clock, Options);
        verdicts = new Verdicts(board, Rules, clock);
        everything = [.. scenario.Jobs.Select(job => job.Record.Spec.Package)];
        nodes = [.. scenario.Nodes.Select((node, number) => Join(node, number))];
        byId = nodes.ToDictionary(node => node.Board.Id);
        foreach (var job in scenario.Jobs)
        {
            var held = BoardWorld.Open(board, job.Record, job.MemoryBytes, Rules, Options);
            if (job.Record.Spec.DeadlineSeconds is { } seconds)
                held.DeadlineMillis = seconds * 1_000;
            unfinished.Add(held);
        }

        var works = unfinished.ToDictionary(job => job.Id, TrueWork);
        measured = new Measurements(policy.Name, Bound.Of(scenario, unfinished, job => works[job.Id], [.. nodes.Select(node => Facts(node.Board))]), unfinished, nodes.Length);
    }

    /// <summary>Runs until all jobs are done.</summary>
    public Outcome Go()
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < nodes.Length; i++)
            foreach (var session in scenario.Nodes[i].Sessions)
            {
                Plan(session.From, HappeningKind.Comes, nodes[i]);
                if (!session.Crash)
                    Plan(Math.Max(session.From + 1, session.To - DrainMillis), HappeningKind.Drains, nodes[i]);
                Plan(session.To, session.Crash ? HappeningKind.Crashes : HappeningKind.Leaves, nodes[i]);
            }

        Plan(0, HappeningKind.Tick, null);
        while (unfinished.Count > 0 && ahead.TryDequeue(out var next, out var when) && when.At < Scenario.Longest)
        {
            clock.Millis = when.At;
            Happen(next);
            foreach (var woken in board.TakeWaiting())
                Claim(byId[woken]);
        }

        return measured.End(clock.Millis, unfinished.Count, verdicts.Further, Stopwatch.GetElapsedTime(began));
    }

    private void Happen(Happening next)
    {
        switch (next.Kind)
        {
            case HappeningKind.Comes:
                board.Registered(next.Node!.Board);
                (next.Node.There, next.Node.Beats) = (true, 0);
                measured.Came(clock.Millis, next.Node);
                Claim(next.Node);
                break;
            case HappeningKind.Drains:
                Beat(next.Node!, draining: true);
                break;
            case HappeningKind.Leaves or HappeningKind.Crashes:
                Leave(next.Node!, next.Kind == HappeningKind.Crashes);
                break;
            case HappeningKind.Done when next.Node!.Visit == next.Visit:
                Finish(next.Node);
                Claim(next.Node);
                break;
            case HappeningKind.Tick:
                Tick();
                break;
        }
    }

    /// <summary>What <see cref="AssignWork"/> does: a task by the policy's order, else one of a straggler.</summary>
    private void Claim(NodeAtWork node)
    {
        if (!node.There || node.Task is not null || node.Board.Draining)
            return;
        measured.Claims++;
        board.Saw(node.Board);
        board.Await(node.Board.Id);
        var facts = Facts(node.Board);
        if (board.Reserve(node.Board, queue => policy.Order(queue, unfinished, facts, clock.Millis), 1, policy.Small, facts) is [var row])
        {
            var record = row.Record;
            verdicts.Move(row, TaskMoves.Lease(record, LeaseIds.Of(default, record.Id, record.Fencing + 1, node.Board.Id), node.Board.Id, clock.GetUtcNow(), null));
            board.Release(node.Board, [row]);
            Begin(node, new Held(row, row.Record.Lease!));
        }
        else if (policy.Duplicates && board.FindLaggard(node.Board, facts, jobs => jobs.Where(job => Fitness.IsFit(facts, job.Needs)), _ => Rules.Leases) is { Task: var task } laggard)
        {
            var record = task.Record;
            verdicts.Move(task, laggard.Give(record, LeaseIds.Of(default, record.Id, record.Fencing + 1, node.Board.Id), node.Board.Id, clock.GetUtcNow(), ""));
            measured.Duplicated();
            Begin(node, new Held(task, task.Record.Duplicate!));
        }
    }

    private void Begin(NodeAtWork node, Held task)
    {
        (node.Task, node.Since, node.Fetch, node.Millis) = (task, clock.Millis, 0, Millis(node, task.Row));
        if (node.Packages is { } packages && packages.Use(task.Row.Job.Record.Spec.Package, task.Row.Job.PackageBytes) is > 0 and var bytes)
        {
            node.Fetch = bytes * 1_000 / packages.BytesPerSecond;
            measured.Fetched(node, bytes);
            Beat(node, node.Board.Draining);
        }

        measured.Began(clock.Millis, node, task.Row);
        Plan(clock.Millis + node.Fetch + node.Millis, HappeningKind.Done, node);
    }

    /// <summary>Says what the node holds, and whether it wants more.</summary>
    private void Beat(NodeAtWork node, bool draining)
    {
        board.Beat(node.Board, new Heartbeat(++node.Beats, draining, [], node.Packages is { } packages ? [.. packages.All] : [], 0));
        if (node.Packages is null)
            node.Board.Cached = everything;
    }

    private void Stop(NodeAtWork node, WorkEnd end)
    {
        measured.Ended(clock.Millis, node, end);
        (node.Task, node.Visit) = (null, node.Visit + 1);
    }

    // Parts of a picture differ; the scheduler cannot know.
    private long Millis(NodeAtWork node, BoardTask task) =>
        Math.Max(1, (long)Math.Ceiling(task.Record.Work.Micros / (double)node.SpeedMilli * Weight(task.Job, task.Index)));

    /// <summary>Takes a node's result, or commits to it where others render the task too; worthless where another was first or the lease has run out.</summary>
    private void Finish(NodeAtWork node)
    {
        var held = node.Task!;
        var holds = held.Row.Record.Held(held.Lease.Id) is not null;
        Stop(node, holds ? WorkEnd.Done : WorkEnd.Beaten);
        if (!holds)
            return;
        if (held.Row.Job.Replicas == 1)
        {
            Submit(node, held);
            return;
        }

        verdicts.Move(held.Row, TaskMoves.Commit(held.Row.Record, held.Lease, new CommitmentRecord(default, default, 0), clock.GetUtcNow()));
        node.Committed.Add(held);
    }

    private void Submit(NodeAtWork node, Held held)
    {
        verdicts.Submit(held, node.Board, node.Millis);
        verdicts.Compare();
        var job = held.Row.Job;
        if (job.Removed || job.Counts[(int)TaskState.Accepted] < job.Record.Tasks)
            return;
        measured.Finished(clock.Millis, job);
        unfinished.Remove(job);
        board.Remove(job.Id);
    }

    private void Leave(NodeAtWork node, bool crash)
    {
        measured.Left(clock.Millis, node);
        node.There = false;
        // What it committed to and does not open runs out.
        node.Committed.Clear();
        if (node.Task is not { } held)
            return;
        Stop(node, WorkEnd.Lost);
        if (!crash && held.Row.Record.Held(held.Lease.Id) is not null)
            verdicts.Move(held.Row, TaskMoves.EndLease(held.Row.Record, held.Lease.Id, TaskEvent.LeaseReleased, clock.GetUtcNow(), null));
    }

    /// <summary>Renews what a node holds, and opens what may be opened.</summary>
    private void Renew(NodeAtWork node)
    {
        if (node.Task is { } held && !board.Renew(node.Board, held.Lease.Id, held.Lease.Fencing, node.Progress(clock.Millis), null, out _, out _, out var why))
            Stop(node, why == LeaseEnd.Superseded ? WorkEnd.Beaten : WorkEnd.Lost);
        foreach (var committed in node.Committed.ToList())
        {
            var holds = board.Renew(node.Board, committed.Lease.Id, committed.Lease.Fencing, 1, null, out _, out var mayOpen, out _);
            if (!holds || mayOpen)
                node.Committed.Remove(committed);
            if (mayOpen)
                Submit(node, committed);
        }
    }

    private void Tick()
    {
        var second = clock.Millis / 1_000;
        foreach (var node in nodes)
        {
            if (!node.There)
                continue;
            if (second % 5 == node.Number % 5 && (node.Task is not null || node.Committed.Count > 0))
                Renew(node);
            if (node.Task is null && second % 2 == node.Number % 2)
                // Who waits looks again by itself.
                Claim(node);
        }

        foreach (var (row, lease) in board.TakeExpired())
            if (row.Record.Held(lease) is { } held)
                verdicts.Move(
                    row,
                    board.MayOpen(row) && row.Record.Commitment is not null
                        ? TaskMoves.Reopen(row.Record, TaskEvent.CommitmentUnopened, clock.GetUtcNow(), null)
                        : TaskMoves.EndLease(row.Record, held.Id, TaskEvent.LeaseExpired, clock.GetUtcNow(), null));

        foreach (var job in unfinished.Where(job => job.DeadlineMillis <= clock.Millis).ToList())
        {
            // Missed. A coordinator would stop it; here it goes on without a deadline, so that all policies do the same work.
            job.DeadlineMillis = null;
            board.Update(job.Record);
        }

        Reckoning.Step(board, Facts);
        measured.Look(clock.Millis, unfinished);
        Plan(clock.Millis + 1_000, HappeningKind.Tick, null);
    }

    /// <summary>What a job's tasks truly take, each counted once, and the most that one takes; millionths of a work unit.</summary>
    private (double All, double Most) TrueWork(BoardJob job)
    {
        var (all, most) = (0.0, 0.0);
        for (var index = 0; index < job.Plan.Tasks; index++)
        {
            var work = job.Plan.WorkOf(job.Plan.Task(job.Id, index), job.Record.Quote!.Estimate.WorkP50).Micros * Weight(job, index);
            (all, most) = (all + work, Math.Max(most, work));
        }

        return (all, most);
    }

    /// <summary>A task's true work over what is expected of it; mean 1.</summary>
    private double Weight(BoardJob job, int task) =>
        new Draw(scenario.Seed, Purpose.Pace, long.Parse(job.Id.Value.AsSpan(4), CultureInfo.InvariantCulture), task).LogNormal(Math.Exp(-Spread * Spread / 2), Spread);

    private void Plan(long at, HappeningKind kind, NodeAtWork? node) => ahead.Enqueue(new Happening(kind, node, node?.Visit ?? 0), (at, order++));

    private NodeFacts Facts(BoardNode node) => NodeFactsOf.Node(node, Rules, Options.EngineName, engineOut: false, new KnownPlace { Region = node.Record.Region }, clock.GetUtcNow());

    private NodeAtWork Join(SimulatedNode node, int number)
    {
        var held = board.Apply(node.Record, new ETag("1"));
        // What a lease binds is another matter than what is measured here.
        held.Stake = Tokens.FromWhole(1_000_000_000);
        if (node.DownBytesPerSecond is { } down)
            return new NodeAtWork(number, held, node.SpeedMilli, new PackageCache(down));
        held.Cached = everything;
        return new NodeAtWork(number, held, node.SpeedMilli, null);
    }

    private readonly record struct Happening(HappeningKind Kind, NodeAtWork? Node, int Visit);

    private enum HappeningKind
    {
        Comes,
        Drains,
        Leaves,
        Crashes,
        Done,
        Tick,
    }
}
