using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Splitting;

namespace Render.Lifecycle.Dispatch;

/// <summary>
/// Which tasks are open, leased, or wait for an audit, in memory. Derived from the rows and rebuilt at start, never the truth: a row is
/// committed against its ETag first, and only then applied here.
/// </summary>
/// <remarks>
/// One lock guards all; it is never held across an await. What happens to a task costs O(log n) in the number of tasks, jobs and nodes; only what the
/// background does now and then looks at all nodes or all jobs.
/// </remarks>
internal sealed partial class TaskBoard(TimeProvider clock, LifecycleOptions options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<JobId, BoardJob> jobs = [];
    private readonly Dictionary<NodeId, BoardNode> nodes = [];
    private readonly JobQueue queue = new();
    private readonly PriorityQueue<(BoardTask Task, LeaseId Lease), long> deadlines = new();
    private readonly List<BoardTask> submitted = [];
    private readonly List<BoardTask> unaudited = [];
    private readonly HashSet<(JobId Job, int Group)> doneGroups = [];
    private readonly HashSet<JobId> cappedJobs = [];
    private readonly HashSet<(JobId Job, int Frame)> finishedFrames = [];
    private readonly HashSet<NodeId> convicted = [];

    /// <summary>Runs <paramref name="read"/> under the lock; it must not block or await.</summary>
    public T Read<T>(Func<T> read)
    {
        lock (gate)
            return read();
    }

    /// <summary>The job; null where it is not on the board.</summary>
    public BoardJob? Job(JobId id)
    {
        lock (gate)
            return jobs.GetValueOrDefault(id);
    }

    /// <summary>The task; null where its job is not on the board or has no such task.</summary>
    public BoardTask? Find(TaskId task)
    {
        lock (gate)
            return jobs.TryGetValue(task.Job, out var found) ? found.Find(found.Plan.IndexOf(task)) : null;
    }

    /// <summary>The task, if a node has it or had it; else null. Unlike <see cref="Find"/> it makes nothing of tasks that merely wait.</summary>
    public BoardTask? Peek(TaskId task)
    {
        lock (gate)
            return jobs.TryGetValue(task.Job, out var found) ? found.Peek(found.Plan.IndexOf(task)) : null;
    }

    /// <summary>Jobs on the board.</summary>
    public IReadOnlyList<BoardJob> Jobs()
    {
        lock (gate)
            return [.. jobs.Values];
    }

    /// <summary>Puts a job on the board; its tasks follow by <see cref="Add"/>. Where it is there already, its document is brought up to date.</summary>
    public BoardJob Admit(Func<BoardJob> create, JobRecord record)
    {
        lock (gate)
        {
            if (!jobs.TryGetValue(record.Id, out var job))
                jobs.Add(record.Id, job = create());
            Refresh(job, record);
            return job;
        }
    }

    /// <summary>Brings a job's document up to date.</summary>
    public void Update(JobRecord record)
    {
        lock (gate)
            if (jobs.TryGetValue(record.Id, out var job))
                Refresh(job, record);
    }

    /// <summary>Takes a job whose books are closed off the board.</summary>
    public void Remove(JobId id)
    {
        lock (gate)
        {
            if (!jobs.Remove(id, out var job))
                return;
            foreach (var task in job.Held)
                Detach(task);
            queue.Remove(job);
            job.Removed = true;
        }
    }

    /// <summary>Adds a row as read or written; does nothing where the task is here. Of a row that nothing happened to only the version is kept.</summary>
    /// <exception cref="InvalidDataException">The job's plan has no such task.</exception>
    public void Add(BoardJob job, TaskRecord record, ETag etag)
    {
        var index = job.Plan.IndexOf(record.Id);
        if (index < 0)
            throw new InvalidDataException($"Task {record.Id} is not in the plan of its job.");
        lock (gate)
        {
            var task = FreshTask.Is(record, job.Record, index) ? null : new BoardTask(job, index, record, etag);
            if (!(task is null ? job.TryAddFresh(index, record, etag) : job.TryAdd(task)))
                return;
            job.Group(SplitPlan.GroupOf(index)).Total++;
            job.TotalWork += record.Work.Micros;
            if (task is null)
                job.Counts[(int)TaskState.Open]++;
            else
                Attach(task);
            Requeue(job);
        }
    }

    /// <summary>Brings a task up to date after its row was committed or read again. An older version changes nothing.</summary>
    public void Apply(BoardTask task, TaskRecord record, ETag etag)
    {
        lock (gate)
        {
            if (record.Version <= task.Record.Version)
                return;
            if (!task.Job.Removed)
                Detach(task);
            task.Record = record;
            task.ETag = etag;
            // Of a job that left the board while the row was written: nothing counts it any more.
            if (task.Job.Removed)
                return;
            Attach(task);
            Requeue(task.Job);
        }
    }

    /// <summary>Puts a job in its place after something about it changed.</summary>
    private void Requeue(BoardJob job)
    {
        if (jobs.GetValueOrDefault(job.Id) == job)
            queue.Update(job, reckoned with { NowMillis = NowMillis });
    }

    private void Refresh(BoardJob job, JobRecord record)
    {
        if (record.Version < job.Record.Version)
            return;
        job.Record = record;
        job.CapRays = CapRays.Of(record);
        job.Dispatching = record.State == JobState.Rendering && record.Stop is null;
        Requeue(job);
        if (record.Stop is null || job.Stopped)
            return;
        job.Stopped = true;
        foreach (var (number, group) in job.Groups)
            if (group.IsDone(stopped: true))
                doneGroups.Add((job.Id, number));
        foreach (var node in job.Attached)
            if (nodes.TryGetValue(node, out var holder))
                foreach (var (lease, _) in holder.Renders.Where(held => held.Value.Job == job).ToList())
                {
                    // Leases end with the job; the rows stay as they are, since nothing will be done with them.
                    holder.Renders.Remove(lease);
                    holder.Lost[lease] = LeaseEnd.Cancelled;
                }
    }

    private void Attach(BoardTask task)
    {
        var (job, record) = (task.Job, task.Record);
        Count(task, +1);
        switch (record.State)
        {
            case TaskState.Open:
                if (!task.Reserved)
                    job.Open(task);
                break;
            case TaskState.Leased:
                var lease = record.Lease!;
                task.Progress = 0;
                task.EtaSeconds = null;
                job.ServedMillis = NowMillis;
                SetDeadline(task, lease.Id, options.Lease);
                Hold(lease.Node, job, +1)?.Renders.TryAdd(lease.Id, task);
                break;
            case TaskState.Submitted:
                submitted.Add(task);
                break;
            case TaskState.Auditing when NeedsReference(record):
                unaudited.Add(task);
                break;
            case TaskState.Auditing when record.Audit!.Auditor is { } auditor:
                task.AuditTaken = false;
                SetDeadline(task, record.Audit.Lease, options.AuditAnswer);
                Hold(auditor, job, +1)?.Audits.TryAdd(record.Audit.Lease, task);
                break;
        }

        var group = job.Groups[task.Group];
        if (group.IsDone(job.Stopped))
            doneGroups.Add((job.Id, task.Group));
        if (record.State == TaskState.Accepted && job.AcceptedOf(record.Id.Frame) == job.Plan.TasksPerFrame)
            finishedFrames.Add((job.Id, record.Id.Frame));
        if (job.Dispatching && !job.HasRoom && job.RaysUnderWay == 0 && job.Counts[(int)TaskState.Open] > 0)
            cappedJobs.Add(job.Id);
    }

    private void Detach(BoardTask task)
    {
        var (job, record) = (task.Job, task.Record);
        Count(task, -1);
        switch (record.State)
        {
            case TaskState.Open:
                job.Close(task);
                break;
            case TaskState.Leased:
                Hold(record.Lease!.Node, job, -1)?.Renders.Remove(record.Lease.Id);
                break;
            case TaskState.Auditing when !NeedsReference(record) && record.Audit!.Auditor is { } auditor:
                Hold(auditor, job, -1)?.Audits.Remove(record.Audit.Lease);
                break;
        }
    }

    /// <summary>Adds or takes away what a task contributes to the sums of its job and group.</summary>
    private void Count(BoardTask task, int sign)
    {
        var (job, record) = (task.Job, task.Record);
        if (record is { State: not TaskState.Open, Lease.Node: var holder })
            if (nodes.TryGetValue(holder, out var bound))
                bound.Bound = sign > 0 ? bound.Bound + job.Bond : bound.Bound.MinusOrZero(job.Bond);
            else
                strangers.Add(holder);
        var group = job.Groups[task.Group];
        job.Counts[(int)record.State] += sign;
        switch (record.State)
        {
            case TaskState.Leased:
                job.RaysUnderWay = Moved(job.RaysUnderWay, record.ExpectedRays, sign);
                break;
            case TaskState.Submitted or TaskState.Auditing:
                job.RaysUnderWay = Moved(job.RaysUnderWay, record.Receipt!.Rays, sign);
                group.Undecided += sign;
                break;
            case TaskState.Accepted:
                job.AcceptedRays = Moved(job.AcceptedRays, record.Receipt!.Rays, sign);
                job.AcceptedWork += sign * record.Work.Micros;
                group.Accepted += sign;
                job.CountAccepted(record.Id.Frame, sign);
                break;
        }
    }

    /// <summary>Whether the reference CPU has the next word: nobody else audits, or the report is in and does not decide.</summary>
    private static bool NeedsReference(TaskRecord task) => task.State == TaskState.Auditing && (task.Audit!.Auditor is null || task.Audit.Report is not null);

    private static ulong Moved(ulong sum, ulong by, int sign) => sign > 0 ? checked(sum + by) : checked(sum - by);

    private BoardNode? Hold(NodeId id, BoardJob job, int sign)
    {
        var node = nodes.GetValueOrDefault(id);
        if (node is null)
            strangers.Add(id);
        if (sign > 0)
            job.Attach(id, node?.SpeedMilli ?? 0);
        else
            job.Detach(id);
        return node;
    }

    private void SetDeadline(BoardTask task, LeaseId lease, TimeSpan span)
    {
        task.Deadline = clock.GetTimestamp() + (long)(span.TotalSeconds * clock.TimestampFrequency);
        deadlines.Enqueue((task, lease), task.Deadline);
    }
}
