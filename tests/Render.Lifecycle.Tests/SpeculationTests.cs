using System.Diagnostics.Metrics;
using Render.Lifecycle.Results;
using Render.Lifecycle.Telemetry;
using Render.Lifecycle.Tests.Support;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Tests;

public class SpeculationTests
{
    /// <summary>Tasks of a test are so small that all is decided within milliseconds.</summary>
    private static readonly LifecycleOptions Brief = TestNetwork.Defaults with
    {
        Policy = TestNetwork.Defaults.Policy with { Leases = TestNetwork.Defaults.Policy.Leases with { DuplicateLeastMillis = 0 } },
    };

    [Fact]
    public async Task Straggler_IdleNodeIsFirst_StragglerStopsUnpaidAndWithoutAFault()
    {
        await using var race = await Race.Begin();
        var wasted = race.Measure("render.work.wasted");

        await race.Quick.Do(race.Coordinator, race.Second);
        var beat = await race.Beat(race.Slow, race.First, 0.1);
        var late = await race.Deliver(race.Slow, race.First);
        await race.Network.Until(race.Job, JobState.Settled);

        Assert.Equal(LeaseEnd.Superseded, Assert.Single(beat.Abandon).Reason);
        Assert.Equal(RefusalCodes.LeaseStale, late.Refusal?.Code);
        Assert.Equal(0, (await race.View(race.Slow)).TasksFailed);
        Assert.True((await race.View(race.Quick)).TasksAccepted > 0);
        Assert.True(wasted() > 0);
        var receipt = (await race.Coordinator.Creators.Receipt(race.Job, CancellationToken.None)).Value!;
        Assert.DoesNotContain(receipt.Payouts, payout => payout.Node == race.Slow.Id && payout.Rays >= receipt.Rays / 2);
        Assert.Empty(await race.Network.Audit());
    }

    [Fact]
    public async Task Straggler_IsFirstAfterAll_IdleNodeStopsWithoutAFault()
    {
        await using var race = await Race.Begin();

        await race.Slow.Do(race.Coordinator, race.First);
        var beat = await race.Beat(race.Quick, race.Second, 0.5);
        await race.Network.Until(race.Job, JobState.Settled);

        Assert.Empty(race.Slow.Refusals);
        Assert.Equal(LeaseEnd.Superseded, Assert.Single(beat.Abandon).Reason);
        Assert.Equal(0, (await race.View(race.Quick)).TasksFailed);
        Assert.Empty(await race.Network.Audit());
    }

    [Fact]
    public async Task Straggler_IsDead_TaskGoesOnWithTheIdleNode()
    {
        await using var race = await Race.Begin();
        race.Network.Clock.Advance(TimeSpan.FromMinutes(9.5));
        await race.Network.Until(async () => (await race.View(race.Slow)).TasksFailed == 1);

        await race.Quick.Do(race.Coordinator, race.Second);
        await race.Network.Until(race.Job, JobState.Settled);

        Assert.Empty(race.Quick.Refusals);
        var task = (await race.Coordinator.Creators.Task(race.First.Task.Id, CancellationToken.None)).Value!;
        Assert.Equal(race.Quick.Id, task.Node);
        Assert.Contains(task.History, moment => moment.Event == TaskEvent.LeaseExpired && moment.Node == race.Slow.Id);
        Assert.Empty(await race.Network.Audit());
    }

    [Fact]
    public async Task Straggler_CoordinatorRestarts_BothLeasesHold()
    {
        await using var race = await Race.Begin();

        await race.Network.Restart();
        var beat = await race.Beat(race.Slow, race.First, 0.1);
        await race.Quick.Do(race.Coordinator, race.Second);

        Assert.Single(beat.Renewed);
        Assert.Empty(race.Quick.Refusals);
        await race.Network.Until(race.Job, JobState.Settled);
    }

    [Fact]
    public async Task Straggler_IdleNodeIsAtIt_NobodyAsQuickGetsItToo()
    {
        await using var race = await Race.Begin();
        var third = await race.Network.Join("op-c");
        await race.Cache(third);

        Assert.Empty(await third.Claim(race.Coordinator));
    }

    [Fact]
    public async Task Laggard_NodeHasSomethingToRender_IsNotGivenToIt()
    {
        await using var race = await Race.Begin(second: false);
        await race.Beat(race.Slow, race.First, 0.99);
        await race.Network.Submit(frames: 1, key: "another job");
        var held = await race.Network.Work(race.Quick, WorkKind.Render);
        await race.Beat(race.Slow, race.First, 0.1);

        Assert.Empty(await race.Quick.Claim(race.Coordinator));

        await race.Deliver(race.Quick, held);
        Assert.Equal(race.First.Task.Id, Assert.Single(await race.Quick.Claim(race.Coordinator), work => work.Kind == WorkKind.Render).Task.Id);
    }

    [Fact]
    public async Task Laggard_SaidThatItIsDoneAndDoesNotDeliver_IsGivenToAnother()
    {
        await using var race = await Race.Begin(second: false);
        await race.Beat(race.Slow, race.First, 1);
        Assert.Empty(await race.Quick.Claim(race.Coordinator));
        race.Network.Clock.Advance(TimeSpan.FromSeconds(10));

        await race.Beat(race.Slow, race.First, 1);

        Assert.Equal(race.First.Task.Id, Assert.Single(await race.Quick.Claim(race.Coordinator)).Task.Id);
    }

    [Theory]
    [InlineData(0.1, 0)]
    [InlineData(0.7, 1)]
    public async Task Straggler_IdleNodeLagsToo_WhoWouldBeLastMakesRoomWithoutAFault(double progress, int last)
    {
        await using var race = await Race.Begin(held: TimeSpan.FromMilliseconds(3), options: Brief);
        var third = await race.Network.Join("op-c");
        await race.Cache(third);
        race.Network.Clock.Advance(TimeSpan.FromMilliseconds(4));
        // A millisecond is expected of each. The straggler needs 63 or 3 more; who was idle, of whom nothing is heard, as many as it had: 4.
        await race.Beat(race.Slow, race.First, progress);
        var wasted = race.Measure("render.work.wasted");

        var work = Assert.Single(await third.Claim(race.Coordinator));
        var (lost, left) = last == 0 ? ((race.Slow, race.First), (race.Quick, race.Second)) : ((race.Quick, race.Second), (race.Slow, race.First));
        var madeRoom = await race.Beat(lost.Item1, lost.Item2, 0.9);
        var late = await race.Deliver(lost.Item1, lost.Item2);
        var goesOn = await race.Beat(left.Item1, left.Item2, 0.9);
        await third.Do(race.Coordinator, work);
        var beaten = await race.Beat(left.Item1, left.Item2, 0.95);
        await race.Network.Until(race.Job, JobState.Settled);

        Assert.True(wasted() > 0);
        Assert.Equal(LeaseEnd.Superseded, Assert.Single(madeRoom.Abandon).Reason);
        Assert.Equal(RefusalCodes.LeaseStale, late.Refusal?.Code);
        Assert.Single(goesOn.Renewed);
        Assert.Equal(LeaseEnd.Superseded, Assert.Single(beaten.Abandon).Reason);
        Assert.Empty(third.Refusals);
        Assert.Equal(0, (await race.View(race.Slow)).TasksFailed + (await race.View(race.Quick)).TasksFailed);
        var task = (await race.Coordinator.Creators.Task(race.First.Task.Id, CancellationToken.None)).Value!;
        Assert.Equal(third.Id, task.Node);
        Assert.Empty(await race.Network.Audit());
    }

    [Fact]
    public async Task Straggler_OneOfThreeMadeRoom_NeverGetsItAgain()
    {
        await using var race = await Race.Begin();
        var third = await race.Network.Join("op-c");
        await race.Cache(third);
        race.Network.Clock.Advance(TimeSpan.FromMinutes(1));
        await race.Beat(race.Slow, race.First, 0.1);
        Assert.Single(await third.Claim(race.Coordinator));
        race.Network.Clock.Advance(TimeSpan.FromMinutes(1));
        await race.Cache(race.Slow);

        Assert.Empty(await race.Slow.Claim(race.Coordinator));
    }

    [Theory]
    [InlineData(0.99, true)]
    [InlineData(0.1, false)]
    public async Task Laggard_AlmostDone_IsLeftAlone(double progress, bool alone)
    {
        await using var race = await Race.Begin(second: false);
        await race.Beat(race.Slow, race.First, progress);

        Assert.Equal(alone, (await race.Quick.Claim(race.Coordinator)).Count == 0);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Laggard_IdleNodeWouldHaveToFetchTheScene_IsLeftAlone(bool cached, int given)
    {
        // A node of unknown bandwidth is taken to have next to none: seven bytes take it seven seconds.
        await using var race = await Race.Begin(second: false, cached, TimeSpan.FromSeconds(10));

        Assert.Equal(given, (await race.Quick.Claim(race.Coordinator)).Count);
    }

    /// <summary>A task that one node holds for a minute without a word, and that an idle one was given too.</summary>
    private sealed class Race : IAsyncDisposable
    {
        private readonly List<MeterListener> listeners = [];

        public required TestNetwork Network { get; init; }

        public required JobId Job { get; init; }

        public required WorkAssignment First { get; init; }

        public WorkAssignment Second { get; private set; } = null!;

        public ScriptedNode Slow => Network.Nodes[0];

        public ScriptedNode Quick => Network.Nodes[1];

        public TestCoordinator Coordinator => Network.Coordinator;

        public static async Task<Race> Begin(bool second = true, bool cached = true, TimeSpan? held = null, LifecycleOptions? options = null)
        {
            var network = await TestNetwork.Create(nodes: 2, options);
            await network.Fund();
            var job = await network.Submit(frames: 1);
            var race = new Race { Network = network, Job = job, First = await network.Work(network.Nodes[0], WorkKind.Render) };
            network.Clock.Advance(held ?? TimeSpan.FromMinutes(1));
            if (cached)
                await race.Cache(race.Quick);
            if (second)
                race.Second = Assert.Single(await race.Quick.Claim(network.Coordinator));
            return race;
        }

        /// <summary>Lets a node say that it holds the scene: what it would have to fetch counts.</summary>
        public async Task Cache(ScriptedNode node) => Assert.Null((await Coordinator.Nodes.Beat(
            node.Id, new Heartbeat(0, false, [], [First.Task.Package], 0), CancellationToken.None)).Refusal);

        public async Task<HeartbeatReply> Beat(ScriptedNode node, WorkAssignment work, double progress) => (await Coordinator.Nodes.Beat(
            node.Id, new Heartbeat(1, false, [new LeaseProgress(work.Task.Id, work.Lease.Id, work.Lease.Fencing, progress)], [], 0), CancellationToken.None)).Value!;

        public async Task<Outcome<ReceiptAccepted>> Deliver(ScriptedNode node, WorkAssignment work)
        {
            var (result, message) = node.Render(work);
            await ScriptedNode.Upload(Coordinator, result);
            return await Coordinator.Nodes.Submit(node.Id, message, CancellationToken.None);
        }

        public async Task<NodeView> View(ScriptedNode node) => (await Coordinator.Network.Node(node.Id, CancellationToken.None)).Value!;

        public Func<double> Measure(string instrument)
        {
            var sum = 0.0;
            var meter = Coordinator.Get<LifecycleMetrics>().Meter;
            var listener = new MeterListener
            {
                InstrumentPublished = (published, listening) =>
                {
                    if (published.Meter == meter && published.Name == instrument)
                        listening.EnableMeasurementEvents(published);
                },
            };
            listener.SetMeasurementEventCallback<double>((_, value, _, _) => sum += value);
            listener.Start();
            listeners.Add(listener);
            return () => sum;
        }

        public async ValueTask DisposeAsync()
        {
            listeners.ForEach(listener => listener.Dispose());
            await Network.DisposeAsync();
        }
    }
}
