using Render.Network.Economics;

namespace Render.Network.Scheduling;

/// <summary>All that a score depends on besides the weights.</summary>
/// <param name="SpeedMilli">Thousandths of a work unit a second.</param>
/// <param name="LoadPpm">Share of the machine that others use, millionths.</param>
/// <param name="BytesPresent">Bytes of the package already on the node.</param>
/// <param name="BytesNeeded">Bytes of the package.</param>
/// <param name="RoundTripMicros">Median round trip to the store.</param>
/// <param name="ReputationPpm">Lower credible bound of its record, millionths.</param>
/// <param name="Ask">What the node asks for a work unit.</param>
/// <param name="Price">What the job pays for it.</param>
public sealed record ScoreInputs(
    long SpeedMilli, int LoadPpm, long BytesPresent, long BytesNeeded, long RoundTripMicros, int ReputationPpm, Tokens Ask, Tokens Price)
{
    /// <summary>The inputs for a node and a job.</summary>
    public static ScoreInputs Of(NodeFacts node, JobNeeds job) => new(
        node.SpeedMilli,
        node.LoadPpm,
        node.CachedPackages.Contains(job.Package) ? job.PackageBytes : 0,
        job.PackageBytes,
        node.RoundTripMicros,
        node.ReputationPpm,
        node.Ask,
        job.PricePerUnit);
}
