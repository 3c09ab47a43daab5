namespace Render.Network.Scheduling;

/// <summary>
/// Whether a node should serve a job whose scene it has before one whose scene it would have to fetch: nodes then stay with their jobs, and
/// render instead of fetching (delay scheduling: Zaharia, Borthakur et al. 2010).
/// </summary>
/// <remarks>
/// No order of tiers changes by it, nor a job that would not be done in time; among the others, a job is passed over only for one that is ahead of
/// it by no more than one node's usual speed, and for no longer than fetching would take: then who must fetch, fetches.
/// </remarks>
public static class LocalityRule
{
    /// <summary>Jobs looked at beyond the first.</summary>
    public const int LookAhead = 16;

    /// <summary>What is fetched in a second where that is not known of a node: 100 Mbit/s.</summary>
    private const long UsualBytesPerSecond = 12_500_000;

    /// <summary>The jobs in the order in which this node should have them.</summary>
    /// <typeparam name="T">A job.</typeparam>
    /// <param name="jobs">The jobs that it may serve, in the scheduler's order; asked for no more than needed.</param>
    /// <param name="of">What the scheduler sees of one.</param>
    /// <param name="node">The node.</param>
    /// <param name="nowMillis">Now, on the clock of <see cref="JobCandidate.ServedMillis"/>.</param>
    public static IEnumerable<T> Order<T>(IEnumerable<T> jobs, Func<T, JobCandidate> of, NodeFacts node, long nowMillis)
    {
        using var next = jobs.GetEnumerator();
        if (!next.MoveNext())
            yield break;
        var passed = new List<T> { next.Current };
        var first = of(next.Current);
        if (!node.CachedPackages.IsEmpty && !IsHere(first, node) && MayWait(first, node, nowMillis))
            while (passed.Count <= LookAhead && next.MoveNext())
            {
                if (IsHere(of(next.Current), node) && IsNear(of(next.Current), first))
                {
                    yield return next.Current;
                    break;
                }

                passed.Add(next.Current);
            }

        foreach (var job in passed)
            yield return job;
        while (next.MoveNext())
            yield return next.Current;
    }

    /// <summary>What a node would spend on fetching a job's scene, milliseconds; 0 where it has it.</summary>
    public static long FetchMillis(JobNeeds job, NodeFacts node) => job.PackageBytes <= 0 || node.CachedPackages.Contains(job.Package)
        ? 0
        : (long)Int128.Min((Int128)job.PackageBytes * 1_000 / (node.DownBytesPerSecond > 0 ? node.DownBytesPerSecond : UsualBytesPerSecond), long.MaxValue / 4);

    private static bool IsHere(JobCandidate job, NodeFacts node) => FetchMillis(job.Needs, node) == 0;

    private static bool MayWait(JobCandidate job, NodeFacts node, long nowMillis) => !job.IsBehind && nowMillis - job.ServedMillis <= FetchMillis(job.Needs, node);

    // speed / weight of the other less that of the first, against the fleet's pace, without dividing.
    private static bool IsNear(JobCandidate other, JobCandidate first) =>
        other.Needs.Tier == first.Needs.Tier
        && ((Int128)other.Attached.SpeedMilli * Math.Max(1, first.Weight)) - ((Int128)first.Attached.SpeedMilli * Math.Max(1, other.Weight))
            <= (Int128)first.Fleet.PaceMilli * Math.Max(1, first.Weight);
}
