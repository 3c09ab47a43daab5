using System.Collections.Immutable;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Network.Scheduling;

/// <summary>The filter: what a node must be before its merits count.</summary>
public static class Fitness
{
    /// <summary>Every reason why the node can take no task of the job; empty where it can.</summary>
    public static ImmutableArray<Misfit> Check(NodeFacts node, JobNeeds job)
    {
        var misfits = ImmutableArray.CreateBuilder<Misfit>();
        if (node.Status is not NodeStatus.Active)
            misfits.Add(new Misfit(MisfitCode.NotActive, $"the node is {node.Status}"));
        CheckEngine(node, job, misfits);
        if (node.MemoryBytes < job.MemoryBytes)
            misfits.Add(new Misfit(MisfitCode.Memory, $"needs {job.MemoryBytes} bytes of memory, gives {node.MemoryBytes}"));
        if (node.VramBytes < job.VramBytes)
            misfits.Add(new Misfit(MisfitCode.Vram, $"needs {job.VramBytes} bytes on the accelerator, gives {node.VramBytes}"));
        CheckPlace(node, job.Placement, misfits);
        if (node.ReputationPpm < job.ReputationFloorPpm)
            misfits.Add(new Misfit(MisfitCode.Reputation, $"{job.Tier} needs reputation {job.ReputationFloorPpm} ppm, has {node.ReputationPpm}"));
        if (job.BlockedNodes.Contains(node.Id))
            misfits.Add(new Misfit(MisfitCode.NodeBlocked, "the creator blocks this node"));
        if (job.BlockedOperators.Contains(node.Operator))
            misfits.Add(new Misfit(MisfitCode.OperatorBlocked, $"the creator blocks {node.Operator}"));
        if (node.FreeStake < job.Stake)
            misfits.Add(new Misfit(MisfitCode.Stake, $"needs {job.Stake} of free stake, has {node.FreeStake}"));
        if (job.CreatorPpm < node.CreatorFloorPpm)
            misfits.Add(new Misfit(MisfitCode.Creator, $"its operator works for creators with a record of {node.CreatorFloorPpm} ppm, this one has {job.CreatorPpm}"));
        if (node.Ask > job.PricePerUnit)
            misfits.Add(new Misfit(MisfitCode.Price, $"asks {node.Ask} a work unit, the job pays {job.PricePerUnit}"));
        return misfits.ToImmutable();
    }

    private static void CheckEngine(NodeFacts node, JobNeeds job, ImmutableArray<Misfit>.Builder misfits)
    {
        var offers = node.Engines.Where(engine => engine.Name == job.Engine && engine.Build == job.EngineBuild).ToArray();
        if (offers.Length == 0)
            misfits.Add(new Misfit(MisfitCode.Engine, $"needs {job.Engine} build {job.EngineBuild}"));
        else if (offers.All(engine => engine.Quarantined))
            misfits.Add(new Misfit(MisfitCode.EngineQuarantined, $"is out of {job.Engine} for repeated faults"));
        else if (offers.Where(engine => !engine.Quarantined).All(engine => job.ExcludedDeviceClasses.Contains(engine.DeviceClass)))
            misfits.Add(new Misfit(MisfitCode.DeviceClass, $"device class {offers[0].DeviceClass} left exact mode"));
    }

    private static void CheckPlace(NodeFacts node, PlacementPolicy policy, ImmutableArray<Misfit>.Builder misfits)
    {
        if (policy.AllowsAll)
            return;
        if (node.Evidence is not { } evidence || evidence < policy.MinimumEvidence)
            misfits.Add(new Misfit(MisfitCode.Evidence, $"needs a place {policy.MinimumEvidence}, is {node.Evidence?.ToString() ?? "contradicted"}"));
        if (!policy.Regions.IsEmpty && !policy.Regions.Contains(node.Region))
            misfits.Add(new Misfit(MisfitCode.Region, $"region '{node.Region}' is not allowed"));
        // A node that names no jurisdiction could be in a denied one.
        var jurisdictionOpen = (policy.Jurisdictions.IsEmpty || policy.Jurisdictions.Contains(node.Jurisdiction))
            && (policy.DeniedJurisdictions.IsEmpty || (node.Jurisdiction.Length > 0 && !policy.DeniedJurisdictions.Contains(node.Jurisdiction)));
        if (!jurisdictionOpen)
            misfits.Add(new Misfit(MisfitCode.Jurisdiction, $"jurisdiction '{node.Jurisdiction}' is not allowed"));
    }
}
