using Render.Lifecycle.Results;
using Render.Lifecycle.Tests.Support;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Lifecycle.Tests;

public class SubmissionTests
{
    [Fact]
    public async Task Submit_SameKeyTwice_IsOneJob()
    {
        await using var network = await TestNetwork.Create();

        Assert.Equal(await network.Submit(), await network.Submit());
        Assert.Single(await network.Coordinator.Creators.Jobs(CancellationToken.None));
    }

    [Fact]
    public async Task Submit_SameKeyForAnotherSpec_IsRefused()
    {
        await using var network = await TestNetwork.Create();
        await network.Submit(frames: 4);
        var spec = TestNetwork.Json($$"""{ "package": "{{await network.Store()}}", "frames": "0-9" }""");

        var refused = await network.Coordinator.Creators.Submit(new SubmitJob(spec, "job"), CancellationToken.None);

        Assert.Equal(RefusalCodes.KeyReused, refused.Refusal?.Code);
    }

    [Fact]
    public async Task Submit_UnknownPackage_IsRefused()
    {
        await using var network = await TestNetwork.Create();
        var spec = TestNetwork.Json($$"""{ "package": "{{Digest.OfText("nothing")}}" }""");

        var refused = await network.Coordinator.Creators.Submit(new SubmitJob(spec, "job"), CancellationToken.None);

        Assert.Equal(RefusalCodes.PackageUnknown, refused.Refusal?.Code);
    }

    [Fact]
    public async Task Submit_WrongFields_NamesEachOfThem()
    {
        await using var network = await TestNetwork.Create();
        var spec = TestNetwork.Json($$"""{ "package": "{{await network.Store()}}", "frames": "9-2", "samples": 0, "tier": "platinum" }""");

        var refused = await network.Coordinator.Creators.Submit(new SubmitJob(spec, "job"), CancellationToken.None);

        Assert.Equal(RefusalCodes.SpecInvalid, refused.Refusal?.Code);
        Assert.Equal(["frames", "samples", "tier"], refused.Refusal!.Errors!.Select(error => error.Field).Order());
    }

    [Fact]
    public async Task Submit_CommitmentToAnotherSalt_IsRefused()
    {
        await using var network = await TestNetwork.Create();
        var spec = TestNetwork.Json($$"""{ "package": "{{await network.Store()}}", "saltCommitment": "{{Digest.OfText("unknown")}}" }""");

        var refused = await network.Coordinator.Creators.Submit(new SubmitJob(spec, "job"), CancellationToken.None);

        Assert.Equal(RefusalCodes.SpecInvalid, refused.Refusal?.Code);
    }

    [Fact]
    public async Task Package_BrokenScene_IsRefusedWithReasonAndFix()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        using var content = new MemoryStream("bad scene"u8.ToArray());

        var refused = await network.Coordinator.Creators.StorePackage(content, "scene.glb", CancellationToken.None);

        Assert.Equal(RefusalCodes.PackageRefused, refused.Refusal?.Code);
        Assert.Equal("Export it again.", refused.Refusal!.Fix);
    }

    [Fact]
    public async Task Job_FileOfThePackageGone_IsRejectedBeforeAnythingIsLocked()
    {
        await using var network = await TestNetwork.Create();
        await network.Fund();
        var package = await network.Store();
        await network.Coordinator.Blobs.Delete(package);
        var spec = TestNetwork.Json($$"""{ "package": "{{package}}" }""");

        var job = (await network.Coordinator.Creators.Submit(new SubmitJob(spec, "job", AutoAccept: true), CancellationToken.None)).Value!.Id;
        var view = await network.Until(job, JobState.Rejected);

        Assert.Contains("scene.bin", view.Reason, StringComparison.Ordinal);
        Assert.Equal(default, view.Money.Cap);
    }

    [Fact]
    public async Task Job_SceneThatTheSettingsDoNotFit_IsRejectedWithReasonAndFix()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        await network.Fund();

        var view = await network.Until(await network.Submit(more: $""", "camera": "{SyntheticEngine.NoCamera}" """), JobState.Rejected);

        Assert.Equal($"The scene has no camera named '{SyntheticEngine.NoCamera}'. Use one of: front.", view.Reason);
        Assert.Equal(default, view.Money.Cap);
    }

    [Fact]
    public async Task Quote_SceneThatTheSettingsDoNotFit_IsRefusedWithReasonAndFix()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        var spec = TestNetwork.Json($$"""{ "package": "{{await network.Store()}}", "camera": "{{SyntheticEngine.NoCamera}}" }""");

        var refused = await network.Coordinator.Creators.Quote(new QuoteRequest(spec), CancellationToken.None);

        Assert.Equal(RefusalCodes.SceneRefused, refused.Refusal?.Code);
        Assert.Equal("Use one of: front.", refused.Refusal!.Fix);
    }

    [Fact]
    public async Task Register_AnotherBuildOfTheEngine_IsRefused()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        using var node = new ScriptedNode("op-a", network.Clock);
        var message = new RegisterNode(
            node.PublicKey, node.Owner, "node", "eu", default, new HardwareFacts(1, "cpu", 1, 1, 1, "linux", "x64", 99, default), new BenchmarkResult(1, 1, 0, 1, default));

        Assert.Equal(RefusalCodes.EngineBuild, (await network.Coordinator.Nodes.Register(message, CancellationToken.None)).Refusal?.Code);
    }

    [Fact]
    public async Task Register_Twice_LocksOneStake()
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        var stake = await network.Balance($"stake:{network.Nodes[0].Id}");

        await network.Nodes[0].Register(network.Coordinator);

        Assert.Equal((Int128)TestNetwork.Defaults.Stake.Units, stake);
        Assert.Equal(stake, await network.Balance($"stake:{network.Nodes[0].Id}"));
    }

    [Fact]
    public async Task Register_NoFaucetAndNoTokens_IsRefused()
    {
        await using var network = await TestNetwork.Create(nodes: 0, TestNetwork.Defaults with { Faucet = false });
        using var node = new ScriptedNode("op-a", network.Clock);

        Assert.Equal(RefusalCodes.StakeTooLow, (await node.Register(network.Coordinator)).Refusal?.Code);
    }

    [Fact]
    public async Task MayRead_ResultOfATask_IsForbidden()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        await network.Fund();
        var job = await network.Submit(frames: 1);
        await network.Until(job, JobState.Settled);
        var task = (await network.Coordinator.Creators.Tasks(job, null, 1, CancellationToken.None)).Value![0];
        var (node, package) = (network.Nodes[0].Id, (await network.Job(job)).Package!.Value);

        Assert.True(await network.Coordinator.Nodes.MayRead(node, package, CancellationToken.None));
        Assert.False(await network.Coordinator.Nodes.MayRead(node, task.Result!.Value, CancellationToken.None));
    }
}
