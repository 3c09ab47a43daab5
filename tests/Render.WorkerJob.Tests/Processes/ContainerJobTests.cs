using Render.Network.Jobs;
using Render.Network.Messages;
using Render.WorkerJob.Running;
using Xunit.Abstractions;

namespace Render.WorkerJob.Tests.Processes;

/// <summary>The worker as a container job: a process that a queue wakes and that ends when there is nothing to do.</summary>
[Collection(nameof(JobNetwork))]
public sealed class ContainerJobTests(JobNetwork network, ITestOutputHelper output) : IAsyncLifetime
{
    public Task InitializeAsync() => network.Empty();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Message_None_EndsWithoutHavingJoined()
    {
        await using var worker = WorkerProcess.Start(network.Job(wait: "0.5"));

        Assert.Equal(WorkerExit.Done, await worker.Ended());

        Assert.Equal(["NotWoken"], worker.Lines.Select(line => line.Event));
    }

    [Fact]
    public async Task Message_OfAnOpenedJob_WakesWorksSettlesAndEnds()
    {
        await using var worker = WorkerProcess.Start(network.Job(wait: "forever"));
        var job = await network.Submit(frames: 3);
        await network.Open(job);
        var opened = TimeProvider.System.GetUtcNow();

        Assert.Equal(WorkerExit.Done, await worker.Ended());

        await network.Settled(job);
        Assert.Contains(worker.Lines, line => line is { Event: "Woken", Text: "woken by work-economy" });
        output.WriteLine($"open to woken {(worker.Lines.First(line => line.Event == "Woken").Time - opened).TotalSeconds:F2} s, woken to lease {(worker.Lines.First(IsRendering).Time - worker.Lines.First(line => line.Event == "Woken").Time).TotalSeconds:F2} s");
        // What rang for the other tasks would start workers that find nothing.
        Assert.Equal(0, await network.WakeUps(WorkPools.Economy));
        Assert.Equal(0, await network.WakeUps(WorkPools.Trusted));
    }

    [Fact]
    public async Task Message_LateOrRepeated_ChangesNothing()
    {
        await network.Ring();
        await network.Ring();
        await using var worker = WorkerProcess.Start(network.Job(idle: "1"));

        Assert.Equal(WorkerExit.Done, await worker.Ended());

        Assert.Contains(worker.Lines, line => line.Event == "FoundIdle");
        Assert.Equal(1, await network.WakeUps(WorkPools.Economy));
    }

    [Fact]
    public async Task Processes_TwoAtOnce_AreTwoNodesAndRunsAfterThemAreTheSameTwo()
    {
        var environment = network.Job(idle: "1");
        var apart = new Dictionary<string, string>(environment) { ["RENDER_HEALTH"] = environment["RENDER_HEALTH"] + "-2" };
        var nodes = new List<string[]>();
        for (var run = 0; run < 2; run++)
        {
            await network.Ring();
            await network.Ring();
            await using var first = WorkerProcess.Start(environment);
            await using var second = WorkerProcess.Start(apart);
            Assert.Equal((WorkerExit.Done, WorkerExit.Done), (await first.Ended(), await second.Ended()));
            nodes.Add([.. new[] { first.Node, second.Node }.Order(StringComparer.Ordinal)]);
        }

        Assert.NotEqual(nodes[0][0], nodes[0][1]);
        Assert.Equal(nodes[0], nodes[1]);
    }

    [Fact]
    public async Task Processes_TwoOnAShareWithoutLocks_AreTwoNodes()
    {
        // .NET takes no locks at all with this switch, as on a share that refuses them.
        var environment = new Dictionary<string, string>(network.Community()) { ["RENDER_HOMES"] = "2", ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1" };
        var apart = new Dictionary<string, string>(environment) { ["RENDER_HEALTH"] = environment["RENDER_HEALTH"] + "-2" };
        await using var first = WorkerProcess.Start(environment);
        await using var second = WorkerProcess.Start(apart);
        await first.Until(line => line.Event == "Registered");
        await second.Until(line => line.Event == "Registered");

        Assert.NotEqual(first.Node, second.Node);
        first.Terminate();
        second.Terminate();
        Assert.Equal((WorkerExit.Done, WorkerExit.Done), (await first.Ended(), await second.Ended()));
    }

    [Fact]
    public async Task Killed_AmidATask_StartsAgainAsTheSameNodeAndFinishesIt()
    {
        var environment = network.Job(wait: "forever");
        string node;
        var job = await network.Submit(frames: 1, samples: 128);
        await using (var first = WorkerProcess.Start(environment))
        {
            await first.Until(IsRendering);
            node = first.Node;
            await first.Kill();
        }

        await network.Ring();
        await using var second = WorkerProcess.Start(environment);
        Assert.Equal(WorkerExit.Done, await second.Ended());

        Assert.Equal(node, second.Node);
        await network.Settled(job);
        Assert.All(await network.Tasks(job), task => Assert.Equal(node, task.Node?.Value));
    }

    [Fact]
    public async Task Terminated_WithTimeEnough_FinishesItsTaskAndEnds()
    {
        var environment = network.Job(wait: "forever");
        var job = await network.Submit(frames: 1, samples: 128);
        await network.Ring();
        await using (var worker = WorkerProcess.Start(environment))
        {
            await worker.Until(IsRendering);
            worker.Terminate();

            Assert.Equal(WorkerExit.Done, await worker.Ended(seconds: 25));
            Assert.Contains(worker.Lines, line => line.Event == "WorkDelivered");
        }

        Assert.DoesNotContain((await network.Tasks(job)).SelectMany(task => task.History), moment => moment.Event is TaskEvent.LeaseReleased or TaskEvent.LeaseExpired);
        await JobNetwork.Until(async () => (await network.Tasks(job)).Any(task => task.State == TaskState.Accepted), () => "Its task was never accepted.");
        // On a slow machine the frame has more tasks than that one, which nobody is there for.
        if ((await network.Tasks(job)).Any(task => task.State == TaskState.Open))
            await network.Cancel(job);
        else
            await network.Settled(job);
    }

    [Fact]
    public async Task Terminated_WithoutTimeEnough_GivesItsLeaseBackInTime()
    {
        var environment = new Dictionary<string, string>(network.Job(wait: "forever")) { ["RENDER_GRACE"] = "5" };
        // However many nodes share it, a task is far longer than the second that is left.
        var job = await network.Submit(frames: 1, samples: 65_536);
        await network.Ring();
        await using (var worker = WorkerProcess.Start(environment))
        {
            await worker.Until(IsRendering);
            worker.Terminate();

            Assert.Equal(WorkerExit.Terminated, await worker.Ended(seconds: 5));
            Assert.Contains(worker.Lines, line => line.Event == "WorkDropped" && line.Text.Contains("given back", StringComparison.Ordinal));
        }

        Assert.Contains((await network.Tasks(job)).SelectMany(task => task.History), moment => moment.Event == TaskEvent.LeaseReleased);
        Assert.All(await network.Tasks(job), task => Assert.Equal(TaskState.Open, task.State));
        await network.Cancel(job);
    }

    private static bool IsRendering(WorkerProcess.Line line) =>
        line.Event == "WorkStarted" && line.Text.StartsWith(nameof(WorkKind.Render), StringComparison.Ordinal);
}
