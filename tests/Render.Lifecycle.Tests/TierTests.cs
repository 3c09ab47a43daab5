using Render.Lifecycle.Tests.Support;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Tests;

public class TierTests
{
    [Fact]
    public async Task Trusted_EveryBlockIsAuditedByAnotherOperator()
    {
        var open = Policy.Default with
        {
            AuditRepeatPpm = 0,
            Tiers = Policy.Default.Tiers with { Trusted = Policy.Default.Tiers.Trusted with { ReputationFloorPpm = 0 } },
        };
        await using var network = await TestNetwork.Create(nodes: 2, TestNetwork.Defaults with { Policy = open });
        await network.Fund();
        var job = await network.Submit(frames: 2, more: """, "tier": "trusted" """);

        await network.Until(job, JobState.Settled);

        var tasks = (await network.Coordinator.Creators.Tasks(job, null, 10, CancellationToken.None)).Value!;
        Assert.All(tasks, task => Assert.Equal(task.Task.Region.Blocks, Assert.Single(task.Audits).Blocks.Count));
        Assert.All(tasks, task => Assert.NotEqual(task.Node, task.Audits[0].Auditor));
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Trusted_NewcomerBelowTheFloor_GetsNoTask()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        await network.Fund();
        var job = await network.Submit(frames: 1, more: """, "tier": "trusted" """);
        await network.Until(job, JobState.Rendering);
        await network.Until(async () => (await network.Job(job)).Tasks.Open == 1);

        Assert.Empty(await network.Nodes[0].Claim(network.Coordinator));
    }

    [Fact]
    public async Task Jobs_OfTwoTiers_HigherIsServedFirst()
    {
        var open = Policy.Default with
        {
            AuditRepeatPpm = 0,
            Tiers = Policy.Default.Tiers with { Priority = Policy.Default.Tiers.Priority with { ReputationFloorPpm = 0 } },
        };
        await using var network = await TestNetwork.Create(nodes: 1, TestNetwork.Defaults with { Policy = open });
        await network.Fund();
        var economy = await network.Submit(frames: 2, key: "economy");
        var priority = await network.Submit(frames: 2, key: "priority", more: """, "tier": "priority" """);
        await network.Until(async () => (await network.Job(economy)).Tasks.Open + (await network.Job(priority)).Tasks.Open == 4);

        var work = await network.Nodes[0].Claim(network.Coordinator, 1);

        Assert.Equal(priority, Assert.Single(work).Task.Id.Job);
        Assert.Equal(WorkKind.Render, work[0].Kind);
    }

    [Fact]
    public async Task Audits_AllRepeated_AreDecidedWithTheReference()
    {
        var policy = Policy.Default with { AuditRepeatPpm = 1_000_000 };
        await using var network = await TestNetwork.Create(nodes: 2, TestNetwork.Defaults with { Policy = policy });
        await network.Fund();
        var asked = network.Engine.Rendered;

        await network.Until(await network.Submit(frames: 2), JobState.Settled);

        Assert.True(network.Engine.Rendered > asked);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Claim_StakeTooSmallForMoreTasks_GetsNoMoreUntilTheBooksAreClosed()
    {
        await using var network = await TestNetwork.Create(nodes: 1, TestNetwork.Defaults with { Stake = new Network.Economics.Tokens(1) });
        await network.Fund();
        var job = await network.Submit(frames: 4);
        await network.Until(async () => (await network.Job(job)).Tasks.Open == 4);

        Assert.Empty(await network.Nodes[0].Claim(network.Coordinator));
    }
}
