using Render.Lifecycle.Tests.Support;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Tests;

public class PreemptionTests
{
    [Fact]
    public async Task Economy_DearerJobFindsNoNode_YieldsAndGoesOnAfterwards()
    {
        await using var run = await Run.Begin();
        var asked = await run.Asked();

        Assert.Equal((run.Cheap.Lease.Id, run.Dear, Tier.Priority), (asked.LeaseId, asked.For, asked.Tier));
        Assert.Empty((await run.Beat(parked: true)).Yield);
        var first = Assert.Single(await run.Node.Claim(run.Coordinator, 1));
        Assert.Equal(run.Dear, first.Task.Id.Job);
        Assert.True((await run.Task()).Parked);
        await run.Node.Do(run.Coordinator, first);
        // The job's next task is done before the parked one, and nothing that is cheaper.
        Assert.Equal(run.Dear, Assert.Single(await run.Node.Claim(run.Coordinator, 1)).Task.Id.Job);
        Assert.Empty((await run.Beat(parked: false)).Yield);
        Assert.False((await run.Task()).Parked);

        await run.Node.Do(run.Coordinator, run.Cheap);
        Assert.Empty(run.Node.Refusals);
        var moment = Assert.Single((await run.Task()).History, moment => moment.Event == TaskEvent.LeaseYielded);
        Assert.Contains($"for {run.Dear}, Priority", moment.Detail, StringComparison.Ordinal);
        Assert.Equal(0, (await run.View()).TasksFailed);
    }

    [Fact]
    public async Task Economy_Parked_GetsNothingOfItsOwnTier()
    {
        await using var run = await Run.Begin(dearFrames: 1);
        await run.Asked();
        await run.Beat(parked: true);
        await run.Node.Do(run.Coordinator, Assert.Single(await run.Node.Claim(run.Coordinator, 1)));

        // Four frames of the cheap job are open.
        Assert.DoesNotContain(await run.Node.Claim(run.Coordinator), work => work.Kind == WorkKind.Render);
        await run.Beat(parked: false);
        Assert.Contains(await run.Node.Claim(run.Coordinator), work => work.Task.Id.Job == run.Cheap.Task.Id.Job);
    }

    [Fact]
    public async Task Economy_DoesNotListen_KeepsItsLeaseAsItWas()
    {
        await using var run = await Run.Begin();
        await run.Asked();
        for (var i = 0; i < 8; i++)
        {
            run.Network.Clock.Advance(TimeSpan.FromSeconds(20));
            Assert.Single((await run.Beat(parked: false)).Renewed);
        }

        // Asked again once the first request had lapsed, and then never more.
        await run.Node.Do(run.Coordinator, run.Cheap);
        Assert.Empty(run.Node.Refusals);
        Assert.InRange((await run.Task()).History.Count(moment => moment.Event == TaskEvent.LeaseYielded), 1, 2);
        Assert.Equal(0, (await run.View()).TasksFailed);
    }

    [Fact]
    public async Task Parked_TimeDoesNotCountUntilItsBound()
    {
        // A task may take a minute and a lease of a minute, and be parked for ten.
        await using var run = await Run.Begin(options: Short);
        await run.Asked();
        await run.Beat(parked: true);
        for (var i = 0; i < 12; i++)
        {
            run.Network.Clock.Advance(TimeSpan.FromSeconds(45));
            Assert.Single((await run.Beat(parked: true)).Renewed);
        }

        run.Network.Clock.Advance(TimeSpan.FromSeconds(45));
        await run.Beat(parked: true);
        run.Network.Clock.Advance(TimeSpan.FromSeconds(45));
        Assert.Single((await run.Beat(parked: true)).Renewed);
        // For so long it may stand still, and for no longer does the node get other work first.
        Assert.Empty(await run.Node.Claim(run.Coordinator));
        // The reason is told once, by the first heartbeat that comes too late.
        var late = new List<LeaseAbandoned>();
        for (var i = 0; i < 3 && late.Count == 0; i++)
        {
            run.Network.Clock.Advance(TimeSpan.FromSeconds(45));
            late.AddRange((await run.Beat(parked: true)).Abandon);
        }

        Assert.Equal(LeaseEnd.Expired, Assert.Single(late).Reason);
    }

    [Fact]
    public async Task Parked_CoordinatorRestarts_ItStillIs()
    {
        await using var run = await Run.Begin();
        await run.Asked();
        await run.Network.Restart();
        await run.Beat(parked: true);

        Assert.Equal(run.Dear, Assert.Single(await run.Node.Claim(run.Coordinator, 1)).Task.Id.Job);
        await run.Beat(parked: false);
        await run.Node.Do(run.Coordinator, run.Cheap);
        Assert.Empty(run.Node.Refusals);
    }

    [Fact]
    public async Task Parked_JobIsCancelled_LeaseEnds()
    {
        await using var run = await Run.Begin();
        await run.Asked();
        await run.Beat(parked: true);
        await run.Coordinator.Creators.Cancel(run.Cheap.Task.Id.Job, CancellationToken.None);

        Assert.Equal(LeaseEnd.Cancelled, Assert.Single((await run.Beat(parked: true)).Abandon).Reason);
        Assert.NotEmpty(await run.Node.Claim(run.Coordinator));
        await run.Network.Until(run.Dear, JobState.Settled);
        Assert.Empty(await run.Network.Audit());
    }

    [Fact]
    public async Task Parked_NodeDies_TaskGoesToAnother()
    {
        await using var run = await Run.Begin(options: Short);
        await run.Asked();
        await run.Beat(parked: true);
        var other = await run.Network.Join("op-b");
        run.Network.Clock.Advance(TimeSpan.FromMinutes(2));
        await run.Network.Until(async () => (await run.Task()).State == TaskState.Open);

        var job = run.Cheap.Task.Id.Job;
        await run.Network.Until(job, JobState.Settled);
        Assert.True(other.Renders > 0);
        Assert.Empty(await run.Network.Audit());
    }

    [Fact]
    public async Task Economy_FitNodeIsIdle_KeepsItsNode()
    {
        await using var run = await Run.Begin(dear: false);
        var idle = await run.Network.Join("op-b");
        // Cheap tasks are left, and this node waits all the same: it is none for them.
        var waits = run.Coordinator.Nodes.Claim(idle.Id, new ClaimWork(4, 20), CancellationToken.None);
        var cheap = (await run.Network.Answer(waits)).Value!.Assignments;
        foreach (var work in cheap)
            await idle.Do(run.Coordinator, work);
        waits = run.Coordinator.Nodes.Claim(idle.Id, new ClaimWork(4, 20), CancellationToken.None);
        await run.Submit(frames: 1);

        Assert.Contains((await run.Network.Answer(waits)).Value!.Assignments, work => work.Kind != WorkKind.Render || work.Task.Id.Job == run.Dear);
        Assert.DoesNotContain((await run.Task()).History, moment => moment.Event == TaskEvent.LeaseYielded);
    }

    private static LifecycleOptions Short => Run.Options with { MaxTaskTime = TimeSpan.FromMinutes(1), Lease = TimeSpan.FromMinutes(1) };

    /// <summary>A node that has rendered a tenth of a cheap task in ten seconds, and a dearer job that waits.</summary>
    private sealed class Run : IAsyncDisposable
    {
        private long beats;

        public static LifecycleOptions Options { get; } = TestNetwork.Defaults with
        {
            Policy = Policy.Default with
            {
                AuditRepeatPpm = 0,
                // Nobody races a straggler here.
                Leases = new LeasePolicy { DuplicateLeastMillis = 3_600_000 },
                Tiers = Policy.Default.Tiers with { Priority = Policy.Default.Tiers.Priority with { ReputationFloorPpm = 0 } },
            },
        };

        public required TestNetwork Network { get; init; }

        public required WorkAssignment Cheap { get; init; }

        public JobId Dear { get; private set; }

        public ScriptedNode Node => Network.Nodes[0];

        public TestCoordinator Coordinator => Network.Coordinator;

        public static async Task<Run> Begin(int dearFrames = 2, bool dear = true, LifecycleOptions? options = null)
        {
            var network = await TestNetwork.Create(nodes: 1, options ?? Options);
            await network.Fund();
            await network.Submit(frames: 5, key: "cheap");
            var run = new Run { Network = network, Cheap = await network.Work(network.Nodes[0], WorkKind.Render) };
            network.Clock.Advance(TimeSpan.FromSeconds(10));
            await run.Beat(parked: false);
            if (dear)
                await run.Submit(dearFrames);
            return run;
        }

        public async Task Submit(int frames)
        {
            Dear = await Network.Submit(frames, key: "dear", more: """, "tier": "priority" """);
            await Network.Until(async () => (await Network.Job(Dear)).Tasks.Open + (await Network.Job(Dear)).Tasks.Leased > 0);
        }

        /// <summary>Waits until the node is asked to yield.</summary>
        public async Task<LeaseYield> Asked()
        {
            IReadOnlyList<LeaseYield> asked = [];
            await Network.Until(async () =>
            {
                Network.Clock.Advance(TimeSpan.FromMilliseconds(300));
                return (asked = (await Beat(parked: false)).Yield).Count > 0;
            });
            return Assert.Single(asked);
        }

        public async Task<HeartbeatReply> Beat(bool parked) => (await Coordinator.Nodes.Beat(
            Node.Id, new Heartbeat(++beats, false, [new LeaseProgress(Cheap.Task.Id, Cheap.Lease.Id, Cheap.Lease.Fencing, 0.1, null, parked)], [], 0), CancellationToken.None)).Value!;

        public async Task<TaskView> Task() => (await Coordinator.Creators.Task(Cheap.Task.Id, CancellationToken.None)).Value!;

        public async Task<NodeView> View() => (await Coordinator.Network.Node(Node.Id, CancellationToken.None)).Value!;

        public ValueTask DisposeAsync() => Network.DisposeAsync();
    }
}
