using Render.Lifecycle.Jobs;
using Render.Lifecycle.Nodes;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Dispatch;

/// <summary>What the scheduler is told about nodes and jobs: the board's values, with what is known of engines and creators.</summary>
internal sealed class Facts(PolicyBook policies, ExactMode exact, Creators creators, Places places, TimeProvider clock, LifecycleOptions options)
{
    /// <summary>A node's facts now.</summary>
    public NodeFacts Of(BoardNode node) => NodeFactsOf.Node(
        node, policies.Current, options.EngineName, exact.WhyOut(node.Record) is not null && !exact.OutForAll(node.Record.Facts.EngineBuild).Contains(node.Record.Facts.DeviceClass),
        places.Of(node), clock.GetUtcNow());

    /// <summary>Whether a job's policies let a node hold what it would come to hold.</summary>
    public bool Admits(BoardNode node, PlacementPolicies policies, Custodian custodian) =>
        policies.AllowsAll || Custody.Admits(policies, custodian, places.Of(node));

    /// <summary>What a job demands now. The board keeps it, and is told when something changes that it depends on.</summary>
    public JobNeeds Of(BoardJob job) => NodeFactsOf.Job(job, policies.Of(job.Record)) with
    {
        ExcludedDeviceClasses = job.Record.Spec.Statistical ? [] : exact.OutForAll(job.Settings.EngineBuild),
        CreatorPpm = creators.ScorePpm(job.Record.Spec.Creator),
    };

    /// <summary>What a job demands before it is split.</summary>
    public JobNeeds Unsplit(JobSpec spec, PackageRecord package, Tier tier, Tokens pricePerUnit) =>
        NodeFactsOf.Unsplit(spec, package, tier, pricePerUnit, policies.Current, options) with
        {
            ExcludedDeviceClasses = spec.Statistical ? [] : exact.OutForAll(options.EngineBuild),
            CreatorPpm = creators.ScorePpm(spec.Creator),
        };
}
