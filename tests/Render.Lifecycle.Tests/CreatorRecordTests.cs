using Render.Lifecycle.Tests.Support;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Reputation;

namespace Render.Lifecycle.Tests;

public sealed class CreatorRecordTests
{
    [Fact]
    public async Task Record_JobsPaid_GrowsAndOutlivesTheCoordinator()
    {
        await using var network = await TestNetwork.Create();
        await network.Fund();
        foreach (var key in new[] { "one", "two" })
            await network.Until(await network.Submit(frames: 2, key), JobState.Settled);

        await Counted(network, CreatorEvent.Settled, 2);
        var before = Assert.Single(await network.Coordinator.Network.Creators(CancellationToken.None));
        Assert.True(before.Record > 0);
        await network.Restart();
        var after = Assert.Single(await network.Coordinator.Network.Creators(CancellationToken.None));
        Assert.Equal(before.Record, after.Record, 4);
        Assert.Equal(2, after.Counts[CreatorEvent.Settled]);
    }

    [Fact]
    public async Task Record_WithdrawnWhileRendered_CountsAgainst()
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        await network.Fund();
        var job = await network.Submit(frames: 4);
        await network.Work(network.Nodes[0], WorkKind.Render);
        await network.Coordinator.Creators.Cancel(job, CancellationToken.None);
        await network.Until(job, JobState.Refunded, JobState.Settled);

        await Counted(network, CreatorEvent.LateCancel, 1);
        Assert.Equal(0, Assert.Single(await network.Coordinator.Network.Creators(CancellationToken.None)).Record);
    }

    [Fact]
    public async Task Record_WithdrawnBeforeAnybodyRendered_SaysNothing()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        await network.Fund();
        var job = await network.Submit(frames: 4);
        await network.Until(job, JobState.Rendering, JobState.Quoted);
        await network.Coordinator.Creators.Cancel(job, CancellationToken.None);
        await network.Until(job, JobState.Refunded, JobState.Cancelled, JobState.Settled);

        Assert.Empty(await network.Coordinator.Network.Creators(CancellationToken.None));
    }

    [Fact]
    public async Task Record_SceneNobodyCanLoad_CountsAgainstAndNotAgainstTheNodes()
    {
        await using var network = await TestNetwork.Create(nodes: 3);
        foreach (var node in network.Nodes)
            node.CannotLoad = true;
        await network.Fund();
        var job = await network.Submit(frames: 2);
        await network.Until(job, JobState.Refunded, JobState.Failed, JobState.Settled);
        await network.Until(async () => (await network.Coordinator.Network.Creators(CancellationToken.None)).Count > 0);

        Assert.Equal(1, Assert.Single(await network.Coordinator.Network.Creators(CancellationToken.None)).Counts[CreatorEvent.Unloadable]);
        Assert.All(await network.Coordinator.Network.Nodes(CancellationToken.None), node => Assert.Equal(0, node.TasksFailed));
    }

    [Fact]
    public async Task Floor_OfAnOperator_KeepsCreatorsWithoutRecordAway()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var picky = await network.Join("op-x");
        picky.MinCreator = 0.3;
        await picky.Register(network.Coordinator);
        network.Nodes.Remove(picky);
        await network.Fund();
        var job = await network.Submit(frames: 6);
        Assert.Empty(await picky.Claim(network.Coordinator));
        await network.Until(job, JobState.Settled);
        await network.Until(await network.Submit(frames: 2, "second"), JobState.Settled);

        // Two settled jobs give 2 / (2 + 1.96²) = 0.34.
        await network.Submit(frames: 6, "third");
        WorkAssignment? work = null;
        await network.Until(async () => (work = await picky.Claim(network.Coordinator, 1) is [var first, ..] ? first : null) is not null);
        Assert.Equal(WorkKind.Render, work!.Kind);
        picky.Dispose();
    }

    [Fact]
    public async Task Floor_OutOfRange_IsRefused()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        using var node = new ScriptedNode("op-x", network.Clock) { MinCreator = 1.5 };
        Assert.Contains("minCreator", (await node.Register(network.Coordinator)).Refusal!.Detail, StringComparison.Ordinal);
    }

    /// <summary>Waits until so much counts for or against the creator: that is written after the job's last state is.</summary>
    private static Task Counted(TestNetwork network, CreatorEvent happened, int times) => network.Until(async () =>
        (await network.Coordinator.Network.Creators(CancellationToken.None)).Any(creator => creator.Counts.GetValueOrDefault(happened) == times));
}
