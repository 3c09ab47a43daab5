using Render.Network.Jobs;
using Render.Network.Messages;
using static Render.Network.Messages.NodeStatus;
using static Render.Network.Scheduling.NodeEvent;

namespace Render.Network.Scheduling;

/// <summary>The one table that moves a node.</summary>
public static class NodeTransitions
{
    /// <summary>The status after <paramref name="happened"/>.</summary>
    /// <param name="from">The status before.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="id">Whose status it is; only for the exception's text.</param>
    /// <exception cref="IllegalTransitionException">The event cannot happen in that status.</exception>
    public static NodeStatus Next(NodeStatus from, NodeEvent happened, string id = "node") =>
        Find(from, happened) ?? throw new IllegalTransitionException(id, from.ToString(), happened.ToString());

    /// <summary>Whether the event can happen in that status.</summary>
    public static bool Allows(NodeStatus from, NodeEvent happened) => Find(from, happened) is not null;

    private static NodeStatus? Find(NodeStatus from, NodeEvent happened) => (from, happened) switch
    {
        (Validating, ValidationPassed) => Active,
        (Active, DrainRequested) => Draining,
        (Draining, Resumed) => Active,
        (Active or Draining, HeartbeatLost) => Offline,
        (Offline, HeartbeatSeen) => Active,
        // Silence ends neither a trial nor a quarantine: going offline is no way out of either.
        (Validating, HeartbeatLost) => Validating,
        (Quarantined or Excluded, HeartbeatLost) => from,
        (Validating or Active or Draining or Quarantined or Excluded, HeartbeatSeen) => from,
        (Validating or Active or Draining or Offline or Quarantined, FaultsRepeated) => Quarantined,
        (Validating or Active or Draining or Offline or Quarantined, FaultsPersisted) => Excluded,
        (Quarantined or Excluded, QuarantineEnded) => Validating,
        // Each engine has its own record: what one is out for says nothing of another.
        (Validating or Active or Draining or Offline or Quarantined or Excluded, EngineChanged) => Validating,
        (Validating or Active or Draining or Offline or Quarantined or Excluded or Banned, Convicted) => Banned,
        _ => null,
    };
}
