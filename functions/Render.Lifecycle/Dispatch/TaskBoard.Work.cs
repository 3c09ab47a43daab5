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
    /// <param name="max">How many.</param>
    public List<BoardTask> Reserve(BoardNode node, Func<IReadOnlyCollection<BoardJob>, IEnumerable<BoardJob>> order, int max)
    {
        var taken = new List<BoardTask>(max);
        lock (gate)
        {
            foreach (var job in order(jobs.Values))
            {
                var patience = Patience;
                var promised = 0UL;
                foreach (var task in job.Open)
                {
                    if (taken.Count == max || !job.Dispatching || job.AcceptedRays + job.RaysUnderWay + promised >= job.CapRays || patience-- == 0)
                        break;
                    if (task.Record.Tried.Contains(node.Id) && (Failed(task.Record, node.Id) || AnotherCould(task.Record)))
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

    /// <summary>Whether the node did more than lose the task: then it never gets it again.</summary>
    private static bool Failed(TaskRecord task, NodeId node) => task.History.Any(moment =>
        moment.Node == node && moment.Event is (TaskEvent.NodeFailed or TaskEvent.ReceiptInvalid or TaskEvent.VerdictRejected or TaskEvent.VerdictInconclusive));

    /// <summary>Whether a node that lives has not had the task. Where none has, who merely lost it may try again: better than nobody.</summary>
    private bool AnotherCould(TaskRecord task)
    {
        foreach (var other in nodes.Values)
            if (other.Record.Status == NodeStatus.Active && !other.Draining && IsAlive(other) && !task.Tried.Contains(other.Id))
                return true;
        return false;
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
                    TaskState.Leased => task.Record.Lease!.Id,
                    TaskState.Auditing when !NeedsReference(task.Record) => task.Record.Audit!.Lease,
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

    /// <summary>Notes that a receipt or report for the task is being taken; false where its job is sealed, and nothing is taken any more.</summary>
    public bool TryArrive(BoardTask task)
    {
        lock (gate)
        {
            if (task.Job.Sealed)
                return false;
            task.Arriving++;
            task.Job.Arriving++;
            return true;
        }
    }

    /// <summary>Notes that it was taken or refused.</summary>
    public void Arrived(BoardTask task)
    {
        lock (gate)
        {
            task.Arriving--;
            task.Job.Arriving--;
        }
    }

    /// <summary>Seals a job for settlement: from then on nothing arrives and no conviction reopens a task.</summary>
    /// <returns>False where something is arriving or undecided, or a result of a convicted node still waits to be revoked.</returns>
    public bool TrySeal(BoardJob job)
    {
        lock (gate)
        {
            job.Sealed = job.Arriving == 0
                && job.Groups.Values.All(group => group.IsDone(job.Stopped))
                && !job.Tasks.Values.Any(task => task.Record.State == TaskState.Accepted && convicted.Contains(task.Record.Lease!.Node));
            return job.Sealed;
        }
    }

    /// <summary>Seals a job that the ledger has settled already.</summary>
    public void Seal(BoardJob job)
    {
        lock (gate)
            job.Sealed = true;
    }

    /// <summary>Notes that a node is convicted, before anything else can be settled.</summary>
    public void Convicted(NodeId node)
    {
        lock (gate)
            convicted.Add(node);
    }

    /// <summary>Nodes convicted so far.</summary>
    public IReadOnlySet<NodeId> ConvictedNodes()
    {
        lock (gate)
            return convicted.ToHashSet();
    }

    /// <summary>A frame of which the last task was accepted since the last call; null for none.</summary>
    public (JobId Job, int Frame)? TakeFinishedFrame()
    {
        lock (gate)
        {
            foreach (var frame in finishedFrames)
            {
                finishedFrames.Remove(frame);
                return frame;
            }

            return null;
        }
    }

    /// <summary>Notes that a frame can be fetched.</summary>
    public void FrameFinished(BoardJob job, int frame)
    {
        lock (gate)
            job.Finished.Add(frame);
    }

    /// <summary>Jobs whose deadline has passed by the monotonic clock; each is returned until it is stopped.</summary>
    public List<JobId> LateJobs()
    {
        var now = clock.GetTimestamp();
        lock (gate)
            return [.. jobs.Values.Where(job => job.Deadline <= now && !job.Stopped && job.Record.State is (JobState.Rendering or JobState.AwaitingTopUp)).Select(job => job.Id)];
    }

    /// <summary>Groups that are done since the last call, with the round their workflows are in.</summary>
    public List<(JobId Job, int Group, int Round)> TakeDoneGroups()
    {
        lock (gate)
        {
            // Reopened since: no longer done.
            var done = doneGroups.Where(g => jobs.TryGetValue(g.Job, out var job) && job.Groups[g.Group].IsDone(job.Stopped))
                .Select(g => (g.Job, g.Group, jobs[g.Job].Record.Round)).ToList();
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
