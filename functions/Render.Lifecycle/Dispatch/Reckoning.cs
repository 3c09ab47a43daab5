using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <summary>Looks now and then at what a claim must not: the whole fleet, and how much of it is fit for each job. A few jobs at a time, by a sample of nodes.</summary>
internal sealed class Reckoning(TaskBoard board, Facts known)
{
    private const int JobsAtOnce = 4;
    private const int NodesAtOnce = 500;

    /// <summary>Looks once.</summary>
    public void Step() => Step(board, known.Of);

    /// <summary>Looks once.</summary>
    /// <param name="board">The board.</param>
    /// <param name="factsOf">What is known of a node; called under the lock.</param>
    internal static void Step(TaskBoard board, Func<BoardNode, NodeFacts> factsOf)
    {
        var jobs = board.NextToLookAt(JobsAtOnce);
        if (jobs.Count > 0)
        {
            var sample = board.Sample(NodesAtOnce).ConvertAll(node => board.Read(() => factsOf(node)));
            foreach (var job in jobs)
            {
                var share = FitShare.Ppm(sample, job.Needs);
                board.Read(() => job.FitPpm = share);
            }
        }

        board.Reckon();
    }
}
