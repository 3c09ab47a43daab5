using Render.Network.Jobs;

namespace Render.Lifecycle.Dispatch;

internal sealed partial class TaskBoard
{
    /// <summary>Open tasks of one job looked at for one node before giving up: a node that was refused so many is refused the job this time.</summary>
    private const int Patience = 256;

    /// <summary>Takes up to <paramref name="max"/> open tasks out of the queues for a claim. Each is then leased or given back.</summary>
    /// <param name="node">Who asks.</param>
    /// <param name="order">Jobs in the order in which they are served.</param>
    /// <param name="max">How many.</param>
    public List<BoardTask> Reserve(BoardNode node, IReadOnlyList<BoardJob> order, int max)
    {
        var taken = new List<BoardTask>(max);
        lock (gate)
        {
            foreach (var job in order)
            {
                var patience = Patience;
                var promised = 0UL;
                foreach (var task in job.Open)
                {
                    if (taken.Count == max || !job.Dispatching || job.AcceptedRays + job.RaysUnderWay + promised >= job.CapRays || patience-- == 0)
                        break;
                    if (task.Record.Tried.Contains(node.Id))
                        continue;
                    task.Reserved = true;
                    promised += task.Record.ExpectedRays;
                    taken.Add(task);
                }

                foreach (var task in taken)
                    task.Job.Open.Remove(task);
            }
        }

        return taken;
    }

    /// <summary>Ends a reservation: a task that is still open goes back into its queue.</summary>
    public void Release(IEnumerable<BoardTask> tasks)
    {
        lock (gate)
            foreach (var task in tasks)
            {
                task.Reserved = false;
                if (task.Record.State == TaskState.Open && task.Job.Tasks.ContainsKey(task.Key))
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
                SetDeadline(task, lease, options.Lease);
                taken.Add(task);
            }
        }

        return taken;
    }

    /// <summary>Number of open tasks that may be handed out.</summary>
    public int OpenTasks()
    {
        lock (gate)
            return jobs.Values.Where(job => job.Dispatching && job.HasRoom).Sum(job => job.Open.Count);
    }

    /// <summary>Receipts that wait for a reveal; each is returned once.</summary>
    public List<BoardTask> TakeSubmitted(int max)
    {
        lock (gate)
        {
            var batch = submitted.GetRange(0, Math.Min(max, submitted.Count));
            submitted.RemoveRange(0, batch.Count);
            batch.RemoveAll(task => task.Record.State != TaskState.Submitted);
            return batch;
        }
    }

    /// <summary>Puts receipts back whose draw failed.</summary>
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
                if (task.Record is { State: TaskState.Auditing, Audit.Auditor: null })
                    return task;
            }

            return null;
        }
    }

    /// <summary>Puts an audit back that the reference CPU could not do.</summary>
    public void GiveBackUnaudited(BoardTask task)
    {
        lock (gate)
            if (task.Record is { State: TaskState.Auditing, Audit.Auditor: null })
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
                    TaskState.Leased => task.Record.Lease!.Id,
                    TaskState.Auditing when task.Record.Audit!.Auditor is not null => task.Record.Audit.Lease,
                    _ => default,
                };
                // Renewed since: a later entry stands for it. Gone since: nothing stands for it.
                if (current != lease || task.Deadline > now)
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

    /// <summary>Notes that a receipt or report for the task is being checked, or no longer.</summary>
    public void Arriving(BoardTask task, int by)
    {
        lock (gate)
            task.Arriving += by;
    }

    /// <summary>Groups that are done since the last call.</summary>
    public List<(JobId Job, int Group)> TakeDoneGroups()
    {
        lock (gate)
        {
            // Reopened since: no longer done.
            var done = doneGroups.Where(g => jobs.TryGetValue(g.Job, out var job) && job.Groups[g.Group].IsDone(job.Stopped)).ToList();
            doneGroups.Clear();
            return done;
        }
    }

    /// <summary>Jobs that have reached their cap since the last call.</summary>
    public List<JobId> TakeCappedJobs()
    {
        lock (gate)
        {
            var capped = cappedJobs.Where(id => jobs.TryGetValue(id, out var job) && job.Dispatching && !job.HasRoom && job.RaysUnderWay == 0).ToList();
            cappedJobs.Clear();
            return capped;
        }
    }

    /// <summary>Tasks of unsealed jobs that the node holds, submitted, or had accepted.</summary>
    public List<BoardTask> TasksOf(NodeId node)
    {
        lock (gate)
            return
            [
                .. jobs.Values.Where(job => !job.Sealed).SelectMany(job => job.Tasks.Values)
                    .Where(task => task.Record.State != TaskState.Open && task.Record.Lease?.Node == node),
            ];
    }
}
