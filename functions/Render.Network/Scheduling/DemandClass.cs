using System.Numerics;

namespace Render.Network.Scheduling;

/// <summary>
/// What many jobs demand alike, so that a node which does not meet it is not asked about each of them: the engine, the reputation, and memory by its power of
/// two. So a tier has few classes however many jobs it has; what each job demands by itself, such as price or place, is left to <see cref="Fitness"/>.
/// </summary>
/// <param name="Engine">Name of the engine.</param>
/// <param name="EngineBuild">Build of the engine.</param>
/// <param name="ReputationFloorPpm">Least reputation, millionths.</param>
/// <param name="MemoryOctave">Binary logarithm of the memory that a task uses in bytes, rounded down; 0 where it uses none.</param>
public readonly record struct DemandClass(string Engine, uint EngineBuild, int ReputationFloorPpm, int MemoryOctave)
{
    /// <summary>The class of a job.</summary>
    public static DemandClass Of(JobNeeds job) => new(job.Engine, job.EngineBuild, job.ReputationFloorPpm, BitOperations.Log2((ulong)Math.Max(1, job.MemoryBytes)));

    /// <summary>Whether a node may be fit for jobs of the class. Where it may not, <see cref="Fitness.IsFit"/> is false for all of them.</summary>
    public bool MayFit(NodeFacts node)
    {
        if (node.ReputationPpm < ReputationFloorPpm || (MemoryOctave > 0 && node.MemoryBytes < 1L << MemoryOctave))
            return false;
        foreach (var offer in node.Engines)
            if (offer.Name == Engine && offer.Build == EngineBuild)
                return true;
        return false;
    }
}
