using Microsoft.Extensions.DependencyInjection;
using Render.Lifecycle.Activities;
using Render.Lifecycle.Dispatch;
using Render.Lifecycle.Jobs;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Tests.Support;
using Render.Lifecycle.Workflows;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Tests;

/// <summary>An activity that runs twice, once in the midst of the other: a request that came twice, or was given up and goes on all the same.</summary>
public sealed class RepeatedActivityTests
{
    private static readonly ActivityContext Attempt = new("test", 0, 1, 1);

    [Fact]
    public async Task CloseEpoch_ClosedInItsMidst_LeavesTheBooksAsTheyStand()
    {
        await using var network = await TestNetwork.Create();
        await network.Fund();
        await network.Until(await network.Submit(), JobState.Settled);
        await network.Until(async () => (await Events<BooksSettled>(network)).Count > 0);
        var hold = new Hold();
        var late = Of<CloseEpoch>(network, new HeldState(network.Coordinator.State, hold)).Run(Attempt, 0, CancellationToken.None);
        await hold.Reached;
        var closed = (await network.Coordinator.Network.CloseEpoch(new CloseEpochRequest(0), CancellationToken.None)).Value!;
        var earned = await Earned(network);
        network.Clock.Advance(TimeSpan.FromSeconds(1));

        hold.Release();

        Assert.Equal(closed.LedgerSequence, await late);
        Assert.Equal(closed.Ends, (await network.Coordinator.Network.Epochs(CancellationToken.None))[0].Ends);
        Assert.Equal(earned, await Earned(network));
        Assert.Single(await Events<EpochEnded>(network));
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task CloseEpoch_ClosedByACoordinatorThatWasDeposed_CountsWhatIsPaid()
    {
        await using var network = await TestNetwork.Create();
        await network.Fund();
        await network.Until(await network.Submit(), JobState.Settled);
        await network.Until(async () => (await Events<BooksSettled>(network)).Count > 0);
        var before = await Earned(network);
        await Of<CloseEpoch>(network, Of<TaskBoard>(network)).Run(Attempt, 0, CancellationToken.None);

        await Of<CloseEpoch>(network).Run(Attempt, 0, CancellationToken.None);

        var minted = (await network.Coordinator.Network.Epochs(CancellationToken.None))[0].Minted;
        Assert.Equal(before + minted, await Earned(network));
    }

    [Fact]
    public async Task SettleJob_SettledInItsMidst_PaysAndTellsOnce()
    {
        await using var network = await TestNetwork.Create();
        await network.Fund();
        var job = await network.Submit();
        await network.Until(job, JobState.Rendering);
        using var gate = new BooksGate();
        var hold = new Hold();
        var held = Held(gate, hold);
        var late = Of<SettleJob>(network, gate).Run(Attempt, job, CancellationToken.None);
        await network.Until(job, JobState.Settled);
        await network.Until(async () => (await Events<BooksSettled>(network)).Count > 0);
        var earned = await Earned(network);

        hold.Release();

        await held;
        Assert.Equal(JobState.Settled, (await late).State);
        Assert.Equal(earned, await Earned(network));
        Assert.Single(await Events<BooksSettled>(network));
    }

    [Fact]
    public async Task FundJob_AnotherTierIsFundedInItsMidst_LeavesThatOrder()
    {
        await using var network = await TestNetwork.Create();
        await network.Fund();
        var job = await Quoted(network);
        await Accept(network, job, Tier.Priority);
        using var gate = new BooksGate();
        var hold = new Hold();
        var held = Held(gate, hold);
        var late = Of<FundJob>(network, gate).Run(Attempt, job, CancellationToken.None);
        Assert.Null((await network.Coordinator.Creators.Accept(job, new Network.Messages.AcceptQuote(Tier: Tier.Economy), CancellationToken.None)).Refusal);
        await network.Until(job, JobState.Rendering, JobState.Settled);

        hold.Release();

        await held;
        Assert.False((await late).IsOver);
        Assert.Equal(Tier.Economy, (await network.Coordinator.Get<JobStore>().Get(job, CancellationToken.None)).AcceptedTier);
        await network.Until(job, JobState.Settled);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task FundJob_AcceptedInItsMidst_LeavesWhatIsAccepted()
    {
        await using var network = await TestNetwork.Create();
        var job = await Quoted(network);
        var hold = new Hold();
        var jobs = Of<JobStore>(network, new HeldState(network.Coordinator.State, hold));
        var late = Of<FundJob>(network, jobs).Run(Attempt, job, CancellationToken.None);
        await hold.Reached;
        await Accept(network, job);

        hold.Release();

        Assert.Equal(JobState.Quoted, (await late).State);
        Assert.Equal(Tier.Economy, (await network.Coordinator.Get<JobStore>().Get(job, CancellationToken.None)).AcceptedTier);
    }

    [Fact]
    public async Task ExpireQuote_AcceptedInItsMidst_LeavesTheQuote()
    {
        await using var network = await TestNetwork.Create();
        var job = await Quoted(network);
        var hold = new Hold();
        var jobs = Of<JobStore>(network, new HeldState(network.Coordinator.State, hold));
        var late = Of<ExpireQuote>(network, jobs).Run(Attempt, job, CancellationToken.None);
        await hold.Reached;
        await Accept(network, job);

        hold.Release();

        Assert.Equal(JobState.Quoted, (await late).State);
    }

    [Fact]
    public async Task FundJob_ExpiredInItsMidst_LocksNothing()
    {
        await using var network = await TestNetwork.Create();
        var job = await network.Submit();
        await network.Until(async () => (await network.Job(job)) is { State: JobState.Quoted, Reason: not null });
        using var gate = new BooksGate();
        var hold = new Hold();
        var held = Held(gate, hold);
        var late = Of<FundJob>(network, gate).Run(Attempt, job, CancellationToken.None);
        await network.Until(job, JobState.Expired);
        await network.Fund();

        hold.Release();

        await held;
        Assert.True(await late is { State: JobState.Expired, IsOver: true });
        Assert.Equal(0, await network.Balance(Accounts.Escrow(job)));
    }

    [Fact]
    public async Task ExpireQuote_LockedInItsMidst_LeavesTheOrder()
    {
        await using var network = await TestNetwork.Create();
        var job = await Quoted(network);
        await network.Fund();
        await Accept(network, job);
        var hold = new Hold();
        var late = Of<FundJob>(network, Of<JobStore>(network, new HeldState(network.Coordinator.State, hold))).Run(Attempt, job, CancellationToken.None);
        await hold.Reached;
        await network.Coordinator.Get<JobStore>().Change(job, record => record with { AcceptedTier = null }, CancellationToken.None);

        Assert.Equal(new Step(JobState.Quoted, false), await Of<ExpireQuote>(network).Run(Attempt, job, CancellationToken.None));

        hold.Release();
        Assert.Equal(JobState.Funded, (await late).State);
    }

    [Fact]
    public async Task SplitJob_SettledInItsMidst_DoesNotBringTheJobBack()
    {
        await using var network = await TestNetwork.Create();
        await network.Fund();
        var job = await network.Submit();
        await network.Until(job, JobState.Rendering);
        var read = await network.Coordinator.Get<JobStore>().Get(job, CancellationToken.None);
        var board = network.Coordinator.Get<TaskBoard>();
        await network.Until(job, JobState.Settled);
        await network.Until(() => Task.FromResult(board.Job(job) is null));

        var admitted = await Boards.Admit(
            board, network.Coordinator.State, read, network.Coordinator.Get<Facts>(), network.Coordinator.Get<PolicyBook>(), network.Clock, TestNetwork.Defaults, CancellationToken.None);
        var row = await network.Coordinator.State.Get<TaskRecord>(admitted.Partition(0), FreshTask.Of(read, 0, 0).Key, CancellationToken.None);
        board.AddAll(admitted, [(row!.Value, row.ETag)]);

        Assert.Null(board.Job(job));
        Assert.Empty(admitted.Groups);
    }

    private static T Of<T>(TestNetwork network, params object[] parts) =>
        ActivatorUtilities.CreateInstance<T>(network.Coordinator.Get<IServiceProvider>(), parts);

    /// <summary>A job whose workflow has found that nobody accepted its quote yet.</summary>
    private static async Task<JobId> Quoted(TestNetwork network)
    {
        var job = await network.Submit(accept: false);
        // Inspected, quoted, and left as it is.
        await network.Until(async () => await network.Coordinator.Get<JobStore>().Get(job, CancellationToken.None) is { State: JobState.Quoted, Version: 3 });
        return job;
    }

    /// <summary>Notes that a quote is accepted; its workflow is not told.</summary>
    private static Task<JobRecord> Accept(TestNetwork network, JobId job, Tier tier = Tier.Economy) =>
        network.Coordinator.Get<JobStore>().Change(job, record => record with { AcceptedTier = tier }, CancellationToken.None);

    /// <summary>Keeps a gate closed until the hold is released.</summary>
    private static Task<bool> Held(BooksGate gate, Hold hold) => gate.Run(
        async () =>
        {
            await hold.Pass();
            return true;
        },
        CancellationToken.None);

    private static async Task<Tokens> Earned(TestNetwork network) =>
        Tokens.Sum((await network.Coordinator.Network.Nodes(CancellationToken.None)).Select(node => node.Earned));

    /// <summary>What was told of a kind so far.</summary>
    private static async Task<List<T>> Events<T>(TestNetwork network)
        where T : NetworkEvent
    {
        var (last, told) = (network.Coordinator.Events.LastSequence, new List<T>());
        await foreach (var happened in network.Coordinator.Events.WatchAsync(0, null, CancellationToken.None))
        {
            if (happened is T found)
                told.Add(found);
            if (happened.Sequence >= last)
                break;
        }

        return told;
    }
}
