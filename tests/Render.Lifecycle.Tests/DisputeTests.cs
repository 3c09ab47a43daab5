using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Disputes;
using Render.Lifecycle.Results;
using Render.Lifecycle.Tests.Support;
using Render.Lifecycle.Workflows;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;

namespace Render.Lifecycle.Tests;

public sealed partial class DisputeTests
{
    private static readonly ActivityContext Attempt = new("test", 0, 1, 1);

    [Fact]
    public async Task Dispute_OfAnHonestResult_CostsTheCreatorItsBondAndARecord()
    {
        await using var network = await TestNetwork.Create(nodes: 7);
        var task = await Delivered(network);
        var before = await network.Balance("creator:local");
        var opened = await Dispute(network, task, await Claim(network, task));
        Assert.Null(opened.Refusal);
        Assert.Equal((1, DisputeState.Opened), (opened.Value!.Block, opened.Value.State));

        var decided = await Decided(network);

        Assert.Equal((DisputeDecider.Panel, DisputeWinner.Node), (decided.Result!.By, decided.Result.Winner));
        Assert.Equal(5, decided.Panel.Count);
        Assert.All(decided.Panel, seat => Assert.True(seat is { Committed: true, Revealed: true }));
        Assert.Equal(Int128.CreateChecked(Tokens.FromWhole(10).Units), before - await network.Balance("creator:local"));
        Assert.Equal(1, Assert.Single(await network.Coordinator.Network.Creators(CancellationToken.None)).Counts[CreatorEvent.DisputeLost]);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Dispute_CoordinatorDiesMeanwhile_GoesOn()
    {
        await using var network = await TestNetwork.Create(nodes: 7);
        var task = await Delivered(network);
        await Dispute(network, task, await Claim(network, task));
        await network.Until(async () => (await Views(network))[0].State == DisputeState.Committing);
        await network.Restart();

        var decided = await Decided(network);

        Assert.Equal(DisputeWinner.Node, decided.Result!.Winner);
        await network.Restart();
        Assert.Equal(1, Assert.Single(await network.Coordinator.Network.Creators(CancellationToken.None)).Counts[CreatorEvent.DisputeLost]);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Dispute_ArbitersLieOrKeepSilent_PayFromTheirStakes()
    {
        await using var network = await TestNetwork.Create(nodes: 7);
        var task = await Delivered(network);
        await Dispute(network, task, await Claim(network, task));
        await network.Until(async () => (await Views(network))[0].State == DisputeState.Committing);
        var panel = (await Views(network))[0].Panel;
        ScriptedNode Seat(int number) => network.Nodes.Single(node => node.Id == panel[number].Node);
        var (liar, silent) = (Seat(0), Seat(1));
        liar.LiesInAudits = true;
        network.Nodes.Remove(silent);

        var decided = await Decided(network);

        Assert.Equal((DisputeDecider.Panel, DisputeWinner.Node), (decided.Result!.By, decided.Result.Winner));
        Assert.Equal(Tokens.FromWhole(950), (await network.Coordinator.Network.Node(liar.Id, CancellationToken.None)).Value!.Stake);
        Assert.Equal(Tokens.FromWhole(990), (await network.Coordinator.Network.Node(silent.Id, CancellationToken.None)).Value!.Stake);
        Assert.Empty(await network.Audit());
        silent.Dispose();
    }

    [Fact]
    public async Task Draw_PanelDrawnInItsMidst_LeavesThatPanel()
    {
        await using var network = await TestNetwork.Create(nodes: 7);
        var task = await Delivered(network);
        await Dispute(network, task, await Claim(network, task));
        await network.Until(async () => (await Views(network))[0].State == DisputeState.Committing);
        var before = (await Views(network))[0];
        await network.Join("op-new");
        var late = new BlindLedger(network.Coordinator.Ledger, ArbitersDrawn.KeyOf(before.Receipt));

        var left = await Of<DrawArbiters>(network, late).Run(Attempt, before.Receipt, CancellationToken.None);

        Assert.True(left > TimeSpan.Zero);
        Assert.Equal(before.Panel, (await Views(network))[0].Panel);
    }

    [Fact]
    public async Task Decide_DecidedInItsMidst_IsOnRecordsOnce()
    {
        await using var network = await TestNetwork.Create(nodes: 7);
        var task = await Delivered(network);
        await Dispute(network, task, await Claim(network, task));
        await network.Until(async () => (await Views(network))[0].State == DisputeState.Committing);
        var (receipt, panel) = ((await Views(network))[0].Receipt, (await Views(network))[0].Panel);
        using var gate = new BooksGate();
        var hold = new Hold();
        var held = gate.Run(
            async () =>
            {
                await hold.Pass();
                return true;
            },
            CancellationToken.None);
        network.Clock.Shift = TimeSpan.FromHours(1);
        var late = Of<DecideDispute>(network, gate).Run(Attempt, receipt, CancellationToken.None);
        network.Nodes.RemoveAll(node => panel.Any(seat => seat.Node == node.Id));
        await Decided(network);
        await network.Until(async () => await Faults(network) >= panel.Count);

        hold.Release();

        await held;
        Assert.True(await late);
        Assert.Equal(panel.Count, await Faults(network));
    }

    [Fact]
    public async Task Dispute_TooFewOperators_IsDecidedByTheReference()
    {
        await using var network = await TestNetwork.Create(nodes: 3);
        var task = await Delivered(network);
        await Dispute(network, task, await Claim(network, task));

        var decided = await Decided(network);

        Assert.Empty(decided.Panel);
        Assert.Equal((DisputeDecider.Reference, DisputeWinner.Node), (decided.Result!.By, decided.Result.Winner));
        Assert.Contains("Too few operators", decided.Standing, StringComparison.Ordinal);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Dispute_WithTheSameResultOrARuinOrTooLate_IsRefused()
    {
        await using var network = await TestNetwork.Create(nodes: 3);
        var task = await Delivered(network);
        var honest = SyntheticEngine.Result(await Spec(network, task), forged: false).Content.ToArray();
        Assert.Equal(RefusalCodes.NotDisputable, (await Dispute(network, task, honest)).Refusal!.Code);
        Assert.Equal(RefusalCodes.ResultInvalid, (await Dispute(network, task, honest[..^1])).Refusal!.Code);
        Assert.Equal(RefusalCodes.ResultInvalid, (await Dispute(network, task, [.. honest, 0])).Refusal!.Code);
        var other = new TaskId(task.Job, 77, task.Region, task.Samples);
        Assert.Equal(RefusalCodes.TaskUnknown, (await Dispute(network, other, honest)).Refusal!.Code);
        network.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(RefusalCodes.NotDisputable, (await Dispute(network, task, await Claim(network, task))).Refusal!.Code);
        Assert.Empty(await network.Coordinator.Creators.Disputes(CancellationToken.None));
    }

    [Fact]
    public async Task Vote_WithoutASeat_IsRefused()
    {
        await using var network = await TestNetwork.Create(nodes: 1);
        var task = new TaskId(JobId.Parse("job-x"), 0, new PixelRegion(0, 0, 8, 8), new SampleRange(0, 1));
        var vote = await network.Coordinator.Nodes.Submit(network.Nodes[0].Id, new CommitVote(task, default, default), CancellationToken.None);
        Assert.Equal(RefusalCodes.LeaseStale, vote.Refusal!.Code);
    }

    private static T Of<T>(TestNetwork network, params object[] parts) =>
        ActivatorUtilities.CreateInstance<T>(network.Coordinator.Get<IServiceProvider>(), parts);

    /// <summary>Faults of all nodes.</summary>
    private static async Task<int> Faults(TestNetwork network) => (await network.Coordinator.Network.Nodes(CancellationToken.None)).Sum(node => node.TasksFailed);

    private static async Task<TaskId> Delivered(TestNetwork network, string more = "")
    {
        await network.Fund();
        var job = await network.Submit(frames: 2, more: more);
        await network.Until(job, JobState.Settled);
        return (await network.Coordinator.Creators.Tasks(job, null, 10, CancellationToken.None)).Value![0].Task;
    }

    private static async Task<TaskSpec> Spec(TestNetwork network, TaskId task) =>
        new(task, default, (await network.Job(task.Job)).Package!.Value, default, [], default);

    /// <summary>The honest result but for its second block.</summary>
    private static async Task<byte[]> Claim(TestNetwork network, TaskId task)
    {
        var spec = await Spec(network, task);
        var (honest, forged) = (SyntheticEngine.Result(spec, forged: false), SyntheticEngine.Result(spec, forged: true));
        return ResultFile.Create(honest.Header, (block, sums) =>
        {
            var from = (block == 1 ? forged : honest).Block(block);
            MemoryMarshal.Cast<byte, long>(from.Sums).CopyTo(sums.Span);
            return (from.Rays, from.Invalid);
        }).Content.ToArray();
    }

    private static async Task<Outcome<DisputeView>> Dispute(TestNetwork network, TaskId task, byte[] claim)
    {
        using var content = new MemoryStream(claim);
        return await network.Coordinator.Creators.Dispute(task, content, CancellationToken.None);
    }

    private static async Task<IReadOnlyList<DisputeView>> Views(TestNetwork network) => await network.Coordinator.Creators.Disputes(CancellationToken.None);

    /// <summary>Lets all nodes answer until the dispute is decided, and time pass for those that do not.</summary>
    private static async Task<DisputeView> Decided(TestNetwork network)
    {
        await network.Until(async () =>
        {
            foreach (var node in network.Nodes.ToList())
                await node.Step(network.Coordinator);
            network.Clock.Advance(TimeSpan.FromSeconds(2));
            return (await Views(network))[0].State == DisputeState.Decided;
        });
        return (await Views(network))[0];
    }
}
