using System.Text.Json;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.TestScenes;
using Render.Worker.Adversaries;
using Render.Worker.Client;

namespace Render.Local.Tests.Host;

/// <summary>Real nodes with the real tracer over HTTP, on tasks that several of them render.</summary>
public sealed class TrustedJobTests : IDisposable
{
    private readonly RealNodes _nodes = new();

    public void Dispose() => _nodes.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Trusted_RealNodes_CommitOpenAndShareThePay(bool forger)
    {
        await using var host = await _nodes.Start(found => found with
        {
            Policy = Policy.Default with
            {
                Tiers = Policy.Default.Tiers with { Trusted = Policy.Default.Tiers.Trusted with { ReputationFloorPpm = 0 } },
                Reputation = Policy.Default.Reputation with { VoteTrust = 2 },
            },
        });
        using var http = new HttpClient { BaseAddress = host.Address.Url };
        var admin = new AdminClient(http, host.Address.Token);
        _nodes.Join(host, "op-a");
        _nodes.Join(host, "op-b");
        _nodes.Join(host, "op-c", forger ? inner => new ForgingEngine(inner, 0.5) : null);
        using var scene = new MemoryStream(SampleScenes.Animated());
        var package = await admin.Upload("scene.glb", scene);
        var spec = JsonDocument.Parse($$"""{ "package": "{{package.Digest}}", "frames": "0-2", "size": "32x24", "samples": 2, "bounces": 2, "tier": "trusted" }""").RootElement;

        var job = (await admin.Post<SubmitJob, JobView>("/v1/jobs", new SubmitJob(spec, "job", AutoAccept: true))).Id;
        var settled = await RealNodes.Settled(admin, job);
        await _nodes.Leave();

        var tasks = await admin.Get<List<TaskView>>($"/v1/jobs/{job}/tasks");
        Assert.All(tasks, task => Assert.True(task.Replicas!.Count(replica => replica.State == TaskState.Accepted) + (task.State == TaskState.Accepted ? 1 : 0) >= 2));
        Assert.Equal(3, settled.FramesFinished);
        using var light = new MemoryStream();
        Assert.Equal(await admin.Download($"/v1/jobs/{job}/frames/2/linear", light), Digest.Of(light.ToArray()));
        var receipt = await admin.Get<JobReceipt>($"/v1/jobs/{job}/receipt");
        Assert.True(receipt.Payouts.Count >= 2);
        Assert.Empty(BookAudit.Run(await RealNodes.Bundle(host)));
    }
}
