using Render.Lifecycle.Jobs;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Dispatch;

internal sealed partial class TaskBoard
{
    /// <summary>Open tasks of one job looked at for one node before giving up: a node that was refused so many is refused the job this time.</summary>
    private const int Patience = 256;

    /// <summary>Takes up to <paramref name="max"/> open tasks out of the queues for a claim. Each is then leased or given back.</summary>
    /// <param name="node">Who asks.</param>
    /// <param name="order">Jobs in the order in which they are served; called under the lock.</param>
    /// <param name="max">How many; a node never holds more than <see cref="WireLimits.ClaimsAtOnce"/>.</param>
    public List<BoardTask> Reserve(BoardNode node, Func<IReadOnlyCollection<BoardJob>, IEnumerable<BoardJob>> order, int max)
    {
        var taken = new List<BoardTask>();
        lock (gate)
        {
            // Who claims again and again without delivering holds no more than one claim could give it.
            max = Math.Min(max, WireLimits.ClaimsAtOnce - node.Renders.Count);
            foreach (var job in max > 0 ? order(jobs.Values) : [])
            {
                var patience = Patience;
                var promised = 0UL;
                foreach (var task in job.Open)
                {
                    if (taken.Count == max || !job.Dispatching || patience-- == 0)
                        break;
                    var set = job.SetOf(task);
                    var begun = set is { HasBegun: true } or { Claiming.Count: > 0 };
                    if (!begun && job.AcceptedRays + job.RaysUnderWay + promised >= job.CapRays)
                    {
                        // There may be room for nothing new, and a replica still to be rendered of what is under way.
                        if (set is null)
                            break;
                        continue;
                    }

                    if (set?.Takes(node.Record.Operator, OwnerOf) == false
                        || (task.Record.Tried.Contains(node.Id) && (Failed(task.Record, node.Id) || AnotherCould(task, set))))
                        continue;
                    task.Reserved = true;
                    set?.Claiming.Add(node.Record.Operator);
                    promised += begun ? 0 : task.Record.ExpectedRays;
                    taken.Add(task);
                }

                foreach (var task in taken)
                    task.Job.Open.Remove(task);
            }
        }

        return taken;
    }

    /// <summary>Whether the node did more than lose the task: then it never gets it again.</summary>
    private static bool Failed(TaskRecord task, NodeId node) => task.History.Any(moment =>
        moment.Node == node && moment.Event is (TaskEvent.NodeFailed or TaskEvent.ReceiptInvalid or TaskEvent.VerdictRejected or TaskEvent.VerdictInconclusive or TaskEvent.CommitmentUnopened));

    /// <summary>Whether a node that lives has not had the task. Where none has, who merely lost it may try again: better than nobody.</summary>
    private bool AnotherCould(BoardTask task, ReplicaSet? set)
    {
        foreach (var other in nodes.Values)
            if (other.Record.Status == NodeStatus.Active && !other.Draining && IsAlive(other) && !task.Record.Tried.Contains(other.Id)
                && set?.Takes(other.Record.Operator, OwnerOf) != false)
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
                task.Job.SetOf(task)?.Claiming.Remove(node.Record.Operator);
                if (task.Record is { State: TaskState.Open, Withdrawn: false } && task.Job.Tasks.ContainsKey(task.Key))
                    task.Job.Open.Add(task);
            }
    }

    /// <summary>Audits drawn for the node that it has not taken, at most <paramref name="max"/>; they count as taken from now on.</summary>
    public List<BoardTask> TakeAudits(BoardNode node, int max)
    {
        var taken = new List<BoardTask>();
        lock (gate)
        {
            foreach (var (lease, task) in node.Audits)
            {
                if (taken.Count == max)
                    break;
                if (task.AuditTaken)
                    continue;
                task.AuditTaken = true;
                task.Since = clock.GetTimestamp();
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
            return jobs.Values.Where(job => job.HandsOut).Sum(job => job.Open.Count);
    }

    /// <summary>Open tasks that may be handed out, in each tier.</summary>
    public Dictionary<Tier, int> OpenByTier()
    {
        var open = Enum.GetValues<Tier>().ToDictionary(tier => tier, _ => 0);
        lock (gate)
            foreach (var job in jobs.Values)
                if (job.HandsOut)
                    open[job.Record.Tier] += job.Open.Count;
        return open;
    }

    /// <summary>Receipts that wait for a reveal; each is returned once.</summary>
    public List<(BoardTask Task, ReceiptRecord Receipt)> TakeSubmitted(int max)
    {
        lock (gate)
        {
            var batch = new List<(BoardTask, ReceiptRecord)>();
            var taken = 0;
            for (; taken < submitted.Count && batch.Count < max; taken++)
                if (submitted[taken].Record is { State: TaskState.Submitted, Receipt: { } receipt })
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

    /// <summary>Audits for the reference CPU; each is returned once.</summary>
    public BoardTask? TakeUnaudited()
    {
        lock (gate)
        {
            while (unaudited.Count > 0)
            {
                var task = unaudited[^1];
                unaudited.RemoveAt(unaudited.Count - 1);
                if (NeedsReference(task.Record))
                    return task;
            }

            return null;
        }
    }

    /// <summary>Puts an audit back that the reference CPU could not do.</summary>
    public void GiveBackUnaudited(BoardTask task)
    {
        lock (gate)
            if (NeedsReference(task.Record))
                unaudited.Add(task);
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
