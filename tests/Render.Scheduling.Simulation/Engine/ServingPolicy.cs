using Render.Lifecycle.Dispatch;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Scheduling;
using Render.Scheduling.Simulation.Population;

namespace Render.Scheduling.Simulation.Engine;

/// <summary>Which job a node that asks is given: the coordinator's rule, and simpler ones to compare it with. All of them keep the filter.</summary>
internal abstract class ServingPolicy(string name)
{
    /// <summary>The policies compared, ours first.</summary>
    public static IReadOnlyList<Func<ulong, ServingPolicy>> All { get; } = [_ => new Ours(), _ => new Fifo(), seed => new Random(seed), _ => new Greedy()];

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the last tasks are given to a second node where the rule says so.</summary>
    public virtual bool Duplicates => false;

    /// <summary>The jobs for a node, best first.</summary>
    /// <param name="queue">Jobs with open tasks as the board has them.</param>
    /// <param name="unfinished">Jobs that are not finished, as they came.</param>
    /// <param name="node">Who asks.</param>
    /// <param name="nowMillis">Now.</param>
    public abstract IEnumerable<BoardJob> Order(IEnumerable<BoardJob> queue, IReadOnlyList<BoardJob> unfinished, NodeFacts node, long nowMillis);

    /// <summary>Whether a node should have none but the last, smaller tasks of a job that <see cref="Order"/> gave for it.</summary>
    public virtual bool Small(BoardJob job) => false;

    private static bool MayServe(BoardJob job, NodeFacts node) => job.OpenTasks > 0 && Fitness.IsFit(node, job.Needs);

    private sealed class Ours() : ServingPolicy("ours")
    {
        private readonly Dictionary<JobId, Match> matches = [];

        public override bool Duplicates => true;

        public override bool Small(BoardJob job) => matches[job.Id].Small;

        public override IEnumerable<BoardJob> Order(IEnumerable<BoardJob> queue, IReadOnlyList<BoardJob> unfinished, NodeFacts node, long nowMillis)
        {
            foreach (var job in AssignWork.Fit(queue, node, Policy.Default, nowMillis, matches))
            {
                // As with a lease: the reason is made for what is assigned.
                matches[job.Id].Explain();
                yield return job;
            }
        }
    }

    private sealed class Fifo() : ServingPolicy("FIFO")
    {
        public override IEnumerable<BoardJob> Order(IEnumerable<BoardJob> queue, IReadOnlyList<BoardJob> unfinished, NodeFacts node, long nowMillis) =>
            unfinished.Where(job => MayServe(job, node));
    }

    private sealed class Random(ulong seed) : ServingPolicy("random")
    {
        private long claims;

        public override IEnumerable<BoardJob> Order(IEnumerable<BoardJob> queue, IReadOnlyList<BoardJob> unfinished, NodeFacts node, long nowMillis)
        {
            var first = (int)(new Draw(seed, Purpose.Choice, claims++).Uniform() * unfinished.Count);
            for (var i = 0; i < unfinished.Count; i++)
                if (unfinished[(first + i) % unfinished.Count] is var job && MayServe(job, node))
                    yield return job;
        }
    }

    private sealed class Greedy() : ServingPolicy("greedy")
    {
        private readonly List<BoardJob> shortest = [];

        // The shortest job first; it lets most jobs end soonest.
        public override IEnumerable<BoardJob> Order(IEnumerable<BoardJob> queue, IReadOnlyList<BoardJob> unfinished, NodeFacts node, long nowMillis)
        {
            if (shortest.Count != unfinished.Count)
            {
                shortest.Clear();
                shortest.AddRange(unfinished.OrderBy(job => job.TotalWork).ThenBy(job => job.Id));
            }

            return shortest.Where(job => MayServe(job, node));
        }
    }
}
