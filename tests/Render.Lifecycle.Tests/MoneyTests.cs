using Render.Lifecycle.Results;
using Render.Lifecycle.Tests.Support;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Tests;

public class MoneyTests
{
    [Fact]
    public async Task Job_BalanceTooLow_StaysQuotedUntilItIsFundedAndAccepted()
    {
        await using var network = await TestNetwork.Create();
        var job = await network.Submit();
        await network.Until(async () => (await network.Job(job)).Reason is not null);

        var poor = await network.Coordinator.Creators.Accept(job, new AcceptQuote(), CancellationToken.None);
        await network.Fund();
        var rich = await network.Coordinator.Creators.Accept(job, new AcceptQuote(), CancellationToken.None);

        Assert.Equal(RefusalCodes.BalanceTooLow, poor.Refusal?.Code);
        Assert.Null(rich.Refusal);
        await network.Until(job, JobState.Settled);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Stake_GrantedBeforeACrashAndLockedForAnotherNode_IsGrantedAgain()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        using var crashed = new ScriptedNode("op-a", network.Clock);
        var stake = new LifecycleOptions { EngineBuild = 1 }.Stake;
        await network.Coordinator.Ledger.Append(new FaucetGranted(Accounts.Operator(crashed.Owner), stake, $"stake-{crashed.Id}").ToDraft());

        using var other = new ScriptedNode("op-a", network.Clock);
        Assert.Null((await other.Register(network.Coordinator)).Refusal);
        Assert.Null((await crashed.Register(network.Coordinator)).Refusal);

        Assert.Equal((Int128)stake.Units, await network.Balance(Accounts.Stake(crashed.Id)));
        Assert.Equal((Int128)stake.Units, await network.Balance(Accounts.Stake(other.Id)));
        Assert.Equal(0, await network.Balance(Accounts.Operator(crashed.Owner)));
    }

    [Fact]
    public async Task Quote_NobodyAccepts_Expires()
    {
        await using var network = await TestNetwork.Create();
        var job = await network.Submit(accept: false);
        await network.Until(job, JobState.Quoted);
        network.Clock.Advance(TimeSpan.FromHours(2));

        var view = await network.Until(job, JobState.Expired);

        Assert.Equal(RefusalCodes.JobState, (await network.Coordinator.Creators.Accept(job, new AcceptQuote(), CancellationToken.None)).Refusal?.Code);
        Assert.Equal(Tokens.Zero, view.Money.Cap);
    }

    [Fact]
    public async Task Quote_AnotherOneNamed_IsStale()
    {
        await using var network = await TestNetwork.Create();
        await network.Fund();
        var job = await network.Submit(accept: false);
        await network.Until(job, JobState.Quoted);

        var refused = await network.Coordinator.Creators.Accept(job, new AcceptQuote(Network.Proof.Digest.OfText("another")), CancellationToken.None);

        Assert.Equal(RefusalCodes.QuoteStale, refused.Refusal?.Code);
    }

    [Fact]
    public async Task Quote_SameSceneAndSettings_IsTheSame()
    {
        await using var network = await TestNetwork.Create();
        var package = await network.Store();
        var request = new QuoteRequest(TestNetwork.Json($$"""{ "package": "{{package}}", "frames": "0-3", "size": "24x16", "samples": 2 }"""));

        var first = await network.Coordinator.Creators.Quote(request, CancellationToken.None);
        var second = await network.Coordinator.Creators.Quote(request, CancellationToken.None);

        Assert.Equal(first.Value!.Digest, second.Value!.Digest);
    }

    [Fact]
    public async Task Cancel_MidWay_PaysWhatIsAcceptedAndReturnsTheRest()
    {
        await using var network = await TestNetwork.Create(nodes: 2);
        await network.Fund();
        var job = await network.Submit(frames: 6);
        await network.Until(async () =>
        {
            foreach (var node in network.Nodes)
                await node.Step(network.Coordinator, max: 1);
            return (await network.Job(job)).Tasks.Accepted >= 2;
        });

        await network.Coordinator.Creators.Cancel(job, CancellationToken.None);
        var settled = await network.Until(job, JobState.Settled);

        Assert.True(settled.Money.Charged > Tokens.Zero);
        Assert.True(settled.Money.Refunded > Tokens.Zero);
        Assert.Equal(settled.Money.Cap, settled.Money.Charged!.Value + settled.Money.Refunded!.Value);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Cancel_BeforeAnyWork_ReturnsAll()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        await network.Fund();
        var job = await network.Submit();
        await network.Until(job, JobState.Rendering);

        await network.Coordinator.Creators.Cancel(job, CancellationToken.None);
        var refunded = await network.Until(job, JobState.Refunded);

        Assert.Equal(refunded.Money.Cap, refunded.Money.Refunded);
        Assert.Equal((Int128)Tokens.FromWhole(1_000).Units, await network.Balance(Accounts.Creator(CreatorId.Parse("local"))));
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Cancel_BeforeFunding_EndsTheJob()
    {
        await using var network = await TestNetwork.Create();
        var job = await network.Submit(accept: false);
        await network.Until(job, JobState.Quoted);

        var cancelled = await network.Coordinator.Creators.Cancel(job, CancellationToken.None);

        Assert.Equal(JobState.Cancelled, cancelled.Value!.State);
        Assert.Equal(RefusalCodes.JobState, (await network.Coordinator.Creators.Accept(job, new AcceptQuote(), CancellationToken.None)).Refusal?.Code);
    }

    [Fact]
    public async Task Cap_ReachedAndToppedUp_GoesOnToTheEnd()
    {
        await using var network = await TestNetwork.Create();
        network.Engine.PilotPercent = 40;
        await network.Fund();
        var job = await network.Submit(frames: 8);
        var waiting = await network.Until(job, JobState.AwaitingTopUp);
        Assert.NotNull(waiting.Reason);

        var topUp = new TopUpJob(waiting.Money.Cap + waiting.Money.Cap, "more");
        await network.Coordinator.Creators.TopUp(job, topUp, CancellationToken.None);
        await network.Coordinator.Creators.TopUp(job, topUp, CancellationToken.None);
        var settled = await network.Until(job, JobState.Settled);

        Assert.Equal(8, (await network.Coordinator.Creators.Receipt(job, CancellationToken.None)).Value!.Frames.Count);
        Assert.Equal(waiting.Money.Cap + topUp.Amount, settled.Money.Cap);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Cap_ReachedAndFinished_DeliversWhatIsThere()
    {
        await using var network = await TestNetwork.Create();
        network.Engine.PilotPercent = 40;
        await network.Fund();
        var job = await network.Submit(frames: 8);
        await network.Until(job, JobState.AwaitingTopUp);

        await network.Coordinator.Creators.Finish(job, CancellationToken.None);
        var settled = await network.Until(job, JobState.Settled);

        Assert.InRange((await network.Coordinator.Creators.Receipt(job, CancellationToken.None)).Value!.Frames.Count, 1, 7);
        Assert.True(settled.Money.Charged <= settled.Money.Cap);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Deadline_Passed_PaysWhatIsAcceptedAndReturnsTheRest()
    {
        await using var network = await TestNetwork.Create(nodes: 0);
        await network.Fund();
        var job = await network.Submit(frames: 2, more: """, "deadlineSeconds": 60""");
        await network.Until(job, JobState.Rendering);
        network.Clock.Advance(TimeSpan.FromSeconds(61));

        var view = await network.Until(job, JobState.Refunded);

        Assert.Contains("deadline", view.Reason, StringComparison.Ordinal);
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Epoch_Closed_MintsToWhoWorkedWithExactSums()
    {
        await using var network = await TestNetwork.Create();
        await network.Fund();
        await network.Until(await network.Submit(), JobState.Settled);

        var closed = (await network.Coordinator.Network.CloseEpoch(new CloseEpochRequest(), CancellationToken.None)).Value!;
        var again = (await network.Coordinator.Network.CloseEpoch(new CloseEpochRequest(0), CancellationToken.None)).Value!;

        Assert.Equal(closed.LedgerSequence, again.LedgerSequence);
        Assert.True(closed.Minted > Tokens.Zero);
        Assert.Equal(closed.Minted, Tokens.Sum(closed.Payouts.Select(payout => payout.Amount)));
        Assert.Equal(closed.Scheduled, closed.Minted + closed.CarriedOver);
        Assert.Equal(-(Int128)closed.Minted.Units, await network.Balance(Accounts.Minted));
        Assert.Empty(await network.Audit());
    }

    [Fact]
    public async Task Epoch_TimeIsOver_ClosesByItselfAndTheNextBegins()
    {
        await using var network = await TestNetwork.Create(nodes: 0);

        await network.Until(async () =>
        {
            network.Clock.Advance(TimeSpan.FromDays(1));
            return (await network.Coordinator.Network.Epochs(CancellationToken.None)) is [{ Closed: true }, { Closed: false }, ..];
        });

        Assert.Empty(await network.Audit());
    }
}
