using System.Collections.Immutable;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Network.Scheduling;

/// <summary>The filter: what a node must be before its merits count.</summary>
public static class Fitness
{
    /// <summary>Every reason why the node can take no task of the job; empty where it can.</summary>
    public static ImmutableArray<Refusal> Check(NodeFacts node, JobNeeds job)
    {
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        if (node.Status is not NodeStatus.Active)
            refusals.Add(new Refusal(RefusalCode.NotActive, $"the node is {node.Status}"));
        CheckEngine(node, job, refusals);
        if (node.MemoryBytes < job.MemoryBytes)
            refusals.Add(new Refusal(RefusalCode.Memory, $"needs {job.MemoryBytes} bytes of memory, gives {node.MemoryBytes}"));
        if (node.VramBytes < job.VramBytes)
            refusals.Add(new Refusal(RefusalCode.Vram, $"needs {job.VramBytes} bytes on the accelerator, gives {node.VramBytes}"));
        CheckPlace(node, job.Placement, refusals);
        if (node.ReputationPpm < job.ReputationFloorPpm)
            refusals.Add(new Refusal(RefusalCode.Reputation, $"{job.Tier} needs reputation {job.ReputationFloorPpm} ppm, has {node.ReputationPpm}"));
        if (job.BlockedNodes.Contains(node.Id))
            refusals.Add(new Refusal(RefusalCode.NodeBlocked, "the creator blocks this node"));
        if (job.BlockedOperators.Contains(node.Operator))
            refusals.Add(new Refusal(RefusalCode.OperatorBlocked, $"the creator blocks {node.Operator}"));
        if (node.FreeStake < job.Stake)
            refusals.Add(new Refusal(RefusalCode.Stake, $"needs {job.Stake} of free stake, has {node.FreeStake}"));
        if (node.Ask > job.PricePerUnit)
            refusals.Add(new Refusal(RefusalCode.Price, $"asks {node.Ask} a work unit, the job pays {job.PricePerUnit}"));
        return refusals.ToImmutable();
    }

    private static void CheckEngine(NodeFacts node, JobNeeds job, ImmutableArray<Refusal>.Builder refusals)
    {
        var offers = node.Engines.Where(engine => engine.Name == job.Engine && engine.Build == job.EngineBuild).ToArray();
        if (offers.Length == 0)
            refusals.Add(new Refusal(RefusalCode.Engine, $"needs {job.Engine} build {job.EngineBuild}"));
        else if (offers.All(engine => engine.Quarantined))
            refusals.Add(new Refusal(RefusalCode.EngineQuarantined, $"is out of {job.Engine} for repeated faults"));
        else if (offers.Where(engine => !engine.Quarantined).All(engine => job.ExcludedDeviceClasses.Contains(engine.DeviceClass)))
            refusals.Add(new Refusal(RefusalCode.DeviceClass, $"device class {offers[0].DeviceClass} left exact mode"));
    }

    private static void CheckPlace(NodeFacts node, PlacementPolicy policy, ImmutableArray<Refusal>.Builder refusals)
    {
        if (policy.AllowsAll)
            return;
        if (node.Evidence is not { } evidence || evidence < policy.MinimumEvidence)
            refusals.Add(new Refusal(RefusalCode.Evidence, $"needs a place {policy.MinimumEvidence}, is {node.Evidence?.ToString() ?? "contradicted"}"));
        if (!policy.Regions.IsEmpty && !policy.Regions.Contains(node.Region))
            refusals.Add(new Refusal(RefusalCode.Region, $"region '{node.Region}' is not allowed"));
        // A node that names no jurisdiction could be in a denied one.
        var jurisdictionOpen = (policy.Jurisdictions.IsEmpty || policy.Jurisdictions.Contains(node.Jurisdiction))
            && (policy.DeniedJurisdictions.IsEmpty || (node.Jurisdiction.Length > 0 && !policy.DeniedJurisdictions.Contains(node.Jurisdiction)));
        if (!jurisdictionOpen)
            refusals.Add(new Refusal(RefusalCode.Jurisdiction, $"jurisdiction '{node.Jurisdiction}' is not allowed"));
    }
}
