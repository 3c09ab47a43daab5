using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Results;
using Render.Lifecycle.Tests.Support;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Tests;

public class LeaseTests
{
    [Fact]
    public async Task Lease_NodeVanishes_TaskGoesToAnother()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var ghost = await network.Join("op-x", node => node.Silent = true);
        await network.Fund();
        var job = await network.Submit(frames: 2);
        var lost = await network.Work(ghost, WorkKind.Render);
        network.Clock.Advance(TimeSpan.FromMinutes(11));

        await network.Until(job, JobState.Settled);

        var task = (await network.Coordinator.Creators.Task(lost.Task.Id, CancellationToken.None)).Value!;
        Assert.NotEqual(ghost.Id, task.Node);
        Assert.Contains(task.History, moment => moment.Event == TaskEvent.LeaseExpired && moment.Node == ghost.Id);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Lease_ExpiredAndReassigned_LateReceiptIsStale()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        await network.Fund();
        await network.Submit(frames: 1);
        var (slow, quick) = (network.Nodes[0], network.Nodes[1]);
        var old = await network.Work(slow, WorkKind.Render);
        network.Clock.Advance(TimeSpan.FromMinutes(11));
        var renewed = await network.Work(quick, WorkKind.Render);

        var (result, message) = slow.Render(old);
        await ScriptedNode.Upload(network.Coordinator, result);
        var late = await network.Coordinator.Nodes.Submit(slow.Id, message, CancellationToken.None);

        Assert.True(renewed.Lease.Fencing > old.Lease.Fencing);
        Assert.Equal(RefusalCodes.LeaseStale, late.Refusal?.Code);
    }

    [Fact]
    public async Task Lease_OfACancelledJob_EndsWithoutAFault()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        await network.Fund();
        var job = await network.Submit(frames: 2);
        var holder = network.Nodes[0];
        await network.Work(holder, WorkKind.Render);
        await network.Coordinator.Creators.Cancel(job, CancellationToken.None);
        network.Clock.Advance(TimeSpan.FromMinutes(11));
        await network.Until(job, JobState.Refunded, JobState.Settled);
        // Long after the books are closed nothing of it may move any more.
        network.Clock.Advance(TimeSpan.FromMinutes(11));

        await network.Submit(frames: 1, key: "next");
        await network.Work(network.Nodes[1], WorkKind.Render);

        Assert.Equal(0, network.Coordinator.Get<TaskBoard>().Node(holder.Id)!.Standing.Failed);
    }

    [Fact]
    public async Task Lease_Renewed_OutlivesItsFirstEnd()
    {
        var leases = TestNetwork.Defaults.Policy.Leases with { LimitBaseSeconds = 3_600 };
        await using var network = await TestNetwork.Create(nodes: 2, TestNetwork.Defaults with { Policy = TestNetwork.Defaults.Policy with { Leases = leases } });
        await network.Fund();
        await network.Submit(frames: 1);
        var node = network.Nodes[0];
        var work = await network.Work(node, WorkKind.Render);
        for (var i = 0; i < 4; i++)
        {
            network.Clock.Advance(TimeSpan.FromMinutes(8));
            var beat = await Beat(network, node, i, work);
            Assert.Equal(work.Lease.Id, Assert.Single(beat.Renewed).LeaseId);
        }

        await node.Do(network.Coordinator, work);

        Assert.Empty(node.Refusals);
    }

    [Fact]
    public async Task Lease_RenewedForEver_EndsAfterTheTimeATaskMayTake()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        await network.Fund();
        await network.Submit(frames: 1);
        var griefer = network.Nodes[0];
        var work = await network.Work(griefer, WorkKind.Render);
        for (var i = 0; i < 8; i++)
        {
            network.Clock.Advance(TimeSpan.FromMinutes(8));
            await Beat(network, griefer, i, work);
        }

        var next = await network.Work(network.Nodes[1], WorkKind.Render);

        Assert.Equal(work.Task.Id, next.Task.Id);
    }

    [Fact]
    public async Task Lease_OfAShortTask_IsHeldMinutesAndNoLonger()
    {
        await using var network = await TestNetwork.Create(nodes: 2, Quick);
        await network.Fund();
        await network.Submit(frames: 1);
        var griefer = network.Nodes[0];
        var work = await network.Work(griefer, WorkKind.Render);

        var held = await Hold(network, griefer, work);

        Assert.InRange(work.MaxSeconds, 120, 180);
        Assert.InRange(held.TotalSeconds, work.MaxSeconds, work.MaxSeconds + 60);
        Assert.Equal(work.Task.Id, (await network.Work(network.Nodes[1], WorkKind.Render)).Task.Id);
    }

    [Fact]
    public async Task Node_ThatLetALeaseRunOut_GetsNoMoreOfTheJobThatAnotherCouldDo()
    {
        await using var network = await TestNetwork.Create(nodes: 2, Quick);
        await network.Fund();
        await network.Submit(frames: 6);
        var (griefer, other) = (network.Nodes[0], network.Nodes[1]);
        await Hold(network, griefer, await network.Work(griefer, WorkKind.Render));
        await other.Claim(network.Coordinator, 1);

        Assert.DoesNotContain(await griefer.Claim(network.Coordinator), work => work.Kind == WorkKind.Render);
    }

    [Fact]
    public async Task Node_ThatLetALeaseRunOutAndIsAlone_GetsWorkAgain()
    {
        await using var network = await TestNetwork.Create(nodes: 1, Quick);
        await network.Fund();
        await network.Submit(frames: 2);
        var node = network.Nodes[0];
        await Hold(network, node, await network.Work(node, WorkKind.Render));

        Assert.NotNull(await network.Work(node, WorkKind.Render));
    }

    [Fact]
    public async Task Node_ThatLosesLeasesTwiceInARow_IsQuarantined()
    {
        await using var network = await TestNetwork.Create(nodes: 1, Quick);
        await network.Fund();
        await network.Submit(frames: 6);
        var node = network.Nodes[0];
        var board = network.Coordinator.Get<TaskBoard>();
        // Two leases at once are one loss.
        var first = await network.Work(node, WorkKind.Render);
        var second = await network.Work(node, WorkKind.Render);
        await Hold(network, node, first, second);
        Assert.Equal((1, NodeStatus.Active), (board.Node(node.Id)!.Standing.LostInARow, board.Node(node.Id)!.Record.Status));

        await Hold(network, node, await network.Work(node, WorkKind.Render));

        await network.Until(() => Task.FromResult(board.Node(node.Id)!.Record.Status == NodeStatus.Quarantined));
        Assert.Contains("leases lost again", board.Node(node.Id)!.Record.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_ThatDeliversBetweenTwoLosses_IsNotQuarantined()
    {
        await using var network = await TestNetwork.Create(nodes: 2, Quick);
        await network.Fund();
        await network.Submit(frames: 6);
        var (node, other) = (network.Nodes[0], network.Nodes[1]);
        var board = network.Coordinator.Get<TaskBoard>();
        await Hold(network, node, await network.Work(node, WorkKind.Render));
        await network.Submit(frames: 1, key: "another job");
        await node.Do(network.Coordinator, await network.Work(node, WorkKind.Render));
        await other.Do(network.Coordinator, await network.Work(other, WorkKind.Audit));
        await network.Until(() => Task.FromResult(board.Node(node.Id)!.Standing.Accepted == 1));

        Assert.Equal(0, board.Node(node.Id)!.Standing.LostInARow);
    }

    [Fact]
    public async Task Claims_OfANodeThatDeliversNothing_EndAtOneClaimsWorth()
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        await network.Fund();
        await network.Submit(frames: 2 * WireLimits.ClaimsAtOnce);
        var griefer = network.Nodes[0];
        await network.Work(griefer, WorkKind.Render);
        for (var i = 0; i < 4; i++)
            await network.Answer(network.Coordinator.Nodes.Claim(griefer.Id, new ClaimWork(WireLimits.ClaimsAtOnce, 0), CancellationToken.None));

        Assert.Equal(WireLimits.ClaimsAtOnce, network.Coordinator.Get<TaskBoard>().Node(griefer.Id)!.Renders.Count);
    }

    [Fact]
    public async Task Lease_Lost_HeartbeatSaysSo()
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        await network.Fund();
        await network.Submit(frames: 1);
        var node = network.Nodes[0];
        var work = await network.Work(node, WorkKind.Render);
        network.Clock.Advance(TimeSpan.FromMinutes(11));
        IReadOnlyList<LeaseAbandoned> abandoned = [];
        await network.Until(async () =>
        {
            network.Clock.Advance(TimeSpan.FromMinutes(11));
            return (abandoned = (await Beat(network, node, 1, work)).Abandon).Count > 0;
        });

        Assert.Equal(LeaseEnd.Expired, Assert.Single(abandoned).Reason);
    }

    [Fact]
    public async Task Lease_ClockJumpsBack_NeitherEndsNorLastsForEver()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        await network.Fund();
        var job = await network.Submit(frames: 2);
        var ghost = network.Nodes[0];
        var lost = await network.Work(ghost, WorkKind.Render);
        network.Clock.Shift = -TimeSpan.FromDays(2);
        await ghost.Do(network.Coordinator, await network.Work(ghost, WorkKind.Render));
        ghost.Silent = true;
        network.Clock.Advance(TimeSpan.FromMinutes(11));

        var settled = await network.Until(job, JobState.Settled);

        Assert.NotEqual(ghost.Id, (await network.Coordinator.Creators.Task(lost.Task.Id, CancellationToken.None)).Value!.Node);
        Assert.NotNull(settled.Money.Charged);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Lease_EveryOperatorCannotLoad_JobIsRefundedWithTheReason()
    {
        await using var network = await TestNetwork.Create(nodes: 3);
        network.Nodes.ForEach(node => node.CannotLoad = true);
        await network.Fund();
        var job = await network.Submit(frames: 1);

        var view = await network.Until(job, JobState.Refunded);

        Assert.Contains("no such texture", view.Reason, StringComparison.Ordinal);
        Assert.Equal(view.Money.Cap, view.Money.Refunded);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Scene_ThatKillsNodesOfThreeOperators_IsGivenUpAndTheNodesAreCleared()
    {
        await using var network = await TestNetwork.Create(nodes: 3, Quick);
        await network.Fund();
        var job = await network.Submit(frames: 6);
        var board = network.Coordinator.Get<TaskBoard>();
        // One of them loses a lease first, without a word.
        var slow = network.Nodes[0];
        await Hold(network, slow, await network.Work(slow, WorkKind.Render));
        Assert.Equal(1, board.Node(slow.Id)!.Standing.Failed);
        network.Clock.Advance(TimeSpan.FromMinutes(10));

        foreach (var node in network.Nodes)
        {
            var work = await network.Work(node, WorkKind.Render);
            var message = new FailLease(work.Task.Id, work.Lease.Id, work.Lease.Fencing, LeaseFailure.Crashed, "The node's process ended 2 times.");
            Assert.Null((await network.Coordinator.Nodes.Fail(node.Id, message, CancellationToken.None)).Refusal);
        }

        var view = await network.Until(job, JobState.Refunded);
        Assert.Contains("Crashed", view.Reason, StringComparison.Ordinal);
        Assert.All(network.Nodes, node => Assert.Equal((0, 0.0, 0), (board.Node(node.Id)!.Standing.Failed, board.Node(node.Id)!.Standing.Evidence.Bad, board.Node(node.Id)!.Standing.LostInARow)));
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Lease_OneCannotLoadAndAnotherCan_FaultIsTheNodes()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var weak = await network.Join("op-x", node => node.CannotLoad = true);
        await network.Fund();
        var job = await network.Submit(frames: 3);
        await weak.Do(network.Coordinator, await network.Work(weak, WorkKind.Render));

        await network.Until(job, JobState.Settled);

        Assert.True((await network.Coordinator.Network.Node(weak.Id, CancellationToken.None)).Value!.TasksFailed > 0);
    }

    [Fact]
    public async Task Lease_CoordinatorRestarts_HoldsAndDelivers()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        await network.Fund();
        var job = await network.Submit(frames: 1);
        var node = network.Nodes[0];
        var work = await network.Work(node, WorkKind.Render);

        await network.Restart();
        await node.Do(network.Coordinator, work);

        Assert.Empty(node.Refusals);
        await network.Until(job, JobState.Settled);
    }

    [Fact]
    public async Task Node_StartsAgainAfterItDrained_GetsWork()
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        await network.Fund();
        var node = network.Nodes[0];
        await node.Drain(network.Coordinator, sequence: 7);

        var joined = await node.Register(network.Coordinator);
        await network.Coordinator.Nodes.Beat(node.Id, new Heartbeat(1, false, [], [], 0), CancellationToken.None);
        await network.Submit(frames: 1);

        Assert.Equal(NodeStatus.Active, joined.Value!.Status);
        Assert.NotNull(await network.Work(node, WorkKind.Render));
    }

    private static LifecycleOptions Quick { get; } = TestNetwork.Defaults with { Lease = TimeSpan.FromSeconds(30) };

    /// <summary>Says again and again that a node lives, until its leases are taken away.</summary>
    /// <returns>How long that took.</returns>
    private static async Task<TimeSpan> Hold(TestNetwork network, ScriptedNode node, params WorkAssignment[] works)
    {
        var board = network.Coordinator.Get<TaskBoard>();
        var lost = board.Node(node.Id)!.Standing.Failed + works.Length;
        var began = network.Clock.GetUtcNow();
        var held = works.ToList();
        for (var beat = began.ToUnixTimeSeconds(); held.Count > 0; beat++)
        {
            network.Clock.Advance(TimeSpan.FromSeconds(10));
            foreach (var work in held.ToList())
                if ((await Beat(network, node, beat, work)).Abandon.Count > 0)
                    held.Remove(work);
        }

        var took = network.Clock.GetUtcNow() - began;
        network.Clock.Advance(TimeSpan.FromSeconds(31));
        await network.Until(() => Task.FromResult(board.Node(node.Id)!.Standing.Failed == lost));
        return took;
    }

    private static async Task<HeartbeatReply> Beat(TestNetwork network, ScriptedNode node, long sequence, WorkAssignment work) =>
        (await network.Coordinator.Nodes.Beat(
            node.Id, new Heartbeat(sequence, false, [new LeaseProgress(work.Task.Id, work.Lease.Id, work.Lease.Fencing, 0.5)], [], 0), CancellationToken.None)).Value!;
}
