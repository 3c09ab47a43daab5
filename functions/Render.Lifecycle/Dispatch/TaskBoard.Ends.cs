using Render.Network.Jobs;

namespace Render.Lifecycle.Dispatch;

internal sealed partial class TaskBoard
{
    /// <summary>Notes that a receipt or report for the task is being taken; false where nothing is taken: its job is sealed, or its audit goes to somebody else.</summary>
    public bool TryArrive(BoardTask task)
    {
        lock (gate)
        {
            if (task.Job.Sealed || task.Redrawing)
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

    /// <summary>
    /// Notes that the task's audit is being given to somebody else; false where a report may just be on its way into the ledger: whoever is drawn next, or the
    /// reference CPU, would decide without it, and it would be recorded after the verdict.
    /// </summary>
    public bool TryRedraw(BoardTask task)
    {
        lock (gate)
        {
            if (task.Arriving > 0 || task.Redrawing)
                return false;
            return task.Redrawing = true;
        }
    }

    /// <summary>Notes that it was given to somebody else, or could not be.</summary>
    public void Redrawn(BoardTask task)
    {
        lock (gate)
            task.Redrawing = false;
    }

    /// <summary>Seals a job for settlement: from then on nothing arrives and no conviction reopens a task.</summary>
    /// <returns>False where something is arriving or undecided, or a result of a convicted node still waits to be revoked.</returns>
    public bool TrySeal(BoardJob job)
    {
        lock (gate)
        {
            job.Sealed = job.Arriving == 0
                && job.Groups.Values.All(group => group.IsDone(job.Stopped))
                && !Unrevoked(job).Any();
            return job.Sealed;
        }
    }

    /// <summary>Convicted nodes of which results of a job are still accepted.</summary>
    public IReadOnlyList<NodeId> ConvictedIn(BoardJob job)
    {
        lock (gate)
            return [.. Unrevoked(job).Distinct()];
    }

    private IEnumerable<NodeId> Unrevoked(BoardJob job) =>
        job.Held.Where(task => task.Record.State == TaskState.Accepted).Select(task => task.Record.Lease!.Node).Where(convicted.Contains);

    /// <summary>Seals a job that the ledger has settled already.</summary>
    public void Seal(BoardJob job)
    {
        lock (gate)
            job.Sealed = true;
    }

    /// <summary>Notes that a node is convicted, before anything else can be settled.</summary>
    /// <returns>False where it was already.</returns>
    public bool Convicted(NodeId node)
    {
        lock (gate)
            return convicted.Add(node);
    }

    /// <summary>Takes back what the ledger did not confirm.</summary>
    public void Acquitted(NodeId node)
    {
        lock (gate)
            convicted.Remove(node);
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
        var now = NowMillis;
        lock (gate)
            return [.. jobs.Values.Where(job => job.DeadlineMillis <= now && !job.Stopped && job.Record.State is (JobState.Rendering or JobState.AwaitingTopUp)).Select(job => job.Id)];
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
                .. jobs.Values.Where(job => !job.Sealed).SelectMany(job => job.Held)
                    .Where(task => task.Record.State != TaskState.Open && (task.Record.Lease?.Node == node || task.Record.Duplicate?.Node == node)),
            ];
    }
}
