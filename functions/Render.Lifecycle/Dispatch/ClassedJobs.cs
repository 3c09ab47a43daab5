using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <summary>Jobs of a tier in the scheduler's order, kept by what they demand: for a node, the classes that it cannot be fit for are passed over as a whole. Guarded by the board's lock.</summary>
internal sealed class ClassedJobs
{
    /// <summary>The scheduler's order.</summary>
    public static Comparer<BoardJob> Order { get; } = Comparer<BoardJob>.Create(static (a, b) => JobOrder.Instance.Compare(a.Candidate, b.Candidate));

    private readonly Dictionary<DemandClass, SortedSet<BoardJob>> classes = [];

    /// <summary>Adds a job.</summary>
    public void Add(BoardJob job, DemandClass demands)
    {
        if (!classes.TryGetValue(demands, out var jobs))
            classes.Add(demands, jobs = new SortedSet<BoardJob>(Order));
        jobs.Add(job);
    }

    /// <summary>Removes a job, before anything changes that its place depends on.</summary>
    public void Remove(BoardJob job, DemandClass demands)
    {
        var jobs = classes[demands];
        jobs.Remove(job);
        if (jobs.Count == 0)
            classes.Remove(demands);
    }

    /// <summary>The jobs in order. Not to be changed while it is read.</summary>
    /// <param name="node">Without those of classes that it cannot be fit for; null: all.</param>
    public IEnumerable<BoardJob> For(NodeFacts? node)
    {
        var fit = classes.Where(one => node is null || one.Key.MayFit(node)).Select(one => one.Value).ToList();
        return fit is [var only] ? only : Merge(fit);
    }

    private static IEnumerable<BoardJob> Merge(List<SortedSet<BoardJob>> sets)
    {
        var heads = new PriorityQueue<SortedSet<BoardJob>.Enumerator, BoardJob>(sets.Count, Order);
        foreach (var set in sets)
        {
            // None of the sets is empty, and a sorted set's enumerator holds nothing that must be let go. It is a value: after each step the new one is put back.
            var jobs = set.GetEnumerator();
            jobs.MoveNext();
            heads.Enqueue(jobs, jobs.Current);
        }

        while (heads.TryPeek(out var jobs, out var job))
        {
            yield return job;
            if (jobs.MoveNext())
                heads.DequeueEnqueue(jobs, jobs.Current);
            else
                heads.Dequeue();
        }
    }
}
