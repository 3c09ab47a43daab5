using Render.Lifecycle.Dispatch;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Nodes;

/// <summary>Where nodes stand, as far as the coordinator knows.</summary>
internal sealed class Places(PolicyBook policies, TimeProvider clock, LifecycleOptions options)
{
    /// <summary>What is known of a node's place now.</summary>
    public KnownPlace Of(BoardNode node) => Of(node, clock.GetUtcNow());

    /// <summary>What is known of a node's place at a time.</summary>
    public KnownPlace Of(BoardNode node, DateTimeOffset now) => PlaceEvidence.Of(
        node.Record.Region, node.Record.Jurisdiction, node.Trips, node.Statement, options.Store, policies.Current.Places, (ulong)now.ToUnixTimeMilliseconds());

    /// <summary>A node's place as people see it.</summary>
    public NodePlace View(BoardNode node)
    {
        var (place, trips, now) = (Of(node), node.Trips, clock.GetUtcNow());
        var attestor = node.Statement is { } statement && (ulong)now.ToUnixTimeMilliseconds() < statement.ExpiresUnixMs
            ? policies.Current.Places.Attestors.FirstOrDefault(one => one.Id == statement.Attestor)?.Name
            : null;
        return new NodePlace(
            place.Region, place.Jurisdiction, place.Doubt, place.RegionEvidence, place.JurisdictionEvidence, trips.Median, trips.Least,
            PlaceSentence.Of(place, trips, attestor, options.Store, policies.Current.Places));
    }
}
