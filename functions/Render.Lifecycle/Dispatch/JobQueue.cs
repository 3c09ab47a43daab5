using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <summary>
/// The jobs that have tasks to hand out, kept in the scheduler's order (<see cref="TierOrder"/>, then <see cref="JobOrder"/>), and how many tasks wait in
/// each tier. Guarded by the board's lock.
/// </summary>
/// <remarks>A job's place depends on what is attached to it: whoever changes that calls <see cref="Update"/>, which costs O(log n) in the number of jobs.</remarks>
internal sealed class JobQueue
{
    private readonly SortedDictionary<Tier, TierQueue> tiers = new(Enum.GetValues<Tier>().ToDictionary(tier => tier, tier => new TierQueue(tier)));
    private int opened;

    /// <summary>The jobs, those that are served first in front. Not to be changed while it is read.</summary>
    /// <param name="node">Who asks: what it cannot be fit for may be left out (<see cref="DemandClass"/>); null: all.</param>
    public IEnumerable<BoardJob> InOrder(NodeFacts? node = null)
    {
        var waiting = tiers.Values.Where(tier => tier.Open > 0).OrderBy(tier => tier.Load, TierOrder.Comparer).ToList();
        var loads = waiting.ConvertAll(tier => tier.Load);
        // A job that few nodes are fit for comes before all tiers, unless such jobs alone have more than its tier's share already: its other jobs then wait, not this one.
        return waiting.Where(tier => tier.Scarce.Count > 0 && TierOrder.IsWithinShare(tier.ScarceLoad, loads)).SelectMany(tier => tier.Scarce)
            .Concat(waiting.SelectMany(tier => tier.Jobs.For(node)));
    }

    /// <summary>The jobs that nodes are at work for, whether they have tasks to hand out or not, in the same order. Not to be changed while it is read.</summary>
    public IEnumerable<BoardJob> UnderWay => tiers.Values.OrderBy(tier => tier.Load, TierOrder.Comparer).SelectMany(tier => tier.UnderWay);

    /// <summary>The tiers that have work, waiting or under way.</summary>
    public IReadOnlyCollection<TierLoad> Working => [.. tiers.Values.Where(tier => tier.Open > 0 || tier.Load.SpeedMilli > 0).Select(tier => tier.Load)];

    /// <summary>The jobs of a tier that have tasks to hand out, in order. Not to be changed while it is read.</summary>
    public IEnumerable<BoardJob> InTier(Tier tier) => tiers[tier].Jobs.For(null);

    /// <summary>Tasks that may be handed out.</summary>
    public int Open => tiers.Values.Sum(tier => tier.Open);

    /// <summary>Tasks of a tier that may be handed out.</summary>
    public int OpenIn(Tier tier) => tiers[tier].Open;

    /// <summary>Tasks that became open since the last call, and no more than are open.</summary>
    public int TakeOpened()
    {
        var taken = Math.Min(opened, Open);
        opened = 0;
        return taken;
    }

    /// <summary>Puts a job where it belongs now: in its place, or out.</summary>
    /// <param name="job">The job.</param>
    /// <param name="network">All others.</param>
    public void Update(BoardJob job, Reckoned network)
    {
        var before = job.Queued?.Open ?? 0;
        Remove(job);
        var open = job.HandsOut ? job.OpenTasks : 0;
        job.Candidate = job.CandidateNow(network);
        job.Queued = new QueuedJob(tiers[job.Record.Tier], job.Demands, open, job.Workforce.SpeedMilli, job.Dispatching && job.Attached.Count > 0);
        job.Queued.Tier.Add(job);
        opened += Math.Max(0, open - before);
    }

    /// <summary>Takes a job out.</summary>
    public void Remove(BoardJob job)
    {
        job.Queued?.Tier.Remove(job);
        job.Queued = null;
    }
}

/// <summary>What a queue counts for a job.</summary>
/// <param name="Tier">In which tier.</param>
/// <param name="Demands">In which class of demands.</param>
/// <param name="Open">Tasks that may be handed out; 0: it is only counted for the speed that it has.</param>
/// <param name="SpeedMilli">Speed attached to it.</param>
/// <param name="UnderWay">Whether it renders, and nodes are attached to it.</param>
internal sealed record QueuedJob(TierQueue Tier, DemandClass Demands, int Open, long SpeedMilli, bool UnderWay);

/// <summary>The jobs of a tier. Guarded by the board's lock.</summary>
internal sealed class TierQueue(Tier tier)
{
    private long scarceMilli;

    /// <summary>Those with tasks to hand out, in order.</summary>
    public ClassedJobs Jobs { get; } = new();

    /// <summary>Those of them that few nodes are fit for, and which need more than they have.</summary>
    public SortedSet<BoardJob> Scarce { get; } = new(ClassedJobs.Order);

    /// <summary>Those that nodes are at work for, in order.</summary>
    public SortedSet<BoardJob> UnderWay { get; } = new(ClassedJobs.Order);

    /// <summary>Tasks that may be handed out.</summary>
    public int Open { get; private set; }

    /// <summary>What works for the tier.</summary>
    public TierLoad Load { get; private set; } = new(tier, 0, 1);

    /// <summary>What works for those of its jobs that few nodes are fit for.</summary>
    public TierLoad ScarceLoad => Load with { SpeedMilli = scarceMilli };

    /// <summary>Counts a job, as it says it is queued.</summary>
    public void Add(BoardJob job)
    {
        Load = new TierLoad(tier, Load.SpeedMilli + job.Queued!.SpeedMilli, job.Needs.TierWeight);
        Open += job.Queued.Open;
        if (job.Queued.Open > 0)
            Jobs.Add(job, job.Queued.Demands);
        if (job.Queued.Open > 0 && job.Candidate.IsScarce && Scarce.Add(job))
            scarceMilli += job.Queued.SpeedMilli;
        if (job.Queued.UnderWay)
            UnderWay.Add(job);
    }

    /// <summary>Counts a job no longer. Called before anything about it changes that its place depends on.</summary>
    public void Remove(BoardJob job)
    {
        Load = Load with { SpeedMilli = Load.SpeedMilli - job.Queued!.SpeedMilli };
        Open -= job.Queued.Open;
        if (job.Queued.Open > 0)
            Jobs.Remove(job, job.Queued.Demands);
        if (Scarce.Remove(job))
            scarceMilli -= job.Queued.SpeedMilli;
        UnderWay.Remove(job);
    }
}
