using System.Diagnostics;
using System.Globalization;
using Render.Lifecycle;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Scheduling;
using Render.Scheduling.Simulation.Population;
using Render.TestScenes.Scheduling;

namespace Render.Scheduling.Simulation.Engine;

/// <summary>
/// The coordinator's board and rules, driven by discrete events: nodes come, claim, finish, leave or crash; leases are renewed and run out. What is not
/// simulated: transfers, audits (every result is accepted at once), replicas (a Trusted task is rendered once), the store.
/// </summary>
internal sealed class NetworkRun
{
    private static readonly Policy Rules = Policy.Default with
    {
        Tiers = Policy.Default.Tiers with { Trusted = Policy.Default.Tiers.Trusted with { Replicas = 1, MostReplicas = 1 } },
    };
    private static readonly LifecycleOptions Options = new();
    private const double Spread = 0.25;

    private static readonly ETag Tag = new("1");

    private readonly Scenario scenario;
    private readonly ServingPolicy policy;
    private readonly VirtualClock clock = new(Scenario.Begin);
    private readonly TaskBoard board;
    private readonly List<BoardJob> unfinished = [];
    private readonly NodeAtWork[] nodes;
    private readonly Dictionary<NodeId, NodeAtWork> byId;
    private readonly PriorityQueue<Happening, (long At, long Order)> ahead = new();
    private readonly Measurements measured;
    private long order;

    public NetworkRun(Scenario scenario, ServingPolicy policy)
    {
        (this.scenario, this.policy) = (scenario, policy);
        board = new TaskBoard(clock, Options);
        nodes = [.. scenario.Nodes.Select(Join)];
        byId = nodes.ToDictionary(node => node.Board.Id);
        foreach (var job in scenario.Jobs)
        {
            var held = BoardWorld.Open(board, job.Record, job.MemoryBytes, Rules, Options);
            if (job.Record.Spec.DeadlineSeconds is { } seconds)
                held.DeadlineMillis = seconds * 1_000;
            unfinished.Add(held);
        }

        measured = new Measurements(policy.Name, Bound.Of(scenario, unfinished, TrueWork, [.. nodes.Select(node => Facts(node.Board))]), unfinished, nodes.Length);
    }

    /// <summary>Runs until all jobs are done.</summary>
    public Outcome Go()
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < nodes.Length; i++)
            foreach (var session in scenario.Nodes[i].Sessions)
            {
                Plan(session.From, HappeningKind.Comes, nodes[i]);
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

        return measured.End(clock.Millis, unfinished.Count, Stopwatch.GetElapsedTime(began));
    }

    private void Happen(Happening next)
    {
        switch (next.Kind)
        {
            case HappeningKind.Comes:
                board.Registered(next.Node!.Board);
                next.Node.There = true;
                measured.Came(clock.Millis, next.Node);
                Claim(next.Node);
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

    private void Claim(NodeAtWork node)
    {
        if (!node.There || node.Task is not null)
            return;
        measured.Claims++;
        board.Saw(node.Board);
        board.Await(node.Board.Id);
        var facts = Facts(node.Board);
        var reserved = board.Reserve(node.Board, queue => policy.Order(queue, unfinished, facts, clock.Millis), 1, policy.Small);
        if (reserved is not [var task])
            return;
        var record = task.Record;
        Move(task, TaskMoves.Lease(record, LeaseIds.Of(default, record.Id, record.Fencing + 1, node.Board.Id), node.Board.Id, clock.GetUtcNow(), null));
        board.Release(node.Board, reserved);
        node.IsFirst = true;
        Begin(node, task);
    }

    private void Begin(NodeAtWork node, BoardTask task)
    {
        (node.Task, node.Since, node.Millis) = (task, clock.Millis, Millis(node, task));
        measured.Began(clock.Millis, node, task);
        Plan(clock.Millis + node.Millis, HappeningKind.Done, node);
    }

    private void Stop(NodeAtWork node, WorkEnd end)
    {
        measured.Ended(clock.Millis, node, end);
        if (node.Twin is { } other)
            (other.Twin, node.Twin) = (null, null);
        (node.Task, node.IsFirst, node.Visit) = (null, false, node.Visit + 1);
    }

    /// <summary>
    /// Gives idle nodes tasks that others hold, where <see cref="StragglerRule"/> says so: the tasks that last longest to the fastest nodes first.
    /// </summary>
    private void Duplicate()
    {
        var idle = nodes.Where(node => node is { There: true, Task: null }).OrderByDescending(node => node.SpeedMilli).Take(200).ToList();
        if (idle.Count == 0)
            return;
        var late = nodes.Where(node => node is { There: true, Twin: null, Task.Job.OpenTasks: 0 })
            .OrderByDescending(node => node.Since + node.Millis).Take(200).ToList();
        foreach (var holder in late)
        {
            var task = holder.Task!;
            var view = new StragglerView(
                task.Record.Work, holder.Board.SpeedMilli, clock.Millis - holder.Since, (int)((clock.Millis - holder.Since) * 1_000_000 / holder.Millis), 1);
            var second = idle.FirstOrDefault(node => Facts(node.Board) is var facts && Fitness.IsFit(facts, task.Job.Needs) && StragglerRule.Decide(view, facts, 0).Duplicate);
            if (second is null)
                continue;
            idle.Remove(second);
            (holder.Twin, second.Twin) = (second, holder);
            Begin(second, task);
        }
    }

    private long Millis(NodeAtWork node, BoardTask task) =>
        // Parts of a picture differ; the scheduler cannot know.
        Math.Max(1, (long)Math.Ceiling(task.Record.Work.Micros / (double)node.SpeedMilli * Weight(task.Job, task.Index)));

    /// <summary>Takes a node's result; where two had the task, the other one stops.</summary>
    private void Finish(NodeAtWork node)
    {
        var (task, now, took) = (node.Task!, clock.GetUtcNow(), clock.Millis - node.Since);
        var other = node.Twin;
        Stop(node, WorkEnd.Done);
        if (other is not null)
            Stop(other, WorkEnd.Beaten);
        var lease = task.Record.Lease!;
        Move(task, TaskMoves.Submit(
            task.Record,
            lease,
            new ReceiptRecord(default, lease.Id, lease.Node, node.Board.Record.Operator, 0, task.Record.ExpectedRays, 0, default, default, default, default, took), now));
        board.TakeSubmitted(int.MaxValue);
        var audit = new AuditRecord
        {
            Attempt = 0,
            Lease = lease.Id,
            Fencing = task.Record.Fencing + 1,
            Blocks = [0],
            Reveal = 0,
            Candidates = default,
            Drawn = now,
            Verdict = VerdictDecision.Accepted,
        };
        Move(task, TaskMoves.Draw(task.Record, audit, now));
        board.TakeUnaudited();
        Move(task, TaskMoves.Accept(task.Record, audit, TaskEvent.VerdictAccepted, now));
        var due = task.Record.Work.Micros / (double)node.Board.BenchmarkSpeedMilli;
        board.Stand(node.Board.Id, standing => standing.AfterTask(took, due, now.ToUnixTimeMilliseconds(), Rules.Reputation));
        var job = task.Job;
        if (job.Counts[(int)TaskState.Accepted] < job.Record.Tasks)
            return;
        measured.Finished(clock.Millis, job);
        unfinished.Remove(job);
        board.Remove(job.Id);
    }

    private void Leave(NodeAtWork node, bool crash)
    {
        measured.Left(clock.Millis, node);
        node.There = false;
        if (node.Task is not { } task)
            return;
        var (other, first) = (node.Twin, node.IsFirst);
        Stop(node, WorkEnd.Lost);
        // The lease is the first one's: where it goes, the second one renders on in its name.
        if (other is not null && first)
            other.IsFirst = true;
        if (!crash && other is null)
            Move(task, TaskMoves.Reopen(task.Record, TaskEvent.LeaseReleased, clock.GetUtcNow(), null));
    }

    private void Tick()
    {
        var second = clock.Millis / 1_000;
        var nothingOpen = board.OpenTasks() == 0;
        foreach (var node in nodes)
            if (node is { There: true, Task.Record: { State: TaskState.Leased } record } && second % 5 == node.Number % 5)
                board.Renew(byId[record.Lease!.Node].Board, record.Lease!.Id, record.Lease.Fencing, 0, null, out _, out _, out _);
            else if (node is { There: true, Task: null } && !nothingOpen && second % 2 == node.Number % 2)
                // Who waits looks again by itself.
                Claim(node);
        foreach (var (task, lease) in board.TakeExpired())
            if (task.Record.Lease?.Id == lease)
            {
                Move(task, TaskMoves.Reopen(task.Record, TaskEvent.LeaseExpired, clock.GetUtcNow(), null));
            }

        foreach (var job in unfinished.Where(job => job.DeadlineMillis <= clock.Millis).ToList())
        {
            // Missed. A coordinator would stop it; here it goes on without a deadline, so that all policies do the same work.
            job.DeadlineMillis = null;
            board.Update(job.Record);
        }

        if (policy.Duplicates)
            Duplicate();
        Reckoning.Step(board, Facts);
        measured.Look(clock.Millis, unfinished);
        Plan(clock.Millis + 1_000, HappeningKind.Tick, null);
    }

    private double TrueWork(BoardJob job) =>
        Enumerable.Range(0, job.Plan.Tasks).Sum(task => FreshTask.Of(job.Record, task, 0).Work.Micros * Weight(job, task));

    /// <summary>A task's true work over what is expected of it; mean 1.</summary>
    private double Weight(BoardJob job, int task) =>
        new Draw(scenario.Seed, Purpose.Pace, long.Parse(job.Id.Value.AsSpan(4), CultureInfo.InvariantCulture), task).LogNormal(Math.Exp(-Spread * Spread / 2), Spread);

    private void Move(BoardTask task, TaskChange change) => board.Apply(task, change.Next with { Version = task.Record.Version + 1 }, Tag);

    private void Plan(long at, HappeningKind kind, NodeAtWork? node) => ahead.Enqueue(new Happening(kind, node, node?.Visit ?? 0), (at, order++));

    private NodeFacts Facts(BoardNode node) => NodeFactsOf.Node(node, Rules, Options.EngineName, engineOut: false, new KnownPlace { Region = node.Record.Region }, clock.GetUtcNow());

    private NodeAtWork Join(SimulatedNode node, int number)
    {
        var held = board.Apply(node.Record, Tag);
        // What a lease binds is another matter than what is measured here.
        held.Stake = Tokens.FromWhole(1_000_000_000);
        return new NodeAtWork(number, held, node.SpeedMilli);
    }

    private readonly record struct Happening(HappeningKind Kind, NodeAtWork? Node, int Visit);

    private enum HappeningKind
    {
        Comes,
        Leaves,
        Crashes,
        Done,
        Tick,
    }
}

/// <summary>A node in a run.</summary>
/// <param name="number">Its number.</param>
/// <param name="held">It on the board.</param>
/// <param name="speedMilli">Its true mean speed.</param>
internal sealed class NodeAtWork(int number, BoardNode held, long speedMilli)
{
    public int Number { get; } = number;

    public BoardNode Board { get; } = held;

    public long SpeedMilli { get; } = speedMilli;

    /// <summary>Whether it is there.</summary>
    public bool There { get; set; }

    /// <summary>What it renders; null: nothing.</summary>
    public BoardTask? Task { get; set; }

    /// <summary>Since when, milliseconds.</summary>
    public long Since { get; set; }

    /// <summary>Counts its tasks, so that the end of one that was lost is no end.</summary>
    public int Visit { get; set; }

    /// <summary>Time that its task takes it, milliseconds.</summary>
    public long Millis { get; set; }

    /// <summary>Who renders the same task; null: nobody.</summary>
    public NodeAtWork? Twin { get; set; }

    /// <summary>Whether the lease is its own.</summary>
    public bool IsFirst { get; set; }
}

/// <summary>How a node's work on a task ends.</summary>
internal enum WorkEnd
{
    /// <summary>It was the first to finish.</summary>
    Done,

    /// <summary>The node left.</summary>
    Lost,

    /// <summary>Another one finished the task first.</summary>
    Beaten,
}
