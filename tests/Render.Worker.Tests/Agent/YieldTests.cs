using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Worker.Tests.Support;
using Render.Worker.Work;

namespace Render.Worker.Tests.Agent;

public sealed class YieldTests : IDisposable
{
    private readonly TemporaryFolder home = new();
    private readonly ScriptedCoordinator coordinator = new();
    private readonly ScriptedEngine engine = new();
    private readonly WorkAssignment cheap = Assignments.Render(0);
    private readonly WorkAssignment dear = Assignments.Render(1);

    public YieldTests() => engine.BeforeBlock = (task, block, stop) => task.Task.Id == cheap.Task.Id && block == 7 && Held ? Task.Delay(Timeout.Infinite, stop) : Task.CompletedTask;

    /// <summary>Whether the cheap task stands before its eighth block until it is told to stop.</summary>
    private bool Held { get; set; } = true;

    private IEnumerable<int> RenderedOfCheap => engine.Rendered.Where(block => block.Task == cheap.Task.Id).Select(block => block.Block);

    public void Dispose()
    {
        coordinator.Dispose();
        home.Dispose();
    }

    [Fact]
    public async Task Yield_Asked_ParksDoesTheDearerTaskAndGoesOnFromTheSameBlock()
    {
        await using var node = await Begun();
        Held = false;
        coordinator.Queue(dear);
        coordinator.AskToYield(cheap.Lease.Id);

        Assert.Equal(7.0 / 15, (await node.Next<WorkParked>()).Progress);
        await coordinator.Until(seen => seen.Receipts.Count == 2);

        Assert.Equal([dear.Lease.Id, cheap.Lease.Id], coordinator.Receipts.Select(receipt => receipt.LeaseId));
        Assert.Equal(Enumerable.Range(0, 15), RenderedOfCheap);
        Assert.Contains(coordinator.Heartbeats, beat => beat.Leases.Any(lease => lease.Parked && lease.LeaseId == cheap.Lease.Id));
        Assert.True(Receipt.TryDecode(coordinator.Receipts[1].Receipt, out var receipt));
        Assert.Equal(ResultFile.Open(coordinator.Blobs[receipt!.ResultBlob]).Commit(TaskDigest.Of(Assignments.Network, cheap.Task)).Root, receipt.Commitment);
        // One for each of the two.
        await node.Next<WorkDelivered>();
        await node.Next<WorkDelivered>();
        Assert.False(UnfinishedWork.IsIn(home["node"]));
    }

    [Fact]
    public async Task Yield_NothingComesOfIt_GoesOnAtOnce()
    {
        await using var node = await Begun();
        Held = false;
        coordinator.AskToYield(cheap.Lease.Id);

        await node.Next<WorkParked>();
        await coordinator.Until(seen => seen.Receipts.Count == 1);
        Assert.Equal(Enumerable.Range(0, 15), RenderedOfCheap);
        Assert.Contains(coordinator.Claims, claim => claim.WaitSeconds == 0);
    }

    [Fact]
    public async Task Yield_LeaseEndsWhileParked_DropsTheBlocks()
    {
        await using var node = await Begun();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Before = (task, _) =>
        {
            began.TrySetResult();
            return go.Task;
        };
        coordinator.Queue(dear);
        coordinator.AskToYield(cheap.Lease.Id);
        await began.Task;
        var beats = coordinator.Heartbeats.Count;
        coordinator.TakeAway(cheap.Lease.Id);
        await coordinator.Until(seen => seen.Heartbeats.Count > beats + 1 && seen.Heartbeats[^1].Leases.All(lease => lease.LeaseId != cheap.Lease.Id));
        go.SetResult();

        Assert.Equal(cheap.Task.Id, (await node.Next<WorkDropped>()).Task);
        await coordinator.Until(seen => seen.Receipts.Count == 1);
        Assert.Equal(7, RenderedOfCheap.Count());
        await coordinator.Until(_ => !UnfinishedWork.IsIn(home["node"]));
    }

    [Fact]
    public async Task Yield_NodeDrains_FinishesWhatItHolds()
    {
        await using var node = await Begun();
        node.Drain();
        await coordinator.Until(seen => seen.Heartbeats[^1].Draining);
        coordinator.AskToYield(cheap.Lease.Id);
        var beats = coordinator.Heartbeats.Count;
        await coordinator.Until(seen => seen.Heartbeats.Count > beats + 2);
        Assert.DoesNotContain(coordinator.Heartbeats, beat => beat.Leases.Any(lease => lease.Parked));
    }

    [Fact]
    public async Task Kill_WhileParked_NextRunDoesTheDearerTaskFirstAndGoesOnFromTheSameBlock()
    {
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var node = await Begun())
        {
            engine.Before = (_, stop) =>
            {
                stuck.TrySetResult();
                return Task.Delay(Timeout.Infinite, stop);
            };
            coordinator.Queue(dear);
            coordinator.AskToYield(cheap.Lease.Id);
            await stuck.Task;
        }

        engine.Before = (_, _) => Task.CompletedTask;
        Held = false;
        await using var again = new TestNode(coordinator, home["node"], engine);
        await coordinator.Until(seen => seen.Receipts.Count == 2);
        Assert.Equal([dear.Lease.Id, cheap.Lease.Id], coordinator.Receipts.Select(receipt => receipt.LeaseId));
        Assert.Equal(Enumerable.Range(0, 15), RenderedOfCheap);
    }

    /// <summary>A node that has rendered seven blocks of the cheap task.</summary>
    private async Task<TestNode> Begun()
    {
        coordinator.Queue(cheap);
        var node = new TestNode(coordinator, home["node"], engine);
        await coordinator.Until(seen => seen.Heartbeats.Any(beat => beat.Leases.Any(lease => lease.LeaseId == cheap.Lease.Id && lease.Progress > 0.46)));
        return node;
    }
}
