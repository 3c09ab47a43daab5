using Render.Network.Governance;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <summary>Looks now and then at what a claim must not: the whole fleet, and how much of it is fit for each job. A few jobs at a time, by a sample of nodes.</summary>
internal sealed class Reckoning(TaskBoard board, PolicyBook policies, TimeProvider clock, LifecycleOptions options)
{
    private const int JobsAtOnce = 4;
    private const int NodesAtOnce = 500;

    /// <summary>Looks once.</summary>
    public void Step() => Step(board, policies.Current, options.EngineName, clock.GetUtcNow());

    /// <summary>Looks once.</summary>
    internal static void Step(TaskBoard board, Policy policy, string engine, DateTimeOffset now)
    {
        var jobs = board.NextToLookAt(JobsAtOnce);
        if (jobs.Count > 0)
        {
            var sample = board.Sample(NodesAtOnce).ConvertAll(node => board.Read(() => NodeFactsOf.Node(node, policy, engine, now)));
            foreach (var job in jobs)
            {
                var share = FitShare.Ppm(sample, job.Needs);
                board.Read(() => job.FitPpm = share);
            }
        }

        board.Reckon();
    }
}
