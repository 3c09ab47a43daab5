using Render.Lifecycle.Dispatch;
using Render.Network.Jobs;

namespace Render.Scheduling.Simulation.Engine;

/// <summary>Counts and integrals over a run.</summary>
internal sealed class Measurements(string policy, Bound bound, IReadOnlyList<BoardJob> all, int fleet)
{
    private const int Tiers = 3;

    private readonly int jobs = all.Count;
    private readonly double frames = all.Sum(job => (double)job.Plan.Frames.Count);
    private readonly Dictionary<JobId, long> lastGrant = [];
    private readonly Dictionary<JobId, long> deadlines = all.Where(job => job.DeadlineMillis is not null).ToDictionary(job => job.Id, job => job.DeadlineMillis!.Value);
    private readonly double paid = all.Sum(job => job.TotalWork / 1e6 * job.Replicas * Tokens(job.Needs.PricePerUnit));
    private readonly double work = all.Sum(job => (double)job.LeftWork);
    private readonly double scenes = all.Sum(job => (double)job.PackageBytes);
    private readonly long[] busy = new long[Tiers];
    private readonly double[] busyTime = new double[Tiers];
    private readonly double[] contended = new double[Tiers];
    private readonly List<double> tails = [];
    private readonly List<Sample> series = [];
    private bool allTiersOpen = true;
    private double there;
    private double thereTime;
    private long at;
    private double lost;
    private double wasted;
    private double fetched;
    private double fetching;
    private int duplicates;
    private double asked;
    private double jobTime;
    private double fairness;
    private int fairnessLooks;
    private int met;

    /// <summary>Claims decided.</summary>
    public long Claims { get; set; }

    public void Came(long now, NodeAtWork node)
    {
        Advance(now);
        there += node.SpeedMilli;
    }

    public void Left(long now, NodeAtWork node)
    {
        Advance(now);
        there -= node.SpeedMilli;
    }

    public void Began(long now, NodeAtWork node, BoardTask task)
    {
        Advance(now);
        busy[Tier(task)] += node.SpeedMilli;
        lastGrant[task.Job.Id] = now;
    }

    public void Ended(long now, NodeAtWork node, WorkEnd end)
    {
        Advance(now);
        var (row, held) = (node.Task!.Row, (double)node.SpeedMilli * (now - node.Since));
        busy[Tier(row)] -= node.SpeedMilli;
        if (end == WorkEnd.Done)
            asked += row.Record.Work.Units * Tokens(node.Board.Record.AskPrice);
        else if (end == WorkEnd.Lost)
            lost += held;
        else
            wasted += held;
    }

    /// <summary>A node is given a task that another one holds.</summary>
    public void Duplicated() => duplicates++;

    /// <summary>A node fetches a scene before it renders.</summary>
    public void Fetched(NodeAtWork node, long bytes)
    {
        fetched += bytes;
        fetching += (double)node.SpeedMilli * node.Fetch;
    }

    public void Finished(long now, BoardJob job)
    {
        Advance(now);
        if (deadlines.TryGetValue(job.Id, out var due) && now <= due)
            met++;
        jobTime += now / 1_000.0;
        // A node of mean speed: what is there, over the two thirds of the fleet that are there.
        var usual = job.Candidate.TaskWork.Micros / (there / (fleet * 0.66));
        tails.Add((now - lastGrant[job.Id]) / usual);
    }

    /// <summary>Looks at the jobs that are there once a second.</summary>
    public void Look(long now, IReadOnlyList<BoardJob> unfinished)
    {
        Advance(now);
        series.Add(new Sample(now / 1_000.0, [.. busy.Select(speed => there > 0 ? speed / there : 0)]));
        var open = unfinished.Where(job => job.OpenTasks > 0).ToList();
        allTiersOpen = open.Select(job => job.Record.Tier).Distinct().Count() == Tiers;
        foreach (var tier in open.Where(job => job.DeadlineMillis is null && job.Needs.Placement.AllowsAll).GroupBy(job => job.Record.Tier).Where(tier => tier.Count() > 1))
        {
            var speeds = tier.Select(job => (double)job.Workforce.SpeedMilli).ToList();
            var squares = speeds.Sum(speed => speed * speed);
            if (squares > 0)
                (fairness, fairnessLooks) = (fairness + (speeds.Sum() * speeds.Sum() / speeds.Count / squares), fairnessLooks + 1);
        }
    }

    public Outcome End(long now, int unfinished, int further, TimeSpan took)
    {
        Advance(now);
        tails.Sort();
        var step = Math.Max(1, series.Count / 400);
        return new Outcome
        {
            Policy = policy,
            Makespan = unfinished > 0 ? double.PositiveInfinity : now / 1_000.0,
            PlainBound = bound.Plain,
            Bound = bound.Demands,
            Deadlines = deadlines.Count,
            DeadlinesMet = met,
            Utilisation = busyTime.Sum() / thereTime,
            TierShares = [.. contended.Select(share => contended.Sum() > 0 ? share / contended.Sum() : 0)],
            Fairness = fairnessLooks > 0 ? fairness / fairnessLooks : 1,
            LastTask = tails.Count > 0 ? [tails[tails.Count / 2], tails[tails.Count * 9 / 10], tails[^1]] : [],
            MeanJobTime = jobTime / jobs,
            LostWork = lost / work,
            Duplicates = duplicates,
            WastedWork = wasted / work,
            FurtherReplicas = further,
            Fetched = fetched / scenes,
            FetchingWork = fetching / work,
            AskedPerFrame = asked / frames,
            PaidPerFrame = paid / frames,
            Claims = Claims,
            RunSeconds = took.TotalSeconds,
            Series = [.. series.Where((_, i) => i % step == 0)],
        };
    }

    private void Advance(long now)
    {
        var span = (double)(now - at);
        at = now;
        thereTime += there * span;
        for (var i = 0; i < Tiers; i++)
        {
            busyTime[i] += busy[i] * span;
            if (allTiersOpen)
                contended[i] += busy[i] * span;
        }
    }

    private static int Tier(BoardTask task) => (int)task.Job.Record.Tier - 1;

    private static double Tokens(Network.Economics.Tokens amount) => (double)amount.Units / 1e18;
}
