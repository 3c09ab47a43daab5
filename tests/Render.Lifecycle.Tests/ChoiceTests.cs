using Render.Lifecycle.Results;
using Render.Lifecycle.Tests.Support;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Scheduling;

namespace Render.Lifecycle.Tests;

public class ChoiceTests
{
    private static LifecycleOptions Open { get; } = TestNetwork.Defaults with
    {
        Policy = Policy.Default with
        {
            AuditRepeatPpm = 0,
            Tiers = Policy.Default.Tiers with
            {
                Priority = Policy.Default.Tiers.Priority with { ReputationFloorPpm = 0 },
                Trusted = Policy.Default.Tiers.Trusted with { ReputationFloorPpm = 0 },
            },
        },
    };

    [Fact]
    public async Task Offers_OfANode_TellWhatAJobPaysAndTakes()
    {
        await using var network = await Network("economy", "trusted");
        var node = network.Nodes[0];

        var page = (await network.Coordinator.Nodes.Offers(node.Id, null, 10, false, CancellationToken.None)).Value!;

        Assert.Equal((node.Id, null, 2), (page.Node, page.Next, page.Offers.Count));
        Assert.Equal(page.Offers.OrderBy(offer => offer.Job), page.Offers);
        var (cheap, dear) = (page.Offers.Single(offer => offer.Tier == Tier.Economy), page.Offers.Single(offer => offer.Tier == Tier.Trusted));
        Assert.Equal((ChoiceStanding.Open, 2, 1, 4, 2), (cheap.Standing, cheap.OpenTasks, cheap.Replicas, dear.OpenTasks, dear.Replicas));
        Assert.True(dear.PayPerUnit > cheap.PayPerUnit);
        Assert.True(cheap.Score!.IsSound && cheap.TaskSeconds > 0 && cheap.TaskUnits > 0 && cheap.FetchBytes > 0);
    }

    [Fact]
    public async Task Offers_InPages_ShowEachOnce()
    {
        await using var network = await Network("economy", "priority", "economy", "economy", "priority");
        var seen = new List<JobId>();
        JobId? after = null;
        do
        {
            var page = (await network.Coordinator.Nodes.Offers(network.Nodes[0].Id, after, 2, false, CancellationToken.None)).Value!;
            Assert.InRange(page.Offers.Count, 1, 2);
            seen.AddRange(page.Offers.Select(offer => offer.Job));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(5, seen.Count);
    }

    [Fact]
    public async Task Offers_NotFit_AreShownWithTheReasonsOnRequest()
    {
        await using var network = await Network(TestNetwork.Defaults, "economy", "trusted");
        var node = network.Nodes[0].Id;

        Assert.Equal(Tier.Economy, Assert.Single((await network.Coordinator.Nodes.Offers(node, null, 10, false, CancellationToken.None)).Value!.Offers).Tier);
        var offers = (await network.Coordinator.Nodes.Offers(node, null, 10, true, CancellationToken.None)).Value!.Offers;
        var trusted = offers.Single(offer => offer.Tier == Tier.Trusted);
        Assert.Equal((ChoiceStanding.NotFit, MisfitCode.Reputation), (trusted.Standing, Assert.Single(trusted.Misfits).Code));
        var refused = await Claim(network, new ClaimWork(1, 0) { Job = trusted.Job });
        Assert.Equal((RefusalKind.Forbidden, RefusalCodes.NotFit, "Reputation"), (refused.Refusal!.Kind, refused.Refusal.Code, refused.Refusal.Errors![0].Code));
    }

    [Fact]
    public async Task Claim_OfAJob_GivesItsTaskAndTheLeaseSaysWhoChose()
    {
        await using var network = await Network("economy", "priority");
        var cheap = await Offer(network, Tier.Economy);

        // By itself the network would give the dearer one.
        var work = Assert.Single((await Claim(network, new ClaimWork(1, 0) { Job = cheap.Job })).Value!.Assignments);

        Assert.Equal(cheap.Job, work.Task.Id.Job);
        var task = (await network.Coordinator.Creators.Task(work.Task.Id, CancellationToken.None)).Value!;
        Assert.StartsWith("chosen by the node; Economy", task.Assignment, StringComparison.Ordinal);
        await network.Nodes[0].Do(network.Coordinator, work);
        Assert.Empty(network.Nodes[0].Refusals);
    }

    [Fact]
    public async Task Claim_OfANamedTask_GivesThatOneOnce()
    {
        await using var network = await Network("economy");
        var named = (await network.Coordinator.Creators.Tasks((await Offer(network, Tier.Economy)).Job, null, 10, CancellationToken.None)).Value![1].Task;

        Assert.Equal(named, Assert.Single((await Claim(network, new ClaimWork(4, 0) { Task = named })).Value!.Assignments).Task.Id);
        Assert.Equal(RefusalCodes.TaskTaken, (await Claim(network, new ClaimWork(1, 0) { Task = named }, 1)).Refusal!.Code);
    }

    [Fact]
    public async Task Claim_OfWhatIsNot_IsRefusedByName()
    {
        await using var network = await Network("economy");
        var job = (await Offer(network, Tier.Economy)).Job;
        Assert.Equal(RefusalCodes.JobUnknown, (await Claim(network, new ClaimWork(1, 0) { Job = JobId.Parse("job-none") })).Refusal!.Code);
        var strange = new TaskId(job, 99, new PixelRegion(0, 0, 24, 16), new SampleRange(0, 2));
        Assert.Equal(RefusalCodes.TaskUnknown, (await Claim(network, new ClaimWork(1, 0) { Task = strange })).Refusal!.Code);
        Assert.Equal(2, (await network.Job(job)).Tasks.Open);
    }

    [Fact]
    public async Task Claim_OfATaskThatTheNodeFailedWith_IsRefused()
    {
        await using var network = await Network("economy");
        var work = Assert.Single((await Claim(network, new ClaimWork(1, 0) { Job = (await Offer(network, Tier.Economy)).Job })).Value!.Assignments);
        await network.Coordinator.Nodes.Fail(
            network.Nodes[0].Id, new FailLease(work.Task.Id, work.Lease.Id, work.Lease.Fencing, LeaseFailure.EngineError, "it broke"), CancellationToken.None);

        Assert.Equal(RefusalCodes.TaskTried, (await Claim(network, new ClaimWork(1, 0) { Task = work.Task.Id })).Refusal!.Code);
        Assert.Single((await Claim(network, new ClaimWork(1, 0) { Task = work.Task.Id }, 1)).Value!.Assignments);
    }

    [Fact]
    public async Task Claim_OfAReplicaByTheSameOperator_IsRefused()
    {
        await using var network = await Network("trusted");
        var twin = await network.Join("op-a");
        var named = (await network.Coordinator.Creators.Tasks((await Offer(network, Tier.Trusted)).Job, null, 10, CancellationToken.None)).Value![0].Task;

        Assert.Single((await Claim(network, new ClaimWork(1, 0) { Task = named })).Value!.Assignments);
        var refused = await network.Coordinator.Nodes.Claim(twin.Id, new ClaimWork(1, 0) { Task = named }, CancellationToken.None);
        Assert.Equal(RefusalCodes.TaskTried, refused.Refusal!.Code);
        Assert.Single((await Claim(network, new ClaimWork(1, 0) { Task = named }, 1)).Value!.Assignments);
    }

    [Fact]
    public async Task Claim_OfATierAboveItsShare_IsRefusedWhileADearerOneLacks()
    {
        await using var network = await Network("economy", "priority");
        var cheap = (await Offer(network, Tier.Economy)).Job;
        Assert.Single((await Claim(network, new ClaimWork(1, 0) { Job = cheap })).Value!.Assignments);

        Assert.Equal(RefusalCodes.TierHasItsShare, (await Claim(network, new ClaimWork(1, 0) { Job = cheap }, 1)).Refusal!.Code);
        Assert.Equal(ChoiceStanding.TierHasItsShare, (await Offer(network, Tier.Economy, 1)).Standing);
        Assert.Single((await Claim(network, new ClaimWork(1, 0) { Job = (await Offer(network, Tier.Priority, 1)).Job }, 1)).Value!.Assignments);
    }

    private static Task<TestNetwork> Network(params string[] tiers) => Network(Open, tiers);

    /// <summary>A network of two operators' nodes with a job of two open tasks for each of the tiers.</summary>
    private static async Task<TestNetwork> Network(LifecycleOptions options, params string[] tiers)
    {
        var network = await TestNetwork.Create(nodes: 2, options);
        await network.Fund();
        for (var i = 0; i < tiers.Length; i++)
        {
            var job = await network.Submit(frames: 2, key: $"job {i}", more: $", \"tier\": \"{tiers[i]}\" ");
            await network.Until(async () => (await network.Job(job)).Tasks.Open == 2);
        }

        return network;
    }

    private static Task<Outcome<WorkAssigned>> Claim(TestNetwork network, ClaimWork claim, int node = 0) => network.Coordinator.Nodes.Claim(network.Nodes[node].Id, claim, CancellationToken.None);

    private static async Task<JobOffer> Offer(TestNetwork network, Tier tier, int node = 0) =>
        (await network.Coordinator.Nodes.Offers(network.Nodes[node].Id, null, 10, false, CancellationToken.None)).Value!.Offers.First(offer => offer.Tier == tier);
}
