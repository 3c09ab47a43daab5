using System.Collections.Immutable;
using Render.Network.Messages;

namespace Render.Network.Scheduling;

/// <summary>The filter: what a node must be before its merits count.</summary>
public static class Fitness
{
    /// <summary>Whether the node can take tasks of the job: whether <see cref="Check"/> finds nothing, without saying what.</summary>
    public static bool IsFit(NodeFacts node, JobNeeds job) =>
        node.Status is NodeStatus.Active
        && node.ReputationPpm >= job.ReputationFloorPpm
        && node.MemoryBytes >= job.MemoryBytes
        && node.VramBytes >= job.VramBytes
        && node.Ask <= job.PricePerUnit
        && node.FreeStake >= job.Stake
        && job.CreatorPpm >= node.CreatorFloorPpm
        && Engine(node, job) is null
        && Custody.Admits(job.Placement, Custodian.Renderer, node.Place)
        && !job.BlockedNodes.Contains(node.Id)
        && !job.BlockedOperators.Contains(node.Operator);

    /// <summary>Every reason why the node can take no task of the job; empty where it can.</summary>
    public static ImmutableArray<Misfit> Check(NodeFacts node, JobNeeds job)
    {
        var misfits = ImmutableArray.CreateBuilder<Misfit>();
        if (node.Status is not NodeStatus.Active)
            misfits.Add(new Misfit(MisfitCode.NotActive, $"the node is {node.Status}"));
        if (Engine(node, job) is { } engine)
            misfits.Add(Explain(engine, node, job));
        if (node.MemoryBytes < job.MemoryBytes)
            misfits.Add(new Misfit(MisfitCode.Memory, $"needs {job.MemoryBytes} bytes of memory, gives {node.MemoryBytes}"));
        if (node.VramBytes < job.VramBytes)
            misfits.Add(new Misfit(MisfitCode.Vram, $"needs {job.VramBytes} bytes on the accelerator, gives {node.VramBytes}"));
        misfits.AddRange(Custody.Check(job.Placement, Custodian.Renderer, node.Place));
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

    // The best offer decides: one sound offer of the build is enough.
    private static MisfitCode? Engine(NodeFacts node, JobNeeds job)
    {
        MisfitCode? why = MisfitCode.Engine;
        foreach (var offer in node.Engines)
            if (offer.Name == job.Engine && offer.Build == job.EngineBuild)
            {
                if (!offer.Quarantined && !job.ExcludedDeviceClasses.Contains(offer.DeviceClass))
                    return null;
                why = !offer.Quarantined || why == MisfitCode.DeviceClass ? MisfitCode.DeviceClass : MisfitCode.EngineQuarantined;
            }

        return why;
    }

    private static Misfit Explain(MisfitCode code, NodeFacts node, JobNeeds job) => new(code, code switch
    {
        MisfitCode.EngineQuarantined => $"is out of {job.Engine} for repeated faults",
        MisfitCode.DeviceClass => $"device class {node.Engines.First(engine => engine.Name == job.Engine && engine.Build == job.EngineBuild).DeviceClass} is not in exact mode",
        _ => $"needs {job.Engine} build {job.EngineBuild}",
    });
}
