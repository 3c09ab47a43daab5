using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <content>Leases of cheaper tiers that are asked to yield, or parked: by <see cref="PreemptionRule"/>.</content>
internal sealed partial class TaskBoard
{
    /// <summary>Nodes looked at in one step, evenly spread over all.</summary>
    private const int HoldersAtOnce = 500;

    /// <summary>Waiting nodes looked at before they are taken to be fit for nothing.</summary>
    private const int WaitersAtOnce = 256;

    /// <summary>Jobs of a tier that are looked at: those that are served first.</summary>
    private const int JobsServed = 4;

    private readonly Dictionary<LeaseId, BoardTask> yielding = [];

    /// <summary>Leases that should yield now.</summary>
    /// <param name="factsOf">What is known of a node; called under the lock.</param>
    /// <param name="policy">The bounds.</param>
    /// <returns>For each the task, the lease, the job that waits and why.</returns>
    /// <remarks>Where no tier lacks anything, which is the rule, it looks at the tiers alone; else at a sample of the nodes, one at a time under the lock.</remarks>
    public List<ChosenYield> ChooseYields(Func<BoardNode, NodeFacts> factsOf, LeasePolicy policy)
    {
        var chosen = new List<ChosenYield>();
        List<(BoardJob Job, long Coming)> lacking;
        lock (gate)
        {
            ForgetYields();
            lacking = Lacking();
        }

        if (lacking.Count == 0 || policy.YieldsMost == 0)
            return chosen;
        var held = HeldBy(factsOf, out var oneIn);
        foreach (var (job, coming) in lacking)
            lock (gate)
            {
                var room = policy.YieldsAtOnce - yielding.Count - chosen.Count;
                if (room <= 0 || !job.HandsOut || SomebodyWaits(job, factsOf))
                    continue;
                var already = chosen.Where(other => other.For.Record.Tier == job.Record.Tier).Sum(other => other.Work.Node.SpeedMilli);
                var left = held.Where(work => !chosen.Exists(other => other.Work.Node.Id == work.Work.Node.Id)).ToDictionary(work => work.Work.Lease);
                chosen.AddRange(
                    PreemptionRule.Choose(job.Candidate, Math.Min(job.OpenTasks, room), job.Replicas, queue.Working, coming + already, [.. left.Values.Select(work => work.Work)], oneIn, policy, NowMillis)
                        .Select(work => new ChosenYield(left[work.Lease].Task, work, job)));
            }

        return chosen;
    }

    /// <summary>Notes that a lease was asked to yield.</summary>
    public void Ask(BoardTask task, LeaseId lease, BoardJob waiting)
    {
        lock (gate)
        {
            if (task.Job.Stopped || task.Record is not { State: TaskState.Leased } || task.Record.Lease!.Id != lease)
                return;
            task.Yield = new AskedYield(waiting.Id, waiting.Record.Tier, clock.GetTimestamp());
            yielding[lease] = task;
        }
    }

    /// <summary>What a node's next heartbeat is told to park.</summary>
    public List<LeaseYield> YieldsOf(BoardNode node)
    {
        lock (gate)
            return [.. node.Renders.Where(held => held.Value is { Yield: not null, ParkedAt: null } && held.Value.Record.Lease?.Id == held.Key)
                .Select(held => new LeaseYield(held.Key, held.Value.Yield!.For, held.Value.Yield.Tier))];
    }

    /// <summary>Takes a node's word that it has parked a task, or goes on with it.</summary>
    /// <returns>Whether it was otherwise before.</returns>
    public bool Park(BoardTask task, LeaseId lease, bool parked)
    {
        lock (gate)
        {
            // Of two leases only the first is ever asked, and what is committed to is done.
            if (task.Job.Stopped || task.Record is not { State: TaskState.Leased, Commitment: null } || task.Record.Lease!.Id != lease || parked == task.ParkedAt is not null)
                return false;
            if (parked)
            {
                task.ParkedAt = clock.GetTimestamp();
                task.Job.Park(task.Record.Lease.Node);
                // After a restart nobody knows whom it was parked for; that it is, counts all the same.
                yielding[lease] = task;
            }
            else
            {
                (task.ParkedBefore, task.ParkedAt, task.Yield) = (Parked(task), null, null);
                task.Job.Resume(task.Record.Lease.Node);
                yielding.Remove(lease);
            }

            Requeue(task.Job);
            return true;
        }
    }

    /// <summary>Time that a task was parked under its lease, as far as it does not count as its holder's.</summary>
    private TimeSpan Parked(BoardTask task)
    {
        var parked = task.ParkedBefore + (task.ParkedAt is { } at ? clock.GetElapsedTime(at) : TimeSpan.Zero);
        return parked < task.Job.MostParked ? parked : task.Job.MostParked;
    }

    /// <summary>The jobs that a node may serve: of one that has parked work those alone that come before it, and only for as long as it may stand still.</summary>
    /// <param name="node">The node.</param>
    /// <param name="facts">What is known of it: jobs that it cannot be fit for may be left out; null: none is.</param>
    private IEnumerable<BoardJob> OpenTo(BoardNode node, NodeFacts? facts = null)
    {
        var parked = node.Renders.Values.Where(task => task.ParkedAt is not null).ToList();
        if (parked.Count == 0)
            return queue.InOrder(facts);
        if (parked.Exists(task => Parked(task) >= task.Job.MostParked))
            return [];
        var (dearest, working) = (parked.MaxBy(task => task.Job.Needs.Tier)!.Job.Needs, queue.Working);
        if (working.All(load => load.Tier != dearest.Tier))
            working = [.. working, new TierLoad(dearest.Tier, 0, dearest.TierWeight)];
        return queue.InOrder(facts).Where(job => PreemptionRule.GoesFirst(job.Needs.Tier, dearest.Tier, node.SpeedMilli, working));
    }

    /// <summary>Whether the node has parked work: it is to do that before it helps others with theirs.</summary>
    public bool HasParked(BoardNode node)
    {
        lock (gate)
            return node.Renders.Values.Any(task => task.ParkedAt is not null);
    }

    private List<(BoardJob Job, long Coming)> Lacking()
    {
        var working = queue.Working;
        return
        [
            .. working.Where(load => queue.OpenIn(load.Tier) > 0 && working.Any(other => other.Tier < load.Tier && other.SpeedMilli > 0))
                .Select(load => (load.Tier, Lack: TierOrder.LackMilli(load, working), Coming: ComingTo(load.Tier)))
                .Where(tier => tier.Lack > tier.Coming)
                .OrderByDescending(tier => tier.Tier)
                .SelectMany(tier => queue.InTier(tier.Tier).Take(JobsServed).Select(job => (job, tier.Coming))),
        ];
    }

    /// <summary>Speed that was asked for a tier and does not work for it yet.</summary>
    private long ComingTo(Tier tier) => yielding.Values
        .Where(task => task.Yield?.Tier == tier)
        .Select(task => nodes.GetValueOrDefault(task.Record.Lease!.Node)).OfType<BoardNode>().Distinct()
        .Where(node => node.Renders.Values.All(task => task.Job.Record.Tier != tier || task.Record.Commitment is not null))
        .Sum(node => node.SpeedMilli);

    /// <summary>Forgets who was asked and did not listen in three heartbeats and a lease, and what ended with its job.</summary>
    private void ForgetYields()
    {
        foreach (var (lease, task) in yielding.ToList())
        {
            var ignored = task.ParkedAt is null && task.Yield is { } asked && clock.GetElapsedTime(asked.At) > (3 * options.Heartbeat) + options.Lease;
            if (!ignored && !task.Job.Stopped && !task.Job.Removed)
                continue;
            task.Yield = null;
            yielding.Remove(lease);
        }
    }

    /// <summary>A lease's end, or another's beginning: it was never asked for anything.</summary>
    private void ForgetYield(BoardTask task, LeaseId? lease)
    {
        if (lease is { } known)
            yielding.Remove(known);
        (task.Yield, task.ParkedAt, task.ParkedBefore) = (null, null, default);
    }

    private bool SomebodyWaits(BoardJob job, Func<BoardNode, NodeFacts> factsOf)
    {
        var looked = 0;
        for (var place = waitingInOrder.First; place is not null && looked < WaitersAtOnce; place = place.Next, looked++)
            if (nodes.TryGetValue(place.Value, out var node) && node.Renders.Count == 0 && TakesWork(node) && IsAlive(node) && Fitness.IsFit(factsOf(node), job.Needs))
                return true;
        return false;
    }

    private List<(HeldWork Work, BoardTask Task)> HeldBy(Func<BoardNode, NodeFacts> factsOf, out int oneIn)
    {
        lock (gate)
            oneIn = Math.Max(1, (awake.Count + HoldersAtOnce - 1) / HoldersAtOnce);
        var found = new List<(HeldWork, BoardTask)>();
        foreach (var node in Sample(HoldersAtOnce))
            lock (gate)
            {
                if (!IsAlive(node) || HasParked(node))
                    continue;
                // What it began first: the others wait for it.
                var (lease, task) = node.Renders.Where(held => held.Value.Record.Commitment is null).OrderBy(held => held.Value.Since).FirstOrDefault();
                if (task is not null)
                    found.Add((Work(task, lease, node, factsOf(node)), task));
            }

        return found;
    }

    private HeldWork Work(BoardTask task, LeaseId lease, BoardNode node, NodeFacts facts)
    {
        var yields = task.Record.History.Reverse().TakeWhile(moment => moment.Event != TaskEvent.LeaseGranted).Count(moment => moment.Event == TaskEvent.LeaseYielded && moment.Node == node.Id);
        return new HeldWork(lease, facts, task.Job.Record.Tier, StragglerRule.Remaining(View(task)), yields)
        {
            CanYield = task.Record.Lease?.Id == lease && task is { Yield: null, Arriving: 0, Job.Stopped: false } && task.Record is { State: TaskState.Leased, Duplicate: null, Commitment: null },
        };
    }
}

/// <summary>A lease that should yield.</summary>
/// <param name="Task">What it is of.</param>
/// <param name="Work">The lease and its node, as they were looked at.</param>
/// <param name="For">The job that waits.</param>
internal sealed record ChosenYield(BoardTask Task, HeldWork Work, BoardJob For);
