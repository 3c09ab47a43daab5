using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

public class FitnessTests
{
    private static readonly NodeFacts Node = Candidates.Node();
    private static readonly JobNeeds Job = Candidates.Job();

    private static readonly Dictionary<string, (NodeFacts Node, JobNeeds Job, RefusalCode Code)> Misfits = new()
    {
        ["draining"] = (Node with { Status = NodeStatus.Draining }, Job, RefusalCode.NotActive),
        ["validating"] = (Node with { Status = NodeStatus.Validating }, Job, RefusalCode.NotActive),
        ["banned"] = (Node with { Status = NodeStatus.Banned }, Job, RefusalCode.NotActive),
        ["no engine"] = (Node with { Engines = [] }, Job, RefusalCode.Engine),
        ["other build"] = (Node, Job with { EngineBuild = 4 }, RefusalCode.Engine),
        ["engine quarantined"] = (Node with { Engines = [new EngineOffer("pathtracer", 3, 1, Quarantined: true)] }, Job, RefusalCode.EngineQuarantined),
        ["device class"] = (Node, Job with { ExcludedDeviceClasses = [1] }, RefusalCode.DeviceClass),
        ["memory"] = (Node with { MemoryBytes = (1L << 30) - 1 }, Job, RefusalCode.Memory),
        ["vram"] = (Node with { VramBytes = 0 }, Job, RefusalCode.Vram),
        ["declared only"] = (Node with { Evidence = EvidenceLevel.Declared }, Job, RefusalCode.Evidence),
        ["contradicted"] = (Node with { Evidence = null }, Job, RefusalCode.Evidence),
        ["other region"] = (Node with { Region = "us-east" }, Job, RefusalCode.Region),
        ["other jurisdiction"] = (Node with { Jurisdiction = "NL" }, Job, RefusalCode.Jurisdiction),
        ["denied jurisdiction"] = (Node with { Jurisdiction = "US" }, Job with { Placement = Job.Placement with { Jurisdictions = [] } }, RefusalCode.Jurisdiction),
        ["no jurisdiction"] = (Node with { Jurisdiction = "" }, Job with { Placement = Job.Placement with { Jurisdictions = [] } }, RefusalCode.Jurisdiction),
        ["reputation"] = (Node with { ReputationPpm = 499_999 }, Job, RefusalCode.Reputation),
        ["node blocked"] = (Node, Job with { BlockedNodes = [Node.Id] }, RefusalCode.NodeBlocked),
        ["operator blocked"] = (Node, Job with { BlockedOperators = [Node.Operator] }, RefusalCode.OperatorBlocked),
        ["stake"] = (Node with { FreeStake = new Tokens(499) }, Job, RefusalCode.Stake),
        ["price"] = (Node with { Ask = new Tokens(401) }, Job, RefusalCode.Price),
    };

    public static TheoryData<string> Names => [.. Misfits.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Check_OneMisfit_IsRefusedByNameAlone(string name)
    {
        var (node, job, code) = Misfits[name];

        var refusal = Assert.Single(Fitness.Check(node, job));

        Assert.Equal(code, refusal.Code);
        Assert.NotEmpty(refusal.Detail);
    }

    [Fact]
    public void Check_JobRefusals_AreAllTested() => Assert.Equal(
        Enum.GetValues<RefusalCode>(),
        Misfits.Values.Select(misfit => misfit.Code).Distinct().Order());

    [Fact]
    public void Check_FitNode_HasNoRefusal() => Assert.Empty(Fitness.Check(Node, Job));

    [Fact]
    public void Check_ManyMisfits_AreAllNamed() => Assert.Equal(
        [RefusalCode.Engine, RefusalCode.Memory, RefusalCode.Reputation],
        Fitness.Check(Node with { Engines = [], MemoryBytes = 0, ReputationPpm = 0 }, Job).Select(refusal => refusal.Code));

    [Fact]
    public void Check_JobForAnywhere_AsksForNoEvidence() =>
        Assert.Empty(Fitness.Check(Node with { Evidence = null, Region = "", Jurisdiction = "" }, Job with { Placement = PlacementPolicy.Anywhere }));

    [Fact]
    public void Check_OneOfTwoEnginesQuarantined_IsFit() =>
        Assert.Empty(Fitness.Check(Node with { Engines = [new EngineOffer("pathtracer", 3, 1, Quarantined: true), new EngineOffer("pathtracer", 3, 2)] }, Job));
}
