using Render.Lifecycle;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Proofs;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Simulation.Oracles;

/// <summary>
/// Watches that what is over stays over: whoever asks for work once its conviction is carried out gets none, and nobody who asks once a job is said to be stopped gets any of that.
/// A coordinator that is deposed and does not know it yet may still give what it knows of.
/// </summary>
internal sealed class EndOracle(Oracle oracle, Func<TimeSpan> now, bool mayBeDeposed)
{
    private readonly Dictionary<NodeId, TimeSpan> convicted = [];
    private readonly Dictionary<JobId, TimeSpan> stopped = [];

    /// <summary>A commit is confirmed.</summary>
    public void Confirmed(string partition, IReadOnlyList<StateWrite> writes)
    {
        if (partition != Conviction.Partition)
            return;
        foreach (var write in writes.OfType<StateUpsert>())
            if (LifecycleJson.Read<Conviction>(write.Json.Span) is { Done: true } carried)
                convicted.TryAdd(carried.Node, now());
    }

    /// <summary>A creator is told that its job is stopped.</summary>
    public void Stopped(JobId job) => stopped.TryAdd(job, now());

    /// <summary>A node is given work.</summary>
    /// <param name="node">The node.</param>
    /// <param name="work">The work.</param>
    /// <param name="asked">When it asked.</param>
    public void Gives(NodeId node, WorkAssignment work, TimeSpan asked)
    {
        if (mayBeDeposed)
            return;
        oracle.Demand(!(convicted.TryGetValue(node, out var over) && over < asked), "ends", $"{node} is convicted and is given {work.Kind} of {work.Task.Id}");
        oracle.Demand(
            work.Kind != WorkKind.Render || !(stopped.TryGetValue(work.Task.Id.Job, out var end) && end < asked), "ends", $"{work.Task.Id.Job} is stopped, and {node} is given {work.Task.Id}");
    }
}
