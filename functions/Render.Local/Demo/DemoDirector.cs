using System.Globalization;
using Render.Local.Cli.Views;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Local.Demo;

/// <summary>Decides when the demo's node is killed and when it may come back. Pure: told what is seen, says what to do.</summary>
/// <param name="victim">The node to kill.</param>
internal sealed class DemoDirector(DemoNode victim)
{
    private TaskId? _orphan;
    private bool _back;

    /// <summary>Whether the node was killed.</summary>
    public bool HasKilled { get; private set; }

    /// <summary>What to do now.</summary>
    /// <param name="job">The job.</param>
    /// <param name="nodes">The nodes.</param>
    public DemoCue Next(JobView job, IReadOnlyList<NodeView> nodes)
    {
        var node = nodes.FirstOrDefault(n => n.Name == victim.Name);
        if (node is null || job.State != JobState.Rendering)
            return DemoCue.None;
        if (!HasKilled)
        {
            // In the middle of a task, once there is something to see, and while others can still take over.
            var lease = node.Leases.FirstOrDefault(l => l.Task.Job == job.Id && l.Progress is > 0.05 and < 0.9);
            if (lease is null || job.Tasks.Accepted < Math.Min(6, job.Tasks.Total / 6))
                return DemoCue.None;
            (HasKilled, _orphan) = (true, lease.Task);
            return DemoCue.Kill;
        }
        return DemoCue.None;
    }

    /// <summary>Takes in an event: the orphaned task was given to somebody else.</summary>
    /// <returns>Whether the node may come back now.</returns>
    public bool MayReturn(NetworkEvent happened, NodeId? victimId)
    {
        if (_back || happened is not LeaseMoved { Granted: true, Work: WorkKind.Render } lease || lease.Task != _orphan || lease.Node == victimId)
            return false;
        return _back = true;
    }

    /// <summary>What to say when it is killed.</summary>
    public string Obituary(int process) => string.Create(
        CultureInfo.InvariantCulture, $"{victim.Name} (process {process}) is killed in the middle of {(_orphan is { } task ? TaskText.Words(task) : "a task")}");
}

/// <summary>What the demo does next.</summary>
internal enum DemoCue
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Kill the node.</summary>
    Kill,
}
