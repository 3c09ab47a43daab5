using Render.Lifecycle.Jobs;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Quotes;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <summary>Says why a job's open tasks find no node, by the same filter that hands them out.</summary>
internal sealed class Shortages(TaskBoard board, PolicyBook policies, TimeProvider clock, LifecycleOptions options)
{
    /// <summary>Why nobody takes the open tasks of a job. Called under the board's lock.</summary>
    /// <returns>Null where a node works on it, could, or has nothing to do.</returns>
    public Shortage? Of(BoardJob job) => job.Dispatching && job.HasRoom && job.OpenTasks > 0 && job.Attached.Count == 0
        ? Shortage.Of(Online(), job.Needs)
        : null;

    /// <summary>Why nobody could take a job in a tier.</summary>
    /// <param name="spec">The job.</param>
    /// <param name="package">Its scene.</param>
    /// <param name="offer">The tier and its price.</param>
    public Shortage? Of(JobSpec spec, PackageRecord package, TierOffer offer) => Shortage.Of(
        board.Read(Online),
        NodeFactsOf.Unsplit(spec, package, offer.Tier, offer.PricePerUnit, policies.Current, options));

    private List<NodeFacts> Online() =>
    [
        .. board.Nodes()
            .Where(node => node.Record.Status != NodeStatus.Banned && board.IsAlive(node))
            .Select(node => NodeFactsOf.Node(node, policies.Current, options.EngineName, clock.GetUtcNow())),
    ];
}
