using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Scheduling;

namespace Render.Network.Tests.Scheduling;

/// <summary>Nodes and jobs to start from; each node is fit for each job.</summary>
internal static class Candidates
{
    public static readonly Digest Package = Digest.Of("package"u8);

    public static NodeId NodeId(int number) => Render.Network.Jobs.NodeId.FromPublicKey(BitConverter.GetBytes(number));

    public static NodeFacts Node(int number = 0) => new()
    {
        Id = NodeId(number),
        Operator = OperatorId.Parse($"op-{number}"),
        Status = NodeStatus.Active,
        Cores = 8,
        MemoryBytes = 16L << 30,
        VramBytes = 8L << 30,
        Engines = [new EngineOffer("pathtracer", 3, 1)],
        Place = new KnownPlace { Region = "eu-west", Jurisdiction = "DE", RegionEvidence = EvidenceLevel.Measured, JurisdictionEvidence = EvidenceLevel.Measured },
        UpBytesPerSecond = 10_000_000,
        DownBytesPerSecond = 50_000_000,
        RoundTripMicros = 20_000,
        Ask = new Tokens(100),
        SpeedMilli = 2_000,
        LoadPpm = 100_000,
        ReputationPpm = 900_000,
        FreeStake = new Tokens(1_000),
        CachedPackages = [Package],
    };

    public static JobNeeds Job(string id = "job-1", Tier tier = Tier.Priority) => new()
    {
        Job = JobId.Parse(id),
        Tier = tier,
        Engine = "pathtracer",
        EngineBuild = 3,
        MemoryBytes = 1L << 30,
        VramBytes = 1L << 30,
        Placement = PlacementPolicies.Of(new PlacementPolicy { Regions = ["eu-west"], Jurisdictions = ["DE", "FR"], DeniedJurisdictions = ["US"], MinimumEvidence = EvidenceLevel.Measured }),
        ReputationFloorPpm = 500_000,
        PricePerUnit = new Tokens(400),
        Stake = new Tokens(500),
        Package = Package,
        PackageBytes = 1_000_000,
    };

    public static TaskId Task(string job = "job-1", int frame = 0) => new(JobId.Parse(job), frame, new PixelRegion(0, 0, 64, 64), new SampleRange(0, 16));
}
