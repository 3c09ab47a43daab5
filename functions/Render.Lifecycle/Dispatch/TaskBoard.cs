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
/// background does now and then, and a node that finds nothing to do, looks at all nodes or all jobs.
/// </remarks>
internal sealed partial class TaskBoard(TimeProvider clock, LifecycleOptions options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<JobId, BoardJob> jobs = [];
    private readonly Dictionary<NodeId, BoardNode> nodes = [];
    private readonly JobQueue queue = new();
    private readonly PriorityQueue<(BoardTask Task, LeaseId Lease), long> deadlines = new();
    private readonly List<BoardTask> submitted = [];
    private readonly Queue<BoardTask> unaudited = [];
    private readonly HashSet<(JobId Job, int Group)> doneGroups = [];
    private readonly HashSet<JobId> cappedJobs = [];
    private readonly HashSet<(JobId Job, int Frame)> finishedFrames = [];
    private readonly HashSet<NodeId> convicted = [];
    private readonly HashSet<ReplicaSet> ready = [];
    private readonly HashSet<BoardTask> further = [];
    private readonly HashSet<Tile> tiles = [];

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

    /// <summary>A row as the board holds it, if a node has or had its task; else null, and nothing is made of tasks that merely wait.</summary>
    public BoardTask? Peek(TaskRecord row)
    {
        lock (gate)
            return jobs.TryGetValue(row.Id.Job, out var found) ? found.Peek(found.Plan.IndexOf(row.Id), row.Replica) : null;
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
                Drop(task);
            queue.Remove(job);
            ready.RemoveWhere(set => set.Job == job);
            tiles.RemoveWhere(tile => tile.Job == job);
            job.Removed = true;
        }
    }

    /// <summary>Adds a row as read or written; does nothing where it is here, or its job has left. Of a task that nothing happened to only the versions of its rows are kept.</summary>
    /// <exception cref="InvalidDataException">The job's plan has no such task.</exception>
    public void Add(BoardJob job, TaskRecord record, ETag etag)
    {
        var index = job.Plan.IndexOf(record.Id);
        if (index < 0)
            throw new InvalidDataException($"Task {record.Id} is not in the plan of its job.");
        lock (gate)
        {
            if (job.Removed || job.Has(index, record.Replica))
                return;
            var group = job.Group(SplitPlan.GroupOf(index));
            if (record.Replica == 0)
            {
                group.Total++;
                job.TotalWork += record.Work.Micros;
            }

            if (job.IsFresh(record, index))
                job.AddFresh(index, record, etag);
            else
                AddHeld(new BoardTask(job, index, record, etag));
            Requeue(job);
        }
    }

    /// <summary>Adds rows at once: no claim sees a task with only a part of its replicas.</summary>
    public void AddAll(BoardJob job, IReadOnlyList<(TaskRecord Record, ETag ETag)> rows)
    {
        lock (gate)
            foreach (var (record, etag) in rows)
                Add(job, record, etag);
    }

    private void AddHeld(BoardTask task)
    {
        var job = task.Job;
        job.Hydrate(task.Index);
        // What the rows of the task add up to is counted anew with this one.
        if (job.SetOf(task) is { } set)
            Count(set.Rows[0], -1);
        job.Add(task);
        Attach(task);
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
        ready.UnionWith(job.Sets.Where(set => set.IsReady));
        tiles.UnionWith(job.Tiles.Where(tile => tile.IsReady));
        foreach (var (number, group) in job.Groups)
            if (group.IsDone(stopped: true))
                doneGroups.Add((job.Id, number));
        foreach (var row in job.Held.Where(row => row.Record.State == TaskState.Leased))
            foreach (var lease in (LeaseRecord?[])[row.Record.Lease, row.Record.Duplicate])
                if (lease is not null && nodes.TryGetValue(lease.Node, out var holder) && holder.Renders.Remove(lease.Id))
                    // Leases end with the job; the rows stay as they are, since nothing will be done with them.
                    holder.Lost[lease.Id] = LeaseEnd.Cancelled;
    }

    private void Attach(BoardTask task, TaskRecord? before = null)
    {
        var (job, record) = (task.Job, task.Record);
        Bind(task, +1);
        Count(task, +1);
        if (record.State != TaskState.Leased)
            ForgetYield(task, before?.Lease?.Id);
        switch (record.State)
        {
            case TaskState.Open when record.Withdrawn:
                break;
            case TaskState.Open:
                if (!task.Reserved)
                    job.Open(task);
                break;
            case TaskState.Leased:
                var lease = record.Lease!;
                Grant(task, before, lease);
                Hold(lease.Node, job, Working(record, +1))?.Renders.TryAdd(lease.Id, task);
                if (task.ParkedAt is not null)
                    job.Park(lease.Node);
                if (record.Duplicate is { } duplicate)
                {
                    if (before?.Duplicate?.Id != duplicate.Id)
                    {
                        (task.DuplicateSince, task.DuplicateLimit) = (clock.GetTimestamp(), null);
                        (task.DuplicateProgress, task.DuplicateAdvanced) = (0, TimeSpan.Zero);
                        SetDeadline(task, duplicate.Id, options.Lease);
                    }

                    Hold(duplicate.Node, job, +1)?.Renders.TryAdd(duplicate.Id, task);
                }

                break;
            case TaskState.Submitted when job.Replicas == 1 && !job.Record.Spec.Statistical:
                submitted.Add(task);
                break;
            case TaskState.Auditing when NeedsReference(record):
                unaudited.Enqueue(task);
                break;
            case TaskState.Auditing when record.Audit!.Auditor is { } auditor:
                task.AuditTaken = false;
                (task.Since, task.Limit) = (clock.GetTimestamp(), null);
                SetDeadline(task, record.Audit.Lease, options.AuditAnswer);
                Hold(auditor, job, +1)?.Audits.TryAdd(record.Audit.Lease, task);
                break;
        }

        if (job.SetOf(task) is { } set)
            Attached(set);
        if (job.TileOf(task) is { IsReady: true } tile)
            tiles.Add(tile);
        var group = job.Groups[task.Group];
        if (group.IsDone(job.Stopped))
            doneGroups.Add((job.Id, task.Group));
        if (record.State == TaskState.Accepted && job.IsFinished(record.Id.Frame))
            finishedFrames.Add((job.Id, record.Id.Frame));
        if (job.Dispatching && !job.HasRoom && job.RaysUnderWay == 0 && job.Counts[(int)TaskState.Open] > 0)
            cappedJobs.Add(job.Id);
    }

    /// <summary>Begins a lease's time; one that was held before the change goes on.</summary>
    private void Grant(BoardTask task, TaskRecord? before, LeaseRecord lease)
    {
        if (before is { State: TaskState.Leased } && before.Lease!.Id == lease.Id)
        {
            // Who commits has gone on with it, whether a heartbeat said so or not.
            if (task.Record.Commitment is not null)
                ForgetYield(task, lease.Id);
            return;
        }

        ForgetYield(task, before?.Lease?.Id);
        (task.Progress, task.Advanced, task.EtaSeconds) = (0, TimeSpan.Zero, null);
        if (before?.Duplicate?.Id == lease.Id)
        {
            (task.Deadline, task.Since, task.Limit) = (task.DuplicateDeadline, task.DuplicateSince, task.DuplicateLimit);
            (task.Progress, task.Advanced) = (task.DuplicateProgress, task.DuplicateAdvanced);
        }
        else
        {
            task.Job.ServedMillis = NowMillis;
            (task.Since, task.Limit) = (clock.GetTimestamp(), null);
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
                job.Close(task);
                further.Remove(task);
                break;
            case TaskState.Leased:
                if (task.ParkedAt is not null)
                    job.Resume(record.Lease!.Node);
                Hold(record.Lease!.Node, job, Working(record, -1))?.Renders.Remove(record.Lease.Id);
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
        else
            strangers.Add(holder);
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
        job.CountAccepted(task.Id.Frame, sign);
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
        else if (sign < 0)
            job.Detach(id);
        return node;
    }

    // Who has committed waits for other replicas and works for others meanwhile: its speed is not this job's any more.
    private static int Working(TaskRecord leased, int sign) => leased.Commitment is null ? sign : 0;

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
