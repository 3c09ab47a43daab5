using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Messages;

/// <summary>The coordinator knows the node.</summary>
/// <param name="Node">The id its key gives it.</param>
/// <param name="NetworkId">The network's digest: part of everything signed.</param>
/// <param name="Status">Where the node stands.</param>
/// <param name="LeaseSeconds">A lease lives this long after its grant or renewal, s.</param>
/// <param name="HeartbeatSeconds">Send a heartbeat this often, s.</param>
/// <param name="ServerTime">The coordinator's clock; signed timestamps follow it.</param>
/// <param name="EngineBuild">Engine build the network accepts now.</param>
/// <param name="EngineDigest">Digest of that build; null: any binary that states the build.</param>
public sealed record NodeRegistered(
    NodeId Node,
    Digest NetworkId,
    NodeStatus Status,
    double LeaseSeconds,
    double HeartbeatSeconds,
    DateTimeOffset ServerTime,
    uint EngineBuild,
    Digest? EngineDigest = null);
