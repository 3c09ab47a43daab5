using Render.Network.Jobs;
using Render.Network.Splitting;

namespace Render.Network.Scheduling;

/// <summary>The open tasks of all jobs. Not safe to share between threads.</summary>
public sealed class OpenTaskIndex
{
    private readonly Dictionary<JobId, (SplitPlan Plan, OpenTasks Tasks)> jobs = [];

    /// <summary>Jobs in the index that have open tasks.</summary>
    public IEnumerable<JobId> WithOpenTasks => jobs.Where(job => job.Value.Tasks.Count > 0).Select(job => job.Key);

    /// <summary>Adds a job with all its tasks closed; nothing where it is there already.</summary>
    /// <returns>Its tasks.</returns>
    public OpenTasks Add(JobId job, SplitPlan plan)
    {
        if (!jobs.TryGetValue(job, out var entry))
            jobs[job] = entry = (plan, new OpenTasks(plan.Tasks));
        return entry.Tasks;
    }

    /// <summary>Forgets a job.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(JobId job) => jobs.Remove(job);

    /// <summary>A job's tasks; null where it is not in the index.</summary>
    public OpenTasks? Find(JobId job) => jobs.TryGetValue(job, out var entry) ? entry.Tasks : null;

    /// <summary>The first open task of the job that the node may take; null for none.</summary>
    public TaskId? Next(JobId job, NodeId node) =>
        jobs.TryGetValue(job, out var entry) && entry.Tasks.Next(node) is { } task ? entry.Plan.Task(job, task) : null;

    /// <summary>Closes a task: it was leased or has its result.</summary>
    /// <returns>Whether it was open.</returns>
    public bool Close(TaskId task) => Locate(task) is { } found && found.Tasks.Close(found.Number);

    /// <summary>Opens a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="tried">The node that had it and shall not get it again; null for none.</param>
    /// <returns>Whether it was closed.</returns>
    public bool Open(TaskId task, NodeId? tried = null)
    {
        if (Locate(task) is not { } found)
            return false;
        if (tried is { } node)
            found.Tasks.MarkTried(found.Number, node);
        return found.Tasks.Open(found.Number);
    }

    private (OpenTasks Tasks, int Number)? Locate(TaskId task) =>
        jobs.TryGetValue(task.Job, out var entry) && entry.Plan.IndexOf(task) is >= 0 and var number ? (entry.Tasks, number) : null;
}
