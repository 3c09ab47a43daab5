using System.Security.Cryptography;
using Render.Lifecycle.Results;
using Render.Lifecycle.Tests.Support;
using Render.Lifecycle.Tests.Transfers;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Tests;

public sealed class PlaceTests : IDisposable
{
    private const string Measured = """, "placement": { "regions": ["eu-west"], "minimumEvidence": "measured" } """;
    private const string Declared = """, "placement": { "regions": ["eu-west"] } """;

    private readonly ECDsa registrar = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private long beats;

    private LifecycleOptions Dublin => TestNetwork.Defaults with
    {
        Store = new StorePlace("eu-west", "IE", new GeoPoint(53_350_000, -6_260_000)),
        Policy = TestNetwork.Defaults.Policy with { Places = PlacePolicy.Default with { Attestors = [new Attestor("registrar", registrar.ExportSubjectPublicKeyInfo())] } },
    };

    public void Dispose() => registrar.Dispose();

    [Fact]
    public async Task Submit_StoreWhereTheJobMayNotBe_IsRefusedWithWhatToDo()
    {
        await using var network = await TestNetwork.Create(nodes: 0, Dublin);
        var package = await network.Store();
        var spec = TestNetwork.Json($$$"""{ "package": "{{{package}}}", "placement": { "scene": { "regions": ["us-east"] }, "logs": { "deniedJurisdictions": ["IE"] } } }""");

        var refusal = (await network.Coordinator.Creators.Submit(new SubmitJob(spec, "job"), CancellationToken.None)).Refusal!;

        Assert.Equal(RefusalCodes.StoreExcluded, refusal.Code);
        Assert.Contains("keeps everything in eu-west, IE", refusal.Detail, StringComparison.Ordinal);
        Assert.Contains("region 'eu-west' is not allowed for the scene", refusal.Detail, StringComparison.Ordinal);
        Assert.Equal(["placement.logs", "placement.scene"], refusal.Errors!.Select(error => error.Field).Order());
        Assert.NotEmpty(refusal.Fix!);
        Assert.Equal(RefusalCodes.StoreExcluded, (await network.Coordinator.Creators.Quote(new QuoteRequest(spec), CancellationToken.None)).Refusal?.Code);
    }

    [Fact]
    public async Task Submit_StoreThatSaysNothing_TakesOnlyJobsForAnywhere()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        var spec = TestNetwork.Json($$$"""{ "package": "{{{await network.Store()}}}", "placement": { "regions": ["eu-west"] } }""");

        Assert.Equal(RefusalCodes.StoreExcluded, (await network.Coordinator.Creators.Submit(new SubmitJob(spec, "job"), CancellationToken.None)).Refusal?.Code);
        await network.Submit();
    }

    [Fact]
    public async Task Echo_OfAHeartbeat_IsTimedOnce()
    {
        await using var network = await TestNetwork.Create(nodes: 2, Dublin);
        var (node, other) = (network.Nodes[0], network.Nodes[1]);
        var nonce = await Asked(network, node);
        network.Clock.Advance(TimeSpan.FromMicroseconds(1_500));

        Assert.Null((await Answer(network, node, Digest.OfText("guessed"))).RoundTripMicros);
        Assert.Null((await Answer(network, other, nonce)).RoundTripMicros);
        var taken = await Answer(network, node, nonce);
        Assert.Equal((1_500, EvidenceLevel.Measured), (taken.RoundTripMicros, taken.Place.RegionEvidence));
        Assert.Equal("It declares eu-west; it answered in 1.5 ms, so it is at most 225 km from the coordinator: within the region.", taken.Place.Sentence);
        Assert.Null((await Answer(network, node, nonce)).RoundTripMicros);
    }

    [Fact]
    public async Task Echo_AfterANewHeartbeatOrTooLate_SaysNothing()
    {
        await using var network = await TestNetwork.Create(nodes: 1, Dublin);
        var node = network.Nodes[0];
        var first = await Asked(network, node);
        var second = await Asked(network, node);

        Assert.Null((await Answer(network, node, first)).RoundTripMicros);
        network.Clock.Advance(TimeSpan.FromSeconds(10.001));
        Assert.Null((await Answer(network, node, second)).RoundTripMicros);
        Assert.Equal(PlaceDoubt.Unanswered, (await View(network, node)).Place!.Doubt);
    }

    [Fact]
    public async Task Echo_WellKnown_IsAskedOnceAMinute()
    {
        await using var network = await TestNetwork.Create(nodes: 1, Dublin);
        var node = network.Nodes[0];
        for (var i = 0; i < RoundTrips.Kept; i++)
            await Measure(network, node, 2);

        Assert.Null((await Beat(network, node)).Echo);
        network.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.NotNull((await Beat(network, node)).Echo);
    }

    [Fact]
    public async Task Echo_EverySample_WritesTheNodeOnlyWhereItSaysMore()
    {
        await using var network = await TestNetwork.Create(nodes: 1, Dublin);
        var node = network.Nodes[0];
        await Measure(network, node, 2);
        var written = (await network.Coordinator.State.Get<Render.Lifecycle.Nodes.NodeRecord>("nodes", node.Id.Value, CancellationToken.None))!;
        await Measure(network, node, 9);
        await Measure(network, node, 1.9);
        var same = (await network.Coordinator.State.Get<Render.Lifecycle.Nodes.NodeRecord>("nodes", node.Id.Value, CancellationToken.None))!;
        await Measure(network, node, 1);
        var less = (await network.Coordinator.State.Get<Render.Lifecycle.Nodes.NodeRecord>("nodes", node.Id.Value, CancellationToken.None))!;

        Assert.Equal((2_000, 2_000, 1_000), (written.Value.LeastRoundTripMicros, same.Value.LeastRoundTripMicros, less.Value.LeastRoundTripMicros));
        Assert.Equal(written.ETag, same.ETag);
    }

    [Fact]
    public async Task Claim_JobKeptToAPlace_WaitsUntilTheNodeHasAnswered()
    {
        await using var network = await TestNetwork.Create(nodes: 1, Dublin);
        await network.Fund();
        var job = await network.Submit(more: Declared);
        await network.Until(async () => (await network.Job(job)).State is JobState.Quoted or JobState.Rejected or JobState.Expired or JobState.Rendering);
        Assert.Empty(await network.Nodes[0].Claim(network.Coordinator));

        await Measure(network, network.Nodes[0], 40);
        var second = await network.Submit(key: "second", more: Declared);

        Assert.Equal(JobState.Settled, (await network.Until(second, JobState.Settled)).State);
    }

    [Fact]
    public async Task Job_KeptToAMeasuredRegion_IsRenderedAndAuditedThereAlone()
    {
        await using var network = await TestNetwork.Create(nodes: 2, Dublin);
        var (far, liar, silent) = (await network.Join("op-f"), await network.Join("op-l", Declare("us-east")), await network.Join("op-s"));
        await liar.Register(network.Coordinator);
        foreach (var near in network.Nodes.Take(2))
            await Measure(network, near, 0.6);
        await Measure(network, far, 30);
        await Measure(network, liar, 0.6);
        await network.Fund();

        Assert.Equal(JobState.Settled, (await network.Until(await network.Submit(frames: 12, more: Measured), JobState.Settled)).State);

        Assert.Equal(12, network.Nodes.Take(2).Sum(node => node.Renders));
        Assert.Equal(12, network.Nodes.Take(2).Sum(node => node.Audits));
        Assert.All([far, liar, silent], node => Assert.Equal((0, 0), (node.Renders, node.Audits)));
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Job_NobodyStandsWhereItMayBe_SaysWhy()
    {
        await using var network = await TestNetwork.Create(nodes: 2, Dublin);
        await Measure(network, network.Nodes[0], 0.6);
        await network.Fund();
        var job = await network.Submit(more: Measured);
        await network.Until(async () => (await network.Job(job)).State == JobState.Rendering);
        // They move away before anything is handed out.
        await Redeclare(network, network.Nodes[0], "us-east", 0.6);
        await Redeclare(network, network.Nodes[1], "us-east", 90);

        Shortage? shortage = null;
        await network.Until(async () => (shortage = (await network.Job(job)).Shortage) is not null);
        Assert.Equal(ShortageCode.NoNodeFits, shortage!.Code);
        Assert.Equal([MisfitCode.Evidence, MisfitCode.Region], shortage.Reasons.Select(reason => reason.Code).Order());
        Assert.Equal("Wait for a node that shows that it stands there, or cancel and let scene, output and logs go further.", shortage.Fix);
    }

    [Fact]
    public async Task Contradicted_Node_StaysSoUntilItDeclaresAnotherRegion()
    {
        await using var network = await TestNetwork.Create(nodes: 1, Dublin);
        var node = network.Nodes[0];
        await Redeclare(network, node, "us-east", 1);
        Assert.Contains("from where light takes 33", (await View(network, node)).Reason, StringComparison.Ordinal);
        var explained = (await network.Coordinator.Network.Explain(node.Id, CancellationToken.None)).Value!;
        Assert.Equal(PlaceDoubt.Contradicted, explained.Place!.Doubt);

        for (var i = 0; i < RoundTrips.Kept; i++)
            await Measure(network, node, 90);
        Assert.Equal(PlaceDoubt.Contradicted, (await View(network, node)).Place!.Doubt);
        await network.Restart();
        Assert.Equal(PlaceDoubt.Contradicted, (await View(network, node)).Place!.Doubt);

        await Redeclare(network, node, "eu-west", 1);
        Assert.Equal((PlaceDoubt.None, null), ((await View(network, node)).Place!.Doubt, (await View(network, node)).Reason));
    }

    [Fact]
    public async Task Restart_MeasuredNode_MustAnswerAgainToBeMeasured()
    {
        await using var network = await TestNetwork.Create(nodes: 1, Dublin);
        await Measure(network, network.Nodes[0], 1);
        await network.Restart();

        Assert.Equal((PlaceDoubt.None, EvidenceLevel.Declared), Known((await View(network, network.Nodes[0])).Place!));
        Assert.Equal((PlaceDoubt.None, EvidenceLevel.Measured), Known((await Measure(network, network.Nodes[0], 1)).Place));
    }

    [Fact]
    public async Task Audit_AuditorWhosePlaceNoLongerDoes_GoesToAnotherAndIsNoFault()
    {
        await using var network = await TestNetwork.Create(nodes: 3, Dublin);
        foreach (var node in network.Nodes)
            await Measure(network, node, 1);
        await network.Fund();
        var job = await network.Submit(frames: 1, more: Measured);
        await network.Until(async () => (await network.Job(job)).State == JobState.Rendering);
        var renderer = network.Nodes[0];
        await renderer.Do(network.Coordinator, await network.Work(renderer, WorkKind.Render));
        var board = network.Coordinator.Get<Render.Lifecycle.Dispatch.TaskBoard>();
        await network.Until(() => Task.FromResult(network.Nodes.Any(node => board.Node(node.Id)!.Audits.Count > 0)));
        var drawn = network.Nodes.Single(node => board.Node(node.Id)!.Audits.Count > 0);
        await Redeclare(network, drawn, "us-east", 1);

        await network.Until(job, JobState.Settled);

        Assert.Equal(0, drawn.Audits);
        Assert.DoesNotContain((await network.Coordinator.Network.Explain(drawn.Id, CancellationToken.None)).Value!.Score.Lines, line => !Render.Network.Reputation.KindEvidence.IsGood(line.Kind));
    }

    [Fact]
    public async Task MayRead_SceneKeptToAPlace_OnlyThere()
    {
        await using var network = await TestNetwork.Create(nodes: 2, Dublin);
        var (near, far) = (network.Nodes[0], network.Nodes[1]);
        await Measure(network, near, 1);
        await Measure(network, far, 50);
        await network.Fund();
        var package = await network.Store();
        Assert.False(await network.Coordinator.Nodes.MayRead(near.Id, package, CancellationToken.None));

        await network.Submit(more: """, "placement": { "scene": { "regions": ["eu-west"], "minimumEvidence": "measured" } } """);
        Assert.Equal((true, false), (await MayRead(near), await MayRead(far)));
        await network.Restart();
        await Measure(network, near, 1);
        Assert.Equal((true, false), (await MayRead(near), await MayRead(far)));

        await network.Submit(key: "for anybody");
        Assert.True(await MayRead(far));

        Task<bool> MayRead(ScriptedNode node) => network.Coordinator.Nodes.MayRead(node.Id, package, CancellationToken.None);
    }

    [Fact]
    public async Task Sources_HolderWhosePlaceDoesNotDo_IsNotNamed()
    {
        await using var network = await TestNetwork.Create(nodes: 3, Dublin);
        using var content = new MemoryStream(PackageChunkTests.Scene(1));
        var package = (await network.Coordinator.Creators.StorePackage(content, "scene.glb", CancellationToken.None)).Value!.Digest;
        var file = Digest.Of(PackageChunkTests.Scene(1));
        await network.Fund();
        var spec = TestNetwork.Json($$$"""{ "package": "{{{package}}}", "frames": "0", "size": "24x16", "samples": 2, "placement": { "scene": { "regions": ["eu-west"], "minimumEvidence": "measured" } } }""");
        Assert.Null((await network.Coordinator.Creators.Submit(new SubmitJob(spec, "job", true, Digest.OfText("salt")), CancellationToken.None)).Refusal);
        foreach (var (node, millis) in new[] { (network.Nodes[0], 1.0), (network.Nodes[1], 50) })
        {
            node.ChunkAddress = new Uri("http://10.0.0.1:7071");
            await node.Register(network.Coordinator);
            await Measure(network, node, millis);
            await network.Coordinator.Nodes.Beat(node.Id, new Heartbeat(++beats, false, [], [package], 0), CancellationToken.None);
        }

        var found = (await network.Coordinator.Nodes.Sources(network.Nodes[2].Id, file, CancellationToken.None)).Value!;

        Assert.Equal(network.Nodes[0].Id, Assert.Single(found.Peers).Node);
    }

    [Fact]
    public async Task Attested_Node_IsKnownUntilTheStatementEnds()
    {
        await using var network = await TestNetwork.Create(nodes: 1, Dublin);
        var node = network.Nodes[0];
        (node.Region, node.Jurisdiction) = ("us-east", "US");
        node.Attestation = Sign(Statement(network, node));
        Assert.Null((await node.Register(network.Coordinator)).Refusal);

        var place = (await Measure(network, node, 40)).Place;
        Assert.Equal((EvidenceLevel.Attested, EvidenceLevel.Attested), (place.RegionEvidence, place.JurisdictionEvidence));
        Assert.Contains("registrar attests us-east and US", place.Sentence, StringComparison.Ordinal);
        await network.Restart();
        Assert.Equal(EvidenceLevel.Attested, (await View(network, node)).Place!.RegionEvidence);

        network.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(EvidenceLevel.Declared, (await View(network, node)).Place!.RegionEvidence);
    }

    public static TheoryData<string> Unsound => ["unreadable", "another network", "another node", "stranger", "forged", "ended", "another region", "another jurisdiction"];

    [Theory]
    [MemberData(nameof(Unsound))]
    public async Task Register_UnsoundAttestation_IsRefusedWithWhatToDo(string what)
    {
        await using var network = await TestNetwork.Create(nodes: 1, Dublin);
        var node = network.Nodes[0];
        (node.Region, node.Jurisdiction) = ("us-east", "US");
        var sound = Statement(network, node);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        node.Attestation = what switch
        {
            "unreadable" => [1, 2, 3],
            "another network" => Sign(sound with { Network = Digest.OfText("other") }),
            "another node" => Sign(sound with { Node = Digest.OfText("other") }),
            "stranger" => Sign(sound with { Attestor = Digest.Of(stranger.ExportSubjectPublicKeyInfo()) }, stranger),
            "forged" => Sign(sound, stranger),
            "ended" => Sign(sound with { IssuedUnixMs = 1, ExpiresUnixMs = 2 }),
            "another region" => Sign(sound with { Region = "us-west" }),
            _ => Sign(sound with { Jurisdiction = "CA" }),
        };

        var refusal = (await node.Register(network.Coordinator)).Refusal!;

        Assert.Equal(RefusalCodes.AttestationInvalid, refusal.Code);
        Assert.NotEmpty(refusal.Fix!);
        Assert.Equal("eu-west", (await View(network, node)).Region);
    }

    [Theory]
    [InlineData("eu-west", "us")]
    [InlineData("eu-west", "U")]
    [InlineData("eu-west", "US")]
    public async Task Register_JurisdictionThatCannotBe_IsRefused(string region, string jurisdiction)
    {
        await using var network = await TestNetwork.Create(nodes: 1, Dublin);
        (network.Nodes[0].Region, network.Nodes[0].Jurisdiction) = (region, jurisdiction);

        Assert.Equal(RefusalCodes.NodeInvalid, (await network.Nodes[0].Register(network.Coordinator)).Refusal?.Code);
    }

    private static Action<ScriptedNode> Declare(string region) => node => node.Region = region;

    private static (PlaceDoubt, EvidenceLevel) Known(NodePlace place) => (place.Doubt, place.RegionEvidence);

    private static async Task<NodeView> View(TestNetwork network, ScriptedNode node) => (await network.Coordinator.Network.Node(node.Id, CancellationToken.None)).Value!;

    private PlaceStatement Statement(TestNetwork network, ScriptedNode node) => new(
        TestNetwork.Defaults.NetworkId, Digest.Of(registrar.ExportSubjectPublicKeyInfo()), Digest.Of(node.PublicKey), "us-east", "US",
        (ulong)network.Clock.GetUtcNow().ToUnixTimeMilliseconds(), (ulong)network.Clock.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds());

    private byte[] Sign(PlaceStatement statement, ECDsa? key = null) => [.. statement.ToArray(), .. NodeSignature.Sign(key ?? registrar, statement.ToArray())];

    private async Task Redeclare(TestNetwork network, ScriptedNode node, string region, double millis)
    {
        node.Region = region;
        Assert.Null((await node.Register(network.Coordinator)).Refusal);
        await Measure(network, node, millis);
    }

    private async Task<EchoTaken> Measure(TestNetwork network, ScriptedNode node, double millis)
    {
        var nonce = await Asked(network, node);
        network.Clock.Advance(TimeSpan.FromMilliseconds(millis));
        return await Answer(network, node, nonce);
    }

    private async Task<Digest> Asked(TestNetwork network, ScriptedNode node)
    {
        if ((await Beat(network, node)).Echo is { } due)
            return due;
        network.Clock.Advance(TimeSpan.FromMinutes(1));
        return (await Beat(network, node)).Echo!.Value;
    }

    private async Task<HeartbeatReply> Beat(TestNetwork network, ScriptedNode node) =>
        (await network.Coordinator.Nodes.Beat(node.Id, new Heartbeat(++beats, false, [], [], 0), CancellationToken.None)).Value!;

    private static async Task<EchoTaken> Answer(TestNetwork network, ScriptedNode node, Digest nonce) =>
        (await network.Coordinator.Nodes.Answer(node.Id, new Echo(nonce), network.Clock.GetTimestamp(), CancellationToken.None)).Value!;
}
