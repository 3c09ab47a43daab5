using Render.Lifecycle.Jobs;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

internal sealed partial class TaskBoard
{
    /// <summary>Tasks that came back looked at for one node before it is given one that nobody had.</summary>
    private const int Patience = 256;

    private Reckoned reckoned;
    private int looked;

    /// <summary>Milliseconds on the monotonic clock, which no change of the wall clock moves: what deadlines are measured by.</summary>
    public long NowMillis => (long)clock.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>Takes up to <paramref name="max"/> open tasks out of the queues for a claim. Each is then leased or given back.</summary>
    /// <param name="node">Who asks.</param>
    /// <param name="order">Of the jobs with open tasks, in the scheduler's order, those that the node may serve; called under the lock and asked for no more than needed.</param>
    /// <param name="max">How many; a node never holds more than <see cref="WireLimits.ClaimsAtOnce"/>.</param>
    /// <param name="small">Whether the node should have none but the last, smaller tasks of a job; null: of no job.</param>
    /// <param name="facts">What is known of the node, where <paramref name="order"/> passes over what it is not fit for: then many such jobs are passed over at once.</param>
    public List<BoardTask> Reserve(
        BoardNode node, Func<IEnumerable<BoardJob>, IEnumerable<BoardJob>> order, int max, Predicate<BoardJob>? small = null, NodeFacts? facts = null)
    {
        var taken = new List<BoardTask>();
        lock (gate)
        {
            // Who claims again and again without delivering holds no more than one claim could give it; who let leases run out, one, until it has delivered.
            max = Math.Min(max, (node.Standing.LostInARow > 0 ? 1 : WireLimits.ClaimsAtOnce) - node.Renders.Count);
            foreach (var job in max > 0 ? order(OpenTo(node, facts)) : [])
            {
                if (job.HandsOut && !IsPassedOver(job, node))
                    taken.AddRange(job.Take(node.Record.Operator, max - taken.Count, Patience, small?.Invoke(job) == true, task => MayTry(task, node)));
                if (taken.Count == max)
                    break;
            }

            foreach (var task in taken)
                task.Reserved = true;
            if (taken.Count > 0)
                StopWaiting(node.Id);
            foreach (var job in taken.Select(task => task.Job).Distinct())
                Requeue(job);
        }

        return taken;
    }

    /// <summary>Brings the order of jobs up to date with time: a deadline comes nearer while nothing else happens. Looks at all nodes and jobs.</summary>
    public void Reckon()
    {
        List<BoardJob> running;
        lock (gate)
        {
            var (fleet, fastest) = (default(Workforce), 0L);
            for (var place = awake.Last; place is not null && IsAlive(place.Value); place = place.Previous)
                (fleet, fastest) = (fleet.With(place.Value.SpeedMilli), Math.Max(fastest, place.Value.SpeedMilli));
            running = [.. jobs.Values.Where(job => job.Dispatching)];
            reckoned = new Reckoned(NowMillis, fleet, fastest, running.Sum(job => job.LeftWork), running.Sum(job => job.OpenWork));
        }

        // One by one, so that no claim waits for all of them.
        foreach (var job in running)
            lock (gate)
                Requeue(job);
    }

    /// <summary>Some of the nodes that take work, evenly from those seen last to those seen first; all where there are no more than <paramref name="most"/>.</summary>
    public List<BoardNode> Sample(int most)
    {
        lock (gate)
        {
            var (step, at) = ((awake.Count + most - 1) / most, 0);
            return [.. awake.Where(_ => at++ % step == 0)];
        }
    }

    /// <summary>Jobs with open tasks in turn, those that were never looked at first.</summary>
    /// <param name="most">How many.</param>
    public List<BoardJob> NextToLookAt(int most)
    {
        lock (gate)
        {
            var open = jobs.Values.Where(job => job.Dispatching && job.OpenTasks > 0).ToList();
            var next = open.Where(job => job.FitPpm is null).Take(most).ToList();
            while (next.Count < Math.Min(most, open.Count))
                next.Add(open[looked++ % open.Count]);
            return next;
        }
    }

    /// <summary>Whether a node may have a task: not where its operator has another replica, nor where it failed with it, nor where it lost it and another node could have it.</summary>
    private bool MayTry(BoardTask task, BoardNode node)
    {
        var set = task.Job.ApartOf(task);
        return !StoodAlone(task.Record, node.Record.Operator) && set?.Takes(node.Record.Operator, OwnerOf) != false
            && (!task.Record.Tried.Contains(node.Id) || (!Failed(task.Record, node.Id) && !AnotherCould(task, set)));
    }

    /// <summary>Whether a result of the operator's stood alone: its nodes may share what is wrong with it.</summary>
    private static bool StoodAlone(TaskRecord task, OperatorId owner) => task.Past.Any(past => past.Why == TaskEvent.StoodAlone && past.Receipt.Operator == owner);

    /// <summary>Whether the node did more than lose the task: then it never gets it again.</summary>
    private static bool Failed(TaskRecord task, NodeId node) => task.History.Any(moment =>
        moment.Node == node && moment.Event is (TaskEvent.NodeFailed or TaskEvent.ReceiptInvalid or TaskEvent.VerdictRejected or TaskEvent.VerdictInconclusive or TaskEvent.CommitmentUnopened or TaskEvent.StoodAlone));

    /// <summary>Whether a node that lives has not had the task. Where none has, who merely lost it may try again: better than nobody.</summary>
    private bool AnotherCould(BoardTask task, ApartRows? set)
    {
        // Those seen last come first, so no more are looked at than have had the task, or whose operators have.
        for (var place = awake.Last; place is not null && IsAlive(place.Value); place = place.Previous)
            if (!task.Record.Tried.Contains(place.Value.Id) && set?.Takes(place.Value.Record.Operator, OwnerOf) != false)
                return true;
        return false;
    }

    /// <summary>Ends a node's reservations: a task that is still open goes back into its queue.</summary>
    public void Release(BoardNode node, IEnumerable<BoardTask> tasks)
    {
        lock (gate)
            foreach (var task in tasks)
            {
                task.Reserved = false;
                task.Job.ApartOf(task)?.Claiming.Remove(node.Record.Operator);
                if (task.Record is { State: TaskState.Open, Withdrawn: false })
                    task.Job.Open(task);
                Requeue(task.Job);
            }
    }

    /// <summary>Audits drawn for the node that it has not taken, at most <paramref name="max"/>; they count as taken from now on.</summary>
    /// <param name="node">The node.</param>
    /// <param name="max">Most of them.</param>
    /// <param name="mayHold">Whether it may come to hold what an audit of a job needs; called under the lock.</param>
    public List<BoardTask> TakeAudits(BoardNode node, int max, Func<BoardJob, bool> mayHold)
    {
        var taken = new List<BoardTask>();
        lock (gate)
        {
            foreach (var (lease, task) in node.Audits)
            {
                if (taken.Count == max)
                    break;
                if (task.AuditTaken || !mayHold(task.Job))
                    continue;
                task.AuditTaken = true;
                (task.Since, task.Limit) = (clock.GetTimestamp(), null);
                SetDeadline(task, lease, options.Lease);
                taken.Add(task);
            }
        }

        return taken;
    }

    /// <summary>
    /// Whether an auditor could not know of the audit drawn for it: a node asks for work between two tasks only, however long one lasts, and no
    /// more while it drains.
    /// </summary>
    public bool CouldNotKnow(BoardTask task, NodeId auditor)
    {
        lock (gate)
            return !task.AuditTaken && nodes.TryGetValue(auditor, out var node)
                && (node.Draining || node.Renders.Count > 0 || node.Audits.Values.Any(audit => audit.AuditTaken));
    }

    /// <summary>Number of open tasks that may be handed out.</summary>
    public int OpenTasks()
    {
        lock (gate)
            return queue.Open;
    }

    /// <summary>Open tasks that may be handed out, in each tier.</summary>
    public Dictionary<Tier, int> OpenByTier()
    {
        lock (gate)
            return Enum.GetValues<Tier>().ToDictionary(tier => tier, queue.OpenIn);
    }

    /// <summary>Receipts that wait for a reveal; each is returned once.</summary>
    public List<(BoardTask Task, ReceiptRecord Receipt)> TakeSubmitted(int max)
    {
        lock (gate)
        {
            var batch = new List<(BoardTask, ReceiptRecord)>();
            // Revoked and rendered again while it waited, a task stands here twice.
            var seen = new HashSet<BoardTask>();
            var taken = 0;
            for (; taken < submitted.Count && batch.Count < max; taken++)
                if (submitted[taken].Record is { State: TaskState.Submitted, Receipt: { } receipt } && seen.Add(submitted[taken]))
                    batch.Add((submitted[taken], receipt));
            submitted.RemoveRange(0, taken);
            return batch;
        }
    }

    /// <summary>Puts receipts back that were not drawn.</summary>
    public void GiveBackSubmitted(IEnumerable<BoardTask> tasks)
    {
        lock (gate)
            submitted.AddRange(tasks.Where(task => task.Record.State == TaskState.Submitted));
    }

    /// <summary>The audit that has waited longest for the reference CPU; each is returned once.</summary>
    public BoardTask? TakeUnaudited()
    {
        lock (gate)
        {
            while (unaudited.TryDequeue(out var task))
                if (NeedsReference(task.Record))
                    return task;

            return null;
        }
    }

    /// <summary>Puts an audit back that the reference CPU could not do, behind all others.</summary>
    public void GiveBackUnaudited(BoardTask task)
    {
        lock (gate)
            if (NeedsReference(task.Record))
                unaudited.Enqueue(task);
    }

    /// <summary>Tasks whose lease or audit has run out by the monotonic clock, which no change of the wall clock moves.</summary>
    public List<(BoardTask Task, LeaseId Lease)> TakeExpired()
    {
        var expired = new List<(BoardTask, LeaseId)>();
        var now = clock.GetTimestamp();
        lock (gate)
        {
            while (deadlines.TryPeek(out var next, out var at) && at <= now)
            {
                deadlines.Dequeue();
                var (task, lease) = next;
                var current = task.Record.State switch
                {
                    // A lease of a stopped job ends with the job: its holder was told, and owes nothing.
                    _ when task.Job.Removed || (task.Job.Stopped && task.Record.State == TaskState.Leased) => false,
                    TaskState.Leased => task.Record.Held(lease) is not null,
                    TaskState.Auditing when !NeedsReference(task.Record) => task.Record.Audit!.Lease == lease,
                    _ => false,
                };
                // Renewed since: a later entry stands for it. Gone since: nothing stands for it.
                if (!current || (task.Record.Duplicate?.Id == lease ? task.DuplicateDeadline : task.Deadline) > now)
                    continue;
                if (task.Arriving > 0)
                    SetDeadline(task, lease, options.Sweep);
                else
                    expired.Add((task, lease));
            }
        }

        return expired;
    }

    /// <summary>Puts an expired entry back whose change could not be written.</summary>
    public void GiveBackExpired(BoardTask task, LeaseId lease)
    {
        lock (gate)
            SetDeadline(task, lease, options.Sweep);
    }
}
