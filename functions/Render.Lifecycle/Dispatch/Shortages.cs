using Render.Lifecycle.Jobs;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Quotes;
using Render.Network.Scheduling;
using Render.Network.Splitting;

namespace Render.Lifecycle.Dispatch;

/// <summary>Says why a job's open tasks find no node, by the same filter that hands them out.</summary>
internal sealed class Shortages(TaskBoard board, Facts known, PolicyBook policies)
{
    /// <summary>Why nobody takes the open tasks of a job. Called under the board's lock.</summary>
    /// <returns>Null where a node works on it, could, or has nothing to do.</returns>
    public Shortage? Of(BoardJob job) => job.HandsOut && job.OpenTasks > 0 && (job.Attached.Count == 0 || Operators(job.Record.Spec, job.Replicas) > 1)
        ? Shortage.Of(Online(), job.Needs, Operators(job.Record.Spec, job.Replicas))
        : null;

    /// <summary>Why nobody could take a job in a tier.</summary>
    /// <param name="spec">The job.</param>
    /// <param name="package">Its scene.</param>
    /// <param name="offer">The tier and its price.</param>
    public Shortage? Of(JobSpec spec, PackageRecord package, TierOffer offer) => Shortage.Of(
        board.Read(Online),
        known.Unsplit(spec, package, offer.Tier, offer.PricePerUnit),
        Operators(spec, policies.Current.Tiers.For(offer.Tier).Replicas));

    /// <summary>How many operators' nodes it takes to have a task, or a tile of a statistical job, accepted.</summary>
    private static int Operators(JobSpec spec, int replicas) => spec.Statistical ? SplitLimits.StatisticalRanges : replicas;

    private List<NodeFacts> Online() =>
    [
        .. board.Nodes()
            .Where(node => node.Record.Status != NodeStatus.Banned && board.IsAlive(node))
            .Select(known.Of),
    ];
}
