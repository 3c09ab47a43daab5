using Render.Lifecycle.Dispatch;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Reputation;

namespace Render.Lifecycle.Jobs;

/// <summary>
/// Creators' records, in memory. Derived from the documents of closed jobs and of disputes and built again at start, so that there is nothing to repair.
/// </summary>
internal sealed class Creators(TaskBoard board, PolicyBook policies, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<CreatorId, CreatorStanding> standings = [];
    private readonly HashSet<(CreatorId Creator, string Cause)> counted = [];

    /// <summary>Builds the records from all that was ever closed, in any order.</summary>
    public void Load(IEnumerable<(CreatorId Creator, string Cause, CreatorEvent Happened, DateTimeOffset Time)> events)
    {
        // Evidence fades from the past to the present: it is added in the order in which it came.
        foreach (var (creator, cause, happened, time) in events.OrderBy(happened => happened.Time).ThenBy(happened => happened.Cause, StringComparer.Ordinal))
            Add(creator, cause, happened, time);
        Refit(_ => true);
    }

    /// <summary>Counts a job that was closed; once, however often it is told.</summary>
    public void Closed(JobRecord job)
    {
        if (CreatorEvents.Of(job, policies.Of(job)) is { } happened)
            Note(job.Spec.Creator, CauseOf(job.Id), happened);
    }

    /// <summary>Counts an event; once for each cause.</summary>
    public void Note(CreatorId creator, string cause, CreatorEvent happened)
    {
        if (Add(creator, cause, happened, clock.GetUtcNow()))
            Refit(job => job.Record.Spec.Creator == creator);
    }

    /// <summary>A creator's record now, millionths; 0 for one of whom nothing is known.</summary>
    public int ScorePpm(CreatorId creator)
    {
        lock (gate)
            return standings.TryGetValue(creator, out var standing) ? standing.ScorePpm(clock.GetUtcNow().ToUnixTimeMilliseconds(), policies.Current.Reputation) : 0;
    }

    /// <summary>All creators with a record, by id.</summary>
    public IReadOnlyList<CreatorView> Views()
    {
        var (now, policy) = (clock.GetUtcNow().ToUnixTimeMilliseconds(), policies.Current.Reputation);
        lock (gate)
            return
            [
                .. standings.OrderBy(pair => pair.Key).Select(pair =>
                {
                    var evidence = pair.Value.Evidence.At(now, policy.HalfLifeDays);
                    return new CreatorView(pair.Key, pair.Value.ScorePpm(now, policy) / 1e6, evidence.Good, evidence.Bad, pair.Value.Counts);
                }),
            ];
    }

    /// <summary>What a closed job is counted as.</summary>
    public static string CauseOf(JobId job) => $"job/{job}";

    private void Refit(Func<BoardJob, bool> concerned) => board.Refit(concerned, job => job.Needs with { CreatorPpm = ScorePpm(job.Record.Spec.Creator) });

    private bool Add(CreatorId creator, string cause, CreatorEvent happened, DateTimeOffset time)
    {
        lock (gate)
        {
            if (!counted.Add((creator, cause)))
                return false;
            standings[creator] = standings.GetValueOrDefault(creator, new CreatorStanding()).After(happened, time.ToUnixTimeMilliseconds(), policies.Current);
            return true;
        }
    }
}
