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
        Validating  Convicted        Banned
        Active      DrainRequested   Draining
        Active      HeartbeatLost    Offline
        Active      HeartbeatSeen    Active
        Active      FaultsRepeated   Quarantined
        Active      Convicted        Banned
        Draining    Resumed          Active
        Draining    HeartbeatLost    Offline
        Draining    HeartbeatSeen    Draining
        Draining    FaultsRepeated   Quarantined
        Draining    Convicted        Banned
        Offline     HeartbeatSeen    Active
        Offline     FaultsRepeated   Quarantined
        Offline     Convicted        Banned
        Quarantined HeartbeatLost    Quarantined
        Quarantined HeartbeatSeen    Quarantined
        Quarantined FaultsRepeated   Quarantined
        Quarantined QuarantineEnded  Validating
        Quarantined Convicted        Banned
        Banned      Convicted        Banned
        """,
        (from, happened) => NodeTransitions.Next(from, happened, "x"));
}
