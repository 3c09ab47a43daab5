using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class ShortageTests
{
    private static readonly NodeFacts Node = Candidates.Node();
    private static readonly JobNeeds Job = Candidates.Job();

    [Fact]
    public void Of_OneFitNodeAmongMany_IsNone() =>
        Assert.Null(Shortage.Of([Node with { ReputationPpm = 0 }, Node, Node with { MemoryBytes = 0 }], Job));

    [Fact]
    public void Of_FitNodesOfTooFewOperators_SaysHowMany()
    {
        var shortage = Shortage.Of([Node, Node, Node with { Operator = OperatorId.Parse("op-other"), ReputationPpm = 0 }], Job, operators: 2)!;

        Assert.Equal(ShortageCode.TooFewOperators, shortage.Code);
        Assert.Contains("2 operators; fit ones of 1 are online", shortage.Message, StringComparison.Ordinal);
        Assert.Null(Shortage.Of([Node, Node with { Operator = OperatorId.Parse("op-other") }], Job, operators: 2));
    }

    [Fact]
    public void Of_NoNode_SaysThatNoneIsOnline()
    {
        var shortage = Shortage.Of([], Job)!;

        Assert.Equal((ShortageCode.NoNodeOnline, 0), (shortage.Code, shortage.Online));
        Assert.Contains("render node", shortage.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NodesBelowTheFloor_SaysHowFarTheBestIs()
    {
        var shortage = Shortage.Of([Node with { ReputationPpm = 120_000 }, Node with { ReputationPpm = 349_999 }], Job with { Tier = Tier.Priority, ReputationFloorPpm = 500_000 })!;

        Assert.Equal("No node fits: 2 nodes below the reputation floor 0.5 of Priority (best 0.34).", shortage.Message);
        Assert.Equal("Wait until a node has earned it, or cancel and choose Economy.", shortage.Fix);
    }

    [Fact]
    public void Of_SeveralReasons_CountsEachCommonestFirst()
    {
        var shortage = Shortage.Of(
            [Node with { Status = NodeStatus.Validating }, Node with { Status = NodeStatus.Draining, Ask = new Tokens(1_000_000) }, Node with { MemoryBytes = 5 }], Job)!;

        Assert.Equal([(MisfitCode.NotActive, 2), (MisfitCode.Memory, 1), (MisfitCode.Price, 1)], shortage.Reasons.Select(reason => (reason.Code, reason.Nodes)));
        Assert.Contains("2 nodes not taking work (Validating, Draining)", shortage.Message, StringComparison.Ordinal);
        Assert.Equal(3, shortage.Online);
    }

    [Fact]
    public void Of_EveryRefusal_HasWords() => Assert.All(
        new[]
        {
            Node with { Engines = [] }, Node with { VramBytes = 0 }, Node with { Place = Node.Place with { Doubt = PlaceDoubt.Contradicted } }, Node with { Place = Node.Place with { Region = "us-east" } }, Node with { FreeStake = Tokens.Zero },
        },
        node => Assert.DoesNotContain("  ", Shortage.Of([node], Job)!.Message, StringComparison.Ordinal));
}
