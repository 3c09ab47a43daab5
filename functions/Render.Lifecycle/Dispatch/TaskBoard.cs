using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Dispatch;

/// <summary>
/// Which tasks are open, leased, or wait for an audit, in memory. Derived from the rows and rebuilt at start, never the truth: a row is
/// committed against its ETag first, and only then applied here.
/// </summary>
/// <remarks>One lock guards all; it is never held across an await. Every operation costs O(log n) in the number of tasks.</remarks>
internal sealed partial class TaskBoard(TimeProvider clock, LifecycleOptions options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<JobId, BoardJob> jobs = [];
    private readonly Dictionary<NodeId, BoardNode> nodes = [];
    private readonly PriorityQueue<(BoardTask Task, LeaseId Lease), long> deadlines = new();
    private readonly List<BoardTask> submitted = [];
    private readonly List<BoardTask> unaudited = [];
    private readonly HashSet<(JobId Job, int Group)> doneGroups = [];
    private readonly HashSet<JobId> cappedJobs = [];
    private readonly HashSet<(JobId Job, int Frame)> finishedFrames = [];
    private readonly HashSet<NodeId> convicted = [];
    private readonly HashSet<ReplicaSet> ready = [];
    private readonly HashSet<BoardTask> further = [];

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
    public BoardTask? Find(JobId job, string key)
    {
        lock (gate)
            return jobs.TryGetValue(job, out var found) ? found.Tasks.GetValueOrDefault(key) : null;
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
            foreach (var task in job.Tasks.Values)
                Drop(task);
            ready.RemoveWhere(set => set.Job == job);
            job.Removed = true;
        }
    }

    /// <summary>Adds a row as read or written; does nothing where the task is here.</summary>
    public void Add(BoardJob job, int group, TaskRecord record, ETag etag)
    {
        lock (gate)
        {
            var task = new BoardTask(job, group, record.Key, record, etag);
            if (!job.Tasks.TryAdd(task.Key, task))
                return;
            if (!job.Frames.TryGetValue(record.Id.Frame, out var frame))
                job.Frames.Add(record.Id.Frame, frame = new BoardFrame());
            frame.Tasks.Add(task);
            job.Group(group);
            if (record.Replica == 0)
            {
                job.Groups[group].Total++;
                job.TotalWork += record.Work.Micros;
            }

            if (job.Replicas > 1)
                Join(task);
            Attach(task);
        }
    }

    /// <summary>Brings a task up to date after its row was committed or read again. An older version changes nothing.</summary>
    public void Apply(BoardTask task, TaskRecord record, ETag etag)
    {
        lock (gate)
        {
            if (record.Version <= task.Record.Version)
                return;
            var before = task.Record;
            if (!task.Job.Removed)
                Detach(task);
            task.Record = record;
            task.ETag = etag;
            // Of a job that left the board while the row was written: nothing counts it any more.
            if (task.Job.Removed)
                return;
            Attach(task, before);
            Supersede(before, record);
        }
    }

    private void Refresh(BoardJob job, JobRecord record)
    {
        if (record.Version < job.Record.Version)
            return;
        job.Record = record;
        job.CapRays = CapRays.Of(record);
        job.Dispatching = record.State == JobState.Rendering && record.Stop is null;
        if (record.Stop is null || job.Stopped)
            return;
        job.Stopped = true;
        ready.UnionWith(job.Sets.Values.Where(set => set.IsReady));
        foreach (var (number, group) in job.Groups)
            if (group.IsDone(stopped: true))
                doneGroups.Add((job.Id, number));
        foreach (var node in job.Attached.Keys)
            if (nodes.TryGetValue(node, out var holder))
                foreach (var (lease, _) in holder.Renders.Where(held => held.Value.Job == job).ToList())
                {
                    // Leases end with the job; the rows stay as they are, since nothing will be done with them.
                    holder.Renders.Remove(lease);
                    holder.Lost[lease] = LeaseEnd.Cancelled;
                }
    }

    private void Attach(BoardTask task, TaskRecord? before = null)
    {
        var (job, record) = (task.Job, task.Record);
        Bind(task, +1);
        Count(task, +1);
        switch (record.State)
        {
            case TaskState.Open when record.Withdrawn:
                break;
            case TaskState.Open:
                if (!task.Reserved)
                    job.Open.Add(task);
                break;
            case TaskState.Leased:
                var lease = record.Lease!;
                Grant(task, before, lease);
                Hold(lease.Node, job, +1)?.Renders.TryAdd(lease.Id, task);
                if (record.Duplicate is { } duplicate)
                {
                    if (before?.Duplicate?.Id != duplicate.Id)
                    {
                        task.DuplicateSince = clock.GetTimestamp();
                        SetDeadline(task, duplicate.Id, options.Lease);
                    }

                    Hold(duplicate.Node, job, +1)?.Renders.TryAdd(duplicate.Id, task);
                }

                break;
            case TaskState.Submitted when job.Replicas == 1:
                submitted.Add(task);
                break;
            case TaskState.Auditing when NeedsReference(record):
                unaudited.Add(task);
                break;
            case TaskState.Auditing when record.Audit!.Auditor is { } auditor:
                task.AuditTaken = false;
                task.Since = clock.GetTimestamp();
                SetDeadline(task, record.Audit.Lease, options.AuditAnswer);
                Hold(auditor, job, +1)?.Audits.TryAdd(record.Audit.Lease, task);
                break;
        }

        if (job.SetOf(task) is { } set)
            Attached(set);
        var group = job.Groups[task.Group];
        if (group.IsDone(job.Stopped))
            doneGroups.Add((job.Id, task.Group));
        if (record.State == TaskState.Accepted && job.Frames[record.Id.Frame].Accepted == job.Record.Split!.TasksPerFrame)
            finishedFrames.Add((job.Id, record.Id.Frame));
        if (job.Dispatching && !job.HasRoom && job.RaysUnderWay == 0 && job.Counts[(int)TaskState.Open] > 0)
            cappedJobs.Add(job.Id);
    }

    /// <summary>Begins a lease's time; one that was held before the change goes on.</summary>
    private void Grant(BoardTask task, TaskRecord? before, LeaseRecord lease)
    {
        if (before is { State: TaskState.Leased } && before.Lease!.Id == lease.Id)
            return;
        (task.Progress, task.EtaSeconds) = (0, null);
        if (before?.Duplicate?.Id == lease.Id)
            (task.Deadline, task.Since) = (task.DuplicateDeadline, task.DuplicateSince);
        else
        {
            task.Since = clock.GetTimestamp();
            SetDeadline(task, lease.Id, options.Lease);
        }
    }

    private void Detach(BoardTask task)
    {
        Count(task, -1);
        Drop(task);
    }

    /// <summary>Takes a row out of the queues, and off the nodes that hold it.</summary>
    private void Drop(BoardTask task)
    {
        var (job, record) = (task.Job, task.Record);
        Bind(task, -1);
        switch (record.State)
        {
            case TaskState.Open:
                job.Open.Remove(task);
                further.Remove(task);
                break;
            case TaskState.Leased:
                Hold(record.Lease!.Node, job, -1)?.Renders.Remove(record.Lease.Id);
                if (record.Duplicate is { } duplicate)
                    Hold(duplicate.Node, job, -1)?.Renders.Remove(duplicate.Id);
                break;
            case TaskState.Auditing when !NeedsReference(record) && record.Audit!.Auditor is { } auditor:
                Hold(auditor, job, -1)?.Audits.Remove(record.Audit.Lease);
                break;
        }
    }

    /// <summary>Binds or frees the stake of the nodes that hold a row, or whose result it has.</summary>
    private void Bind(BoardTask task, int sign)
    {
        var (job, record) = (task.Job, task.Record);
        if (record.State == TaskState.Open)
            return;
        Bind(record.Lease!.Node, job, sign);
        if (record.Duplicate is { } duplicate)
            Bind(duplicate.Node, job, sign);
    }

    private void Bind(NodeId holder, BoardJob job, int sign)
    {
        if (nodes.TryGetValue(holder, out var bound))
            bound.Bound = sign > 0 ? bound.Bound + job.Bond : bound.Bound.MinusOrZero(job.Bond);
    }

    /// <summary>Adds or takes away what a task contributes to the sums of its job and group.</summary>
    private static void Count(BoardTask task, int sign)
    {
        var job = task.Job;
        var (group, sum) = (job.Groups[task.Group], job.SetOf(task)?.Sum() ?? TaskSum.Of(task.Record));
        job.Counts[(int)sum.State] += sign;
        job.RaysUnderWay = Moved(job.RaysUnderWay, sum.UnderWay, sign);
        job.AcceptedRays = Moved(job.AcceptedRays, sum.Accepted, sign);
        if (sum.Undecided)
            group.Undecided += sign;
        if (sum.State != TaskState.Accepted)
            return;
        job.AcceptedWork += sign * task.Record.Work.Micros;
        group.Accepted += sign;
        job.Frames[task.Id.Frame].Accepted += sign;
    }

    /// <summary>Whether the reference CPU has the next word: nobody else audits, or the report is in and does not decide.</summary>
    private static bool NeedsReference(TaskRecord task) => task.State == TaskState.Auditing && (task.Audit!.Auditor is null || task.Audit.Report is not null);

    private static ulong Moved(ulong sum, ulong by, int sign) => sign > 0 ? checked(sum + by) : checked(sum - by);

    private BoardNode? Hold(NodeId id, BoardJob job, int sign)
    {
        var leases = job.Attached.GetValueOrDefault(id) + sign;
        if (leases > 0)
            job.Attached[id] = leases;
        else
            job.Attached.Remove(id);
        return nodes.GetValueOrDefault(id);
    }

    private void SetDeadline(BoardTask task, LeaseId lease, TimeSpan span)
    {
        var end = clock.GetTimestamp() + (long)(span.TotalSeconds * clock.TimestampFrequency);
        if (task.Record.Duplicate?.Id == lease)
            task.DuplicateDeadline = end;
        else
            task.Deadline = end;
        deadlines.Enqueue((task, lease), end);
    }
}
