using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <summary>The jobs that have tasks to hand out, kept in <see cref="JobOrder"/>, and how many tasks wait in each tier. Guarded by the board's lock.</summary>
/// <remarks>A job's place depends on what is attached to it: whoever changes that calls <see cref="Update"/>, which costs O(log n) in the number of jobs.</remarks>
internal sealed class JobQueue
{
    private readonly SortedSet<BoardJob> jobs = new(Comparer<BoardJob>.Create(static (a, b) => JobOrder.Instance.Compare(a.Candidate, b.Candidate)));
    private readonly int[] open = new int[(int)Tier.Trusted + 1];

    /// <summary>The jobs, those that are served first in front. Not to be changed while it is read.</summary>
    public IEnumerable<BoardJob> InOrder => jobs;

    /// <summary>Tasks that may be handed out.</summary>
    public int Open => open.Sum();

    /// <summary>Tasks of a tier that may be handed out.</summary>
    public int OpenIn(Tier tier) => open[(int)tier];

    /// <summary>Puts a job where it belongs now: in its place, or out.</summary>
    /// <param name="job">The job.</param>
    /// <param name="nowMillis">Now, on the monotonic clock.</param>
    /// <param name="fleetMilli">Speed of all nodes that take work.</param>
    public void Update(BoardJob job, long nowMillis, long fleetMilli)
    {
        Remove(job);
        if (!job.Dispatching || !job.HasRoom || job.OpenTasks == 0)
            return;
        job.Candidate = job.CandidateNow(nowMillis, fleetMilli);
        jobs.Add(job);
        job.Queued = (job.Record.Tier, job.OpenTasks);
        open[(int)job.Record.Tier] += job.OpenTasks;
    }

    /// <summary>Takes a job out.</summary>
    public void Remove(BoardJob job)
    {
        if (job.Queued is not { } queued)
            return;
        jobs.Remove(job);
        open[(int)queued.Tier] -= queued.Open;
        job.Queued = null;
    }
}
