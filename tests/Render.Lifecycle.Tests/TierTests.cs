using Render.Lifecycle.Tests.Support;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Tests;

public class TierTests
{
    [Fact]
    public async Task Trusted_EveryBlockIsRenderedByTwoOperators()
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
        Assert.All(tasks, task => Assert.NotEqual(task.Node, Assert.Single(task.Replicas!).Node));
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
        var shortage = (await network.Job(job)).Shortage!;
        Assert.Equal(ShortageCode.NoNodeFits, shortage.Code);
        Assert.Equal((2, MisfitCode.Reputation, 2), (shortage.Online, Assert.Single(shortage.Reasons).Code, shortage.Reasons[0].Nodes));
        Assert.Contains("below the reputation floor 0.8 of Trusted", shortage.Message, StringComparison.Ordinal);
        Assert.Contains("Economy", shortage.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_NoNodeIsThere_SaysSoUntilOneIs()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        await network.Fund();
        var job = await network.Submit(frames: 1);
        await network.Until(async () => (await network.Job(job)).Tasks.Open == 1);
        var before = (await network.Job(job)).Shortage;

        await network.Join("op-a");

        Assert.Equal(ShortageCode.NoNodeOnline, before?.Code);
        Assert.Null((await network.Job(job)).Shortage);
    }

    [Fact]
    public async Task Job_OverOrAtWork_HasNoShortage()
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        await network.Fund();
        var job = await network.Submit(frames: 2);
        await network.Work(network.Nodes[0], WorkKind.Render);
        // Nobody else is there, and its only node does something.
        var working = (await network.Job(job)).Shortage;
        await network.Coordinator.Creators.Cancel(job, CancellationToken.None);

        Assert.Null(working);
        var over = await network.Until(job, JobState.Refunded);
        Assert.Null(over.Shortage);
        Assert.Equal(0, over.Tasks.Accepted);
    }

    [Fact]
    public async Task Quote_TierThatNoNodeIsFitFor_SaysWhy()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var spec = TestNetwork.Json($$"""{ "package": "{{await network.Store()}}" }""");

        var quote = (await network.Coordinator.Creators.Quote(new QuoteRequest(spec), CancellationToken.None)).Value!;

        Assert.Null(quote.Tiers.Single(tier => tier.Tier == Tier.Economy).Shortage);
        var priority = quote.Tiers.Single(tier => tier.Tier == Tier.Priority);
        Assert.Equal(0, priority.FitNodes);
        Assert.Contains("reputation floor 0.5", priority.Shortage!.Message, StringComparison.Ordinal);
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
