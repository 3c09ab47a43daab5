using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Activities;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Nodes;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Proofs;
using Render.Lifecycle.Tests.Support;
using Render.Lifecycle.Workflows;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Lifecycle.Tests;

/// <summary>Stores that answer late: what was written or read is old by the time it is told.</summary>
public sealed class LateAnswerTests
{
    private static readonly ActivityContext Attempt = new("test", 0, 1, 1);
    private static readonly TaskId Some = new(JobId.FromEntropy(new byte[16]), 0, new PixelRegion(0, 0, 8, 8), new SampleRange(0, 1));

    [Fact]
    public async Task Node_ChangeToldAfterALaterOne_StaysAsItIsNow()
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        var (node, hold) = (network.Nodes[0].Id, new Hold());
        var late = Of<NodeStore>(network, new LateState(network.Coordinator.State, hold)).Change(node, record => record with { Name = "before" }, CancellationToken.None);
        await hold.Reached;
        await network.Coordinator.Get<NodeStore>().Change(node, record => record with { Status = NodeStatus.Banned }, CancellationToken.None);

        hold.Release();

        await late;
        Assert.Equal(NodeStatus.Banned, network.Coordinator.Get<TaskBoard>().Node(node)!.Record.Status);
        Assert.Empty(await network.Nodes[0].Claim(network.Coordinator, 1));
    }

    [Fact]
    public async Task DeviceClass_FaultToldAfterALaterOne_CountsBoth()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var hold = new Hold();
        var exact = Of<ExactMode>(network, new LateState(network.Coordinator.State, hold));
        Task Fault(int node) => exact.Faulted(
            network.Coordinator.Get<TaskBoard>().Node(network.Nodes[node].Id)!.Record, Some, Digest.OfText(network.Nodes[node].Id.Value), CancellationToken.None);
        var late = Fault(0);
        await hold.Reached;
        await Fault(1);

        hold.Release();

        await late;
        Assert.Equal(2, Assert.Single(exact.Views()).Faults.Count);
    }

    [Fact]
    public async Task Stake_ReadBeforeASlash_StaysSlashed()
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        var (node, hold, board) = (network.Nodes[0], new Hold(), network.Coordinator.Get<TaskBoard>());
        var known = board.Node(node.Id)!.Record;
        var late = Of<AdmitNode>(network, new LateLedger(network.Coordinator.Ledger, hold)).Run(
            new RegisterNode(node.PublicKey, node.Owner, known.Name, known.Region, Tokens.Zero, known.Facts, known.Benchmark), CancellationToken.None);
        await Task.WhenAny(hold.Reached, late);
        await network.Coordinator.Get<Convict>().Run(
            new Conviction(node.Id, Fault.Forged, Digest.OfText("a receipt"), Some, -1, "It forged."),
            CancellationToken.None);

        hold.Release();

        Assert.Null((await late).Refusal);
        Assert.Equal(Tokens.Zero, board.Node(node.Id)!.Stake);
    }

    [Fact]
    public async Task Job_StoppedWhileItIsPutOnTheBoard_HandsNothingOut()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        await network.Fund();
        var job = await network.Submit();
        await network.Until(async () => (await network.Job(job)).Tasks.Open > 0);
        var (jobs, board) = (network.Coordinator.Get<JobStore>(), network.Coordinator.Get<TaskBoard>());
        var read = await jobs.Get(job, CancellationToken.None);
        board.Remove(job);
        await jobs.Change(job, record => JobStore.Moved(record, record.State, JobEvent.CancelRequested) with { Stop = StopReason.Cancelled }, CancellationToken.None);

        var admitted = await Boards.Admit(
            board, network.Coordinator.State, read, network.Coordinator.Get<Facts>(), network.Coordinator.Get<PolicyBook>(), network.Clock, TestNetwork.Defaults, CancellationToken.None);

        Assert.True(admitted.Stopped);
        Assert.False(admitted.Dispatching);
    }

    [Fact]
    public async Task Job_MovedOnByALookBeforeAConviction_RendersAgain()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        await network.Fund();
        var job = await network.Submit();
        await network.Until(async () => (await network.Job(job)).Tasks.Open > 0);
        await network.Coordinator.Get<JobStore>().Move(job, JobEvent.TasksAccepted, null, CancellationToken.None);

        var found = await Of<CheckJob>(network).Run(Attempt, new CheckJobInput(job, 1), CancellationToken.None);

        Assert.Equal([0], found.Groups);
        await network.Join("op-a");
        await network.Join("op-b");
        await network.Until(job, JobState.Settled);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Job_ConvictedNodeIsGivenATaskByALateWrite_IsRenderedAgainAndSettles()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        var forger = await network.Join("op-x", node => node.Forges = true);
        await network.Fund();
        await network.Submit(frames: 1);
        var forged = await network.Work(forger, WorkKind.Render);
        var job = await network.Submit(frames: 1, key: "other");
        await network.Until(async () => (await network.Job(job)).Tasks.Open == 1);
        var hold = new Hold();
        var grant = Of<GrantLeases>(network, Of<TaskStore>(network, new HeldState(network.Coordinator.State, hold)));
        var late = Of<AssignWork>(network, grant).Run(forger.Id, new ClaimWork(1, 0), CancellationToken.None);
        await hold.Reached;
        await forger.Do(network.Coordinator, forged);
        await network.Until(async () =>
        {
            foreach (var node in network.Nodes.Take(2))
                await node.Step(network.Coordinator);
            var convictions = await network.Coordinator.State.Query<Conviction>(Conviction.Partition);
            return convictions.Documents.Any(found => found.Value.Done);
        });

        hold.Release();

        forger.Forges = false;
        await forger.Do(network.Coordinator, Assert.Single((await late).Value!.Assignments));
        await network.Until(job, JobState.Settled);
        Assert.DoesNotContain((await network.Coordinator.Creators.Receipt(job, CancellationToken.None)).Value!.Payouts, payout => payout.Node == forger.Id && payout.Amount > Tokens.Zero);
        Assert.Empty(await network.Audit());
    }

    private static T Of<T>(TestNetwork network, params object[] parts) =>
        ActivatorUtilities.CreateInstance<T>(network.Coordinator.Get<IServiceProvider>(), parts);
}
