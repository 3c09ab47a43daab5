using Render.Lifecycle.Disputes;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Results;
using Render.Lifecycle.Tests.Support;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Lifecycle.Tests;

/// <content>Disputes that something comes between: a crash, a conviction, a clock that is put back, or another step of their own.</content>
public sealed partial class DisputeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Dispute_CoordinatorDiesWhileItIsDecided_IsOnRecordsOnce(int writes)
    {
        await using var network = await TestNetwork.Create(nodes: 7);
        var panel = await Committing(network);
        network.Nodes.RemoveAll(node => panel.Any(seat => seat.Node == node.Id));
        await network.Until(async () =>
        {
            network.Clock.Advance(TimeSpan.FromSeconds(2));
            return (await Views(network))[0].State == DisputeState.Revealing;
        });
        network.Crash.After = network.Crash.Writes + writes;
        await network.Until(() =>
        {
            network.Clock.Advance(TimeSpan.FromSeconds(2));
            return Task.FromResult(network.Crash.Crashed);
        });

        await network.Restart();

        Assert.Equal(DisputeWinner.Node, (await Decided(network)).Result!.Winner);
        await network.Until(async () => await Faults(network) >= panel.Count);
        await network.Until(async () => (await Document(network)) is { Unrecorded: false });
        await network.Restart();
        Assert.Equal(panel.Count, await Faults(network));
        Assert.Equal(1, Assert.Single(await network.Coordinator.Network.Creators(CancellationToken.None)).Counts[CreatorEvent.DisputeLost]);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Dispute_CoordinatorDiesRightAfterTheBondIsLocked_IsDecided()
    {
        await using var network = await TestNetwork.Create(nodes: 3);
        var task = await Delivered(network);
        var hold = new Hold();
        var opening = Open(network, task, Of<DisputeStore>(network, new HeldState(network.Coordinator.State, hold)));
        await hold.Reached;

        await network.Restart();

        Assert.Equal(DisputeWinner.Node, (await Decided(network)).Result!.Winner);
        Assert.False(opening.IsCompleted);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Dispute_WorkflowDidNotStart_StartsWhenItIsAskedForAgain()
    {
        await using var network = await TestNetwork.Create(nodes: 3);
        var task = await Delivered(network);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Open(network, task, new FailingWorkflows()));

        Assert.Null((await Dispute(network, task, await Claim(network, task))).Refusal);

        Assert.Equal(DisputeWinner.Node, (await Decided(network)).Result!.Winner);
    }

    [Fact]
    public async Task Dispute_OfASecondReplica_IsDecided()
    {
        var policy = TestNetwork.Defaults.Policy;
        await using var network = await TestNetwork.Create(
            nodes: 3, TestNetwork.Defaults with { Policy = policy with { Tiers = policy.Tiers with { Trusted = policy.Tiers.Trusted with { ReputationFloorPpm = 0 } }, Reputation = policy.Reputation with { VoteTrust = 2 } } });
        var task = await Delivered(network, """, "tier": "trusted" """);
        var job = await network.Coordinator.Get<JobStore>().Get(task.Job, CancellationToken.None);
        var first = (await network.Coordinator.State.Get<TaskRecord>(BoardJob.PartitionOf(task.Job, 0), task.Key))!;
        Assert.True((await network.Coordinator.State.Commit(
            BoardJob.PartitionOf(task.Job, 0), [StateWrite.Update(first, first.Value with { State = TaskState.Open, Receipt = null, Withdrawn = true })])).Succeeded);
        Assert.Equal([0, 1], (await network.Coordinator.Get<TaskRows>().Of(job, task, CancellationToken.None)).Select(row => row.Replica));

        Assert.Null((await Dispute(network, task, await Claim(network, task))).Refusal);

        Assert.Equal(DisputeWinner.Node, (await Decided(network)).Result!.Winner);
    }

    [Fact]
    public async Task Dispute_OfAConvictedNode_IsRefused()
    {
        await using var network = await TestNetwork.Create(nodes: 3);
        var task = await Delivered(network);
        network.Coordinator.Get<TaskBoard>().Convicted((await network.Coordinator.Creators.Task(task, CancellationToken.None)).Value!.Node!.Value);

        Assert.Equal(RefusalCodes.NotDisputable, (await Dispute(network, task, await Claim(network, task))).Refusal!.Code);

        Assert.Equal(0, await network.Balance(Accounts.Bond((await Receipt(network, task)).Digest)));
    }

    [Fact]
    public async Task Draw_NodeConvictedAndNotYetBanned_HasNoSeat()
    {
        await using var network = await TestNetwork.Create(nodes: 7);
        var task = await Delivered(network);
        var view = (await network.Coordinator.Creators.Task(task, CancellationToken.None)).Value!;
        var other = network.Nodes.First(node => node.Id != view.Node && node.Id != view.Audits[^1].Auditor);
        network.Coordinator.Get<TaskBoard>().Convicted(other.Id);

        await Dispute(network, task, await Claim(network, task));

        await network.Until(async () => (await Views(network))[0].State == DisputeState.Committing);
        Assert.DoesNotContain((await Views(network))[0].Panel, seat => seat.Node == other.Id);
    }

    [Fact]
    public async Task Reveal_ClockIsPutBackMeanwhile_WaitsUntilTheTimeToCommitIsOver()
    {
        await using var network = await TestNetwork.Create(nodes: 7);
        var panel = await Committing(network);
        network.Nodes.RemoveAll(node => node.Id == panel[0].Node);
        await network.Until(async () =>
        {
            foreach (var node in network.Nodes.ToList())
                await node.Step(network.Coordinator);
            network.Clock.Advance(TimeSpan.FromSeconds(2));
            return (await Document(network)).Seats.Count(seat => seat.Committed) == panel.Count - 1;
        });
        network.Clock.Shift = -TimeSpan.FromMinutes(15);

        var decided = await Decided(network);

        Assert.Equal(DisputeDecider.Panel, decided.Result!.By);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Reveal_DecidedInTheLedgerAlready_IsRefused()
    {
        await using var network = await TestNetwork.Create(nodes: 7);
        var panel = await Committing(network);
        var seat = network.Nodes.Single(node => node.Id == panel[0].Node);
        await seat.Step(network.Coordinator);
        await network.Coordinator.Ledger.Append(new LedgerDraft(LedgerEntryKind.DisputeDecided, DisputeDecided.KeyOf((await Document(network)).Receipt), [], "{}"u8.ToArray()));

        var late = network.Nodes.Single(node => node.Id == panel[1].Node);
        await late.Step(network.Coordinator);

        Assert.Equal([true, false], (await Document(network)).Seats.Take(2).Select(held => held.Committed));
    }

    [Fact]
    public async Task Commit_CrashBeforeItsSeatShowsIt_MayStillBeShown()
    {
        await using var network = await TestNetwork.Create(nodes: 7);
        var panel = await Committing(network);
        var receipt = (await Document(network)).Receipt;
        await network.Coordinator.Ledger.Append(new ArbiterCommitted(receipt, panel[0].Node, Digest.OfText("its vote")).ToDraft());
        network.Nodes.RemoveAll(node => node.Id == panel[0].Node);

        await network.Until(async () =>
        {
            network.Clock.Advance(TimeSpan.FromSeconds(2));
            return (await Views(network))[0].State == DisputeState.Revealing;
        });

        Assert.True((await Document(network)).Seats[0].Committed);
    }

    /// <summary>A dispute of an honest result whose panel is drawn.</summary>
    private static async Task<IReadOnlyList<DisputeSeatView>> Committing(TestNetwork network)
    {
        var task = await Delivered(network);
        await Dispute(network, task, await Claim(network, task));
        await network.Until(async () => (await Views(network))[0].State == DisputeState.Committing);
        return (await Views(network))[0].Panel;
    }

    private static async Task<DisputeRecord> Document(TestNetwork network) =>
        (await network.Coordinator.State.Get<DisputeRecord>(DisputeRecord.Partition, (await Views(network))[0].Receipt.ToString()))!.Value;

    private static async Task<ReceiptRecord> Receipt(TestNetwork network, TaskId task) =>
        (await network.Coordinator.Get<TaskRows>().Of(await network.Coordinator.Get<JobStore>().Get(task.Job, CancellationToken.None), task, CancellationToken.None))[0].Receipt!;

    /// <summary>Opens a dispute with parts of one's own.</summary>
    private static async Task<Outcome<DisputeRecord>> Open(TestNetwork network, TaskId task, params object[] parts)
    {
        var job = await network.Coordinator.Get<JobStore>().Get(task.Job, CancellationToken.None);
        var row = (await network.Coordinator.Get<TaskRows>().Of(job, task, CancellationToken.None))[0];
        using var content = new MemoryStream(await Claim(network, task));
        return await Of<OpenDispute>(network, parts).Run(job, row, content, CancellationToken.None);
    }
}
