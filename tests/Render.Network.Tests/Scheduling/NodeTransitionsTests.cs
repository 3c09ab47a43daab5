using Render.Network.Messages;
using Render.Network.Scheduling;
using Render.Network.Tests.Jobs;

namespace Render.Network.Tests.Scheduling;

public class NodeTransitionsTests
{
    [Fact]
    public void Next_EveryStatusAndEvent_FollowsTheTable() => TransitionTable.Check<NodeStatus, NodeEvent>(
        """
        Validating  ValidationPassed Active
        Validating  HeartbeatLost    Validating
        Validating  HeartbeatSeen    Validating
        Validating  FaultsRepeated   Quarantined
        Validating  FaultsPersisted  Excluded
        Validating  EngineChanged    Validating
        Validating  Convicted        Banned
        Active      DrainRequested   Draining
        Active      HeartbeatLost    Offline
        Active      HeartbeatSeen    Active
        Active      FaultsRepeated   Quarantined
        Active      FaultsPersisted  Excluded
        Active      EngineChanged    Validating
        Active      Convicted        Banned
        Draining    Resumed          Active
        Draining    HeartbeatLost    Offline
        Draining    HeartbeatSeen    Draining
        Draining    FaultsRepeated   Quarantined
        Draining    FaultsPersisted  Excluded
        Draining    EngineChanged    Validating
        Draining    Convicted        Banned
        Offline     HeartbeatSeen    Active
        Offline     FaultsRepeated   Quarantined
        Offline     FaultsPersisted  Excluded
        Offline     EngineChanged    Validating
        Offline     Convicted        Banned
        Quarantined HeartbeatLost    Quarantined
        Quarantined HeartbeatSeen    Quarantined
        Quarantined FaultsRepeated   Quarantined
        Quarantined FaultsPersisted  Excluded
        Quarantined EngineChanged    Validating
        Quarantined QuarantineEnded  Validating
        Quarantined Convicted        Banned
        Excluded    HeartbeatLost    Excluded
        Excluded    HeartbeatSeen    Excluded
        Excluded    QuarantineEnded  Validating
        Excluded    EngineChanged    Validating
        Excluded    Convicted        Banned
        Banned      Convicted        Banned
        """,
        (from, happened) => NodeTransitions.Next(from, happened, "x"));
}
