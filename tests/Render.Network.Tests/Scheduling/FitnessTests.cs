using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class FitnessTests
{
    private static readonly NodeFacts Node = Candidates.Node();
    private static readonly JobNeeds Job = Candidates.Job();
    private static readonly PlacementPolicies DeniedAlone = PlacementPolicies.Of(Job.Placement.Scene with { Jurisdictions = [] });

    private static readonly Dictionary<string, (NodeFacts Node, JobNeeds Job, MisfitCode Code)> Misfits = new()
    {
        ["draining"] = (Node with { Status = NodeStatus.Draining }, Job, MisfitCode.NotActive),
        ["validating"] = (Node with { Status = NodeStatus.Validating }, Job, MisfitCode.NotActive),
        ["creator without record"] = (Node with { CreatorFloorPpm = 1 }, Job, MisfitCode.Creator),
        ["banned"] = (Node with { Status = NodeStatus.Banned }, Job, MisfitCode.NotActive),
        ["no engine"] = (Node with { Engines = [] }, Job, MisfitCode.Engine),
        ["other build"] = (Node, Job with { EngineBuild = 4 }, MisfitCode.Engine),
        ["engine quarantined"] = (Node with { Engines = [new EngineOffer("pathtracer", 3, 1, Quarantined: true)] }, Job, MisfitCode.EngineQuarantined),
        ["device class"] = (Node, Job with { ExcludedDeviceClasses = [1] }, MisfitCode.DeviceClass),
        ["memory"] = (Node with { MemoryBytes = (1L << 30) - 1 }, Job, MisfitCode.Memory),
        ["vram"] = (Node with { VramBytes = 0 }, Job, MisfitCode.Vram),
        ["declared only"] = (Node with { Place = Node.Place with { RegionEvidence = EvidenceLevel.Declared } }, Job, MisfitCode.Evidence),
        ["contradicted"] = (Node with { Place = Node.Place with { Doubt = PlaceDoubt.Contradicted } }, Job, MisfitCode.Evidence),
        ["other region"] = (Node with { Place = Node.Place with { Region = "us-east" } }, Job, MisfitCode.Region),
        ["other jurisdiction"] = (Node with { Place = Node.Place with { Jurisdiction = "NL" } }, Job, MisfitCode.Jurisdiction),
        ["denied jurisdiction"] = (Node with { Place = Node.Place with { Jurisdiction = "US" } }, Job with { Placement = DeniedAlone }, MisfitCode.Jurisdiction),
        ["no jurisdiction"] = (Node with { Place = Node.Place with { Jurisdiction = "" } }, Job with { Placement = DeniedAlone }, MisfitCode.Jurisdiction),
        ["no region"] = (Node with { Place = new KnownPlace() }, Job, MisfitCode.Region),
        ["unanswered"] = (Node with { Place = Node.Place with { Doubt = PlaceDoubt.Unanswered } }, Job, MisfitCode.Evidence),
        ["jurisdiction declared only"] = (Node with { Place = Node.Place with { JurisdictionEvidence = EvidenceLevel.Declared } }, Job, MisfitCode.Evidence),
        ["logs kept elsewhere"] = (Node, Job with { Placement = PlacementPolicies.Anywhere with { Logs = new PlacementPolicy { Regions = ["us-east"] } } }, MisfitCode.Region),
        ["reputation"] = (Node with { ReputationPpm = 499_999 }, Job, MisfitCode.Reputation),
        ["node blocked"] = (Node, Job with { BlockedNodes = [Node.Id] }, MisfitCode.NodeBlocked),
        ["operator blocked"] = (Node, Job with { BlockedOperators = [Node.Operator] }, MisfitCode.OperatorBlocked),
        ["stake"] = (Node with { FreeStake = new Tokens(499) }, Job, MisfitCode.Stake),
        ["price"] = (Node with { Ask = new Tokens(401) }, Job, MisfitCode.Price),
    };

    public static TheoryData<string> Names => [.. Misfits.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Check_OneMisfit_IsRefusedByNameAlone(string name)
    {
        var (node, job, code) = Misfits[name];

        var misfit = Assert.Single(Fitness.Check(node, job));

        Assert.Equal(code, misfit.Code);
        Assert.NotEmpty(misfit.Detail);
        Assert.False(Fitness.IsFit(node, job));
    }

    [Fact]
    public void Check_JobMisfits_AreAllTested() => Assert.Equal(
        Enum.GetValues<MisfitCode>(),
        Misfits.Values.Select(misfit => misfit.Code).Distinct().Order());

    [Fact]
    public void Check_FitNode_HasNoMisfit()
    {
        Assert.Empty(Fitness.Check(Node, Job));
        Assert.True(Fitness.IsFit(Node, Job));
    }

    [Fact]
    public void Check_ManyMisfits_AreAllNamed() => Assert.Equal(
        [MisfitCode.Engine, MisfitCode.Memory, MisfitCode.Reputation],
        Fitness.Check(Node with { Engines = [], MemoryBytes = 0, ReputationPpm = 0 }, Job).Select(misfit => misfit.Code));

    [Fact]
    public void Check_JobForAnywhere_AsksForNoEvidence() =>
        Assert.Empty(Fitness.Check(Node with { Place = new KnownPlace { Doubt = PlaceDoubt.Contradicted } }, Job with { Placement = PlacementPolicies.Anywhere }));

    [Fact]
    public void Check_OneOfTwoEnginesQuarantined_IsFit() =>
        Assert.Empty(Fitness.Check(Node with { Engines = [new EngineOffer("pathtracer", 3, 1, Quarantined: true), new EngineOffer("pathtracer", 3, 2)] }, Job));
}
