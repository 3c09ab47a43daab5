using Render.Network.Jobs;

namespace Render.Network.Tests.Jobs;

public class DisputeTransitionsTests
{
    [Fact]
    public void Next_EveryStateAndEvent_FollowsTheTable() => TransitionTable.Check<DisputeState, DisputeEvent>(
        """
        Opened     PanelDrawn  Committing
        Opened     Settled     Decided
        Committing CommitsOver Revealing
        Revealing  Settled     Decided
        """,
        (from, happened) => DisputeTransitions.Next(from, happened, "x"));
}
