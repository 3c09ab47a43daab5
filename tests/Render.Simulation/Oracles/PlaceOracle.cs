using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;
using Render.Simulation.Actors;
using Render.Simulation.Messaging;

namespace Render.Simulation.Oracles;

/// <summary>
/// Watches what nodes are given of jobs that are kept to places. It knows where each really stands, which the coordinator does not: whoever is given anything at
/// the level "measured" must truly stand there, whatever it declares; and an honest node is never contradicted.
/// </summary>
internal sealed class PlaceOracle(Oracle oracle)
{
    private readonly Dictionary<JobId, PlacementPolicies> jobs = [];
    private readonly Dictionary<NodeId, (NodeMachine Machine, string Declared)> nodes = [];
    private readonly Dictionary<NodeId, long> least = [];

    /// <summary>Work that was given of jobs that are kept to places.</summary>
    public int Given { get; private set; }

    /// <summary>Nodes that were contradicted.</summary>
    public HashSet<NodeId> Contradicted { get; } = [];

    /// <summary>Nodes whose region was measured.</summary>
    public HashSet<NodeId> Measured { get; } = [];

    /// <summary>A job is kept to places.</summary>
    public void Keep(JobId job, PlacementPolicies placement) => jobs[job] = placement;

    /// <summary>A node declares a region; what was timed before counts no more where it is another.</summary>
    public void Declares(NodeId node, NodeMachine machine, string region)
    {
        if (nodes.TryGetValue(node, out var known) && known.Declared != region)
            least.Remove(node);
        nodes[node] = (machine, region);
    }

    /// <summary>The coordinator timed a round trip.</summary>
    public void Timed(NodeId node, EchoTaken taken)
    {
        if (taken.RoundTripMicros is not { } micros || !nodes.TryGetValue(node, out var found))
            return;
        least[node] = Math.Min(micros, least.GetValueOrDefault(node, long.MaxValue));
        var away = found.Machine.Stand!.At.KilometresTo(Geography.Dublin).Least;
        oracle.Demand(PlaceEvidence.MostKilometres(micros) >= away, "places", $"{found.Machine.Name} answered from {away} km in {micros} µs");
        if (taken.Place.Doubt == PlaceDoubt.Contradicted)
            Contradicted.Add(node);
        else if (taken.Place is { Doubt: PlaceDoubt.None, RegionEvidence: EvidenceLevel.Measured })
            Measured.Add(node);
        oracle.Demand(!Contradicted.Contains(node) || !Tells(found), "places", $"{found.Machine.Name} stands in {found.Declared}, says so, and is contradicted");
        oracle.Demand(!Measured.Contains(node) || Stands(found.Machine, found.Declared), "places", $"{found.Machine.Name} does not stand in {found.Declared} and is measured there");
    }

    /// <summary>Whether the round trips timed until now contradict a node.</summary>
    public bool IsContradicted(NodeId node) =>
        nodes.TryGetValue(node, out var found) && least.TryGetValue(node, out var micros) && Geography.Places.Region(found.Declared) is { } region
        && PlaceEvidence.MostKilometres(micros) < region.Centre.KilometresTo(Geography.Dublin).Least - region.RadiusKm;

    /// <summary>A node is given work.</summary>
    /// <param name="node">The node.</param>
    /// <param name="work">The work.</param>
    /// <param name="wasContradicted">Whether it was contradicted before it asked.</param>
    public void Gives(NodeId node, WorkAssignment work, bool wasContradicted)
    {
        if (work.Kind == WorkKind.Validation || !jobs.TryGetValue(work.Task.Id.Job, out var placement) || !nodes.TryGetValue(node, out var found))
            return;
        Given++;
        foreach (var data in Custody.Holds(Of(work.Kind)))
        {
            var policy = placement.For(data);
            if (policy.Regions.IsEmpty)
                continue;
            oracle.Demand(!wasContradicted, "places", $"{found.Machine.Name} is contradicted and is given {work.Kind} of {work.Task.Id}, whose {data} is kept to places");
            oracle.Demand(policy.Regions.Contains(found.Declared), "places", $"{found.Machine.Name} of {found.Declared} is given {work.Kind} of {work.Task.Id}, whose {data} may not be there");
            oracle.Demand(
                policy.MinimumEvidence < EvidenceLevel.Measured || policy.Regions.Any(region => Stands(found.Machine, region)), "places",
                $"{found.Machine.Name} stands nowhere that {data} of {work.Task.Id} may be, and is given {work.Kind}");
        }
    }

    private static Custodian Of(WorkKind kind) => kind switch
    {
        WorkKind.Render => Custodian.Renderer,
        WorkKind.Arbitrate or WorkKind.Reveal => Custodian.Arbiter,
        _ => Custodian.Auditor,
    };

    private static bool Tells((NodeMachine Machine, string Declared) node) => Stands(node.Machine, node.Declared);

    private static bool Stands(NodeMachine machine, string region) =>
        Geography.Places.Region(region) is { } known && known.Centre.KilometresTo(machine.Stand!.At).Least <= known.RadiusKm;
}
