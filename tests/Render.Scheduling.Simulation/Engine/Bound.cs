using Render.Lifecycle.Dispatch;
using Render.Network.Scheduling;
using Render.Scheduling.Simulation.Population;

namespace Render.Scheduling.Simulation.Engine;

/// <summary>Before when the jobs cannot be done, whatever the order, over the speed that is there at each moment. Work counts once for each replica. Seconds.</summary>
/// <param name="Plain">max(Σw/Σs, max w/s): as if every node could do everything.</param>
/// <param name="Demands">
/// The same for each job's demands too: jobs that demand at least as much are done by nodes that meet them, so their work needs at least the time in which
/// those nodes do it. Nothing is done before the largest of these.
/// </param>
internal sealed record Bound(double Plain, double Demands)
{
    /// <summary>The bounds of a scenario.</summary>
    /// <param name="scenario">Nodes and when they are there.</param>
    /// <param name="jobs">The jobs, with what they demand.</param>
    /// <param name="trueWork">What a job's tasks truly take, each counted once, and the most that one of them takes; millionths of a work unit.</param>
    /// <param name="facts">What the scheduler knows of each node.</param>
    public static Bound Of(Scenario scenario, IReadOnlyList<BoardJob> jobs, Func<BoardJob, (double All, double Most)> trueWork, IReadOnlyList<NodeFacts> facts)
    {
        var works = jobs.ToDictionary(job => job.Id, job => trueWork(job).All * job.Replicas);
        var total = works.Values.Sum();
        var all = Time(scenario.Nodes, total);
        var fastest = scenario.Nodes.Max(node => node.SpeedMilli);
        var longest = jobs.Max(job => trueWork(job).Most) / fastest;
        var plain = Math.Max(all, longest);
        var millis = plain;
        foreach (var demand in jobs.Select(job => job.Needs).DistinctBy(needs => (needs.PricePerUnit, needs.ReputationFloorPpm, needs.MemoryBytes, needs.Placement)))
        {
            var work = jobs.Where(job => AtLeast(job.Needs, demand)).Sum(job => works[job.Id]);
            // Faster than all of them would be no bound; most demands are not.
            if (work / total > 0.02)
                millis = Math.Max(millis, Time([.. scenario.Nodes.Where((_, i) => Fits(facts[i], demand))], work));
        }

        return new Bound(plain / 1_000, millis / 1_000);
    }

    private static bool AtLeast(JobNeeds job, JobNeeds demand) =>
        job.PricePerUnit <= demand.PricePerUnit && job.ReputationFloorPpm >= demand.ReputationFloorPpm && job.MemoryBytes >= demand.MemoryBytes
        && (demand.Placement.AllowsAll || job.Placement == demand.Placement);

    // A node's record grows while it works, so the floor keeps nobody out of a bound.
    private static bool Fits(NodeFacts node, JobNeeds demand) =>
        node.Ask <= demand.PricePerUnit && node.MemoryBytes >= demand.MemoryBytes
        && (demand.Placement.AllowsAll || demand.Placement.Scene.Regions.Contains(node.Place.Region));

    /// <summary>Milliseconds until the nodes' speed, while they are there, has done the work.</summary>
    private static double Time(IReadOnlyList<SimulatedNode> nodes, double workMicros)
    {
        var changes = new List<(long At, long Speed)>();
        foreach (var node in nodes)
            foreach (var session in node.Sessions)
            {
                changes.Add((session.From, node.SpeedMilli));
                changes.Add((session.To, -node.SpeedMilli));
            }

        changes.Sort();
        var (speed, at, left) = (0L, 0L, workMicros);
        foreach (var (time, change) in changes)
        {
            // Thousandths of a unit a second over milliseconds are millionths of a unit.
            var done = (double)speed * (time - at);
            if (done >= left)
                break;
            left -= done;
            (at, speed) = (time, speed + change);
        }

        return speed > 0 ? at + (left / speed) : double.PositiveInfinity;
    }
}
