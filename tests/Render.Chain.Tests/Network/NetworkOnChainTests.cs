using System.Diagnostics;
using System.Globalization;
using Render.Chain.Evm;
using Render.Chain.Keys;
using Render.Chain.Tests.Support;
using Render.Lifecycle.Chain;
using Render.Lifecycle.Ports;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;
using Render.Network.Reputation;
using Xunit.Abstractions;

namespace Render.Chain.Tests.Network;

/// <summary>The book's money on a real EVM: anvil, with the contracts as they are deployed.</summary>
[Collection(AnvilTests.Name)]
public class NetworkOnChainTests(AnvilFixture fixture, ITestOutputHelper output)
{
    private const string Job = "job-1";
    private static readonly UInt128 Token = 1_000_000_000_000_000_000;
    private static readonly string Local = Accounts.Creator(TestNetwork.Creator);

    [ChainFact]
    public async Task Lock_Funded_IsInTheEscrowBeforeTheBookSaysSo()
    {
        var network = await TestNetwork.Begin(fixture);
        await network.Grant(Local, 10 * Token);

        await network.Lock(Job, 3 * Token + 1);

        var view = await network.Chain.View(default);
        Assert.Equal((Text(3 * Token + 1), Text(3 * Token + 1)), Sides(view, "locked in escrow"));
        Assert.Equal((Text(7 * Token - 1), Text(7 * Token - 1)), Sides(view, "creators' wallets"));
    }

    [ChainFact]
    public async Task Lock_MoreThanTheBookHas_NeverReachesTheChain()
    {
        var network = await TestNetwork.Begin(fixture);
        await network.Grant(Local, Token);

        await Assert.ThrowsAsync<InsufficientBalanceException>(() => network.Lock(Job, 2 * Token));

        Assert.Equal("0", Sides(await network.Follow(), "locked in escrow").Chain);
    }

    [ChainFact]
    public async Task Lock_Again_LocksOnce()
    {
        var network = await TestNetwork.Begin(fixture);
        await network.Grant(Local, 10 * Token);
        await network.Lock(Job, Token);
        network.Start();
        await network.Lock(Job, Token);

        Assert.True((await network.Follow()).IsEqual);
    }

    [ChainFact]
    public async Task Settle_TwoOperators_EveryAmountIsTheBooks()
    {
        var network = await TestNetwork.Begin(fixture);
        await network.Grant(Local, 10 * Token);
        await network.Lock(Job, 3 * Token + 1, 1_000_000_000_000_007);
        await network.Lock("job-2", Token, 1_000_000_000_000_003);
        await network.Settle(Job, 3 * Token + 1, (TestNetwork.Alice, 1_234_567_891), (TestNetwork.Bob, 987_654_321));
        await network.Settle("job-2", Token, (TestNetwork.Alice, 7));

        var view = await network.Follow();

        Assert.True(view.IsEqual, Differences(view));
        Assert.NotEqual("0", Sides(view, "burned").Chain);
        Assert.NotEqual("0", Sides(view, "operators, paid out").Chain);
        Assert.Equal("0", Sides(view, "operators, to claim").Chain);
    }

    [ChainFact]
    public async Task Settle_ToppedUpTwiceAndChargedToTheCap_EveryAmountIsTheBooks()
    {
        var network = await TestNetwork.Begin(fixture);
        await network.Grant(Local, 10 * Token);
        await network.Lock(Job, Token + 3, Token);
        await network.TopUp(Job, 1_000_007, "a");
        await network.TopUp(Job, 11, "b");
        await network.Settle(Job, Token + 3 + 1_000_007 + 11, (TestNetwork.Alice, 5_000_000));

        var view = await network.Follow();

        Assert.True(view.IsEqual, Differences(view));
    }

    [ChainFact]
    public async Task Refund_NoAcceptedWork_ReturnsAllAtOnce()
    {
        var network = await TestNetwork.Begin(fixture);
        await network.Grant(Local, 10 * Token);
        await network.Lock(Job, Token);
        await network.TopUp(Job, 5, "a");
        await network.Write(new JobRefunded(JobId.Parse(Job), TestNetwork.Creator, new Tokens(Token + 5), "cancelled"));

        var view = await network.Follow();

        Assert.True(view.IsEqual, Differences(view));
        Assert.Equal(Text(10 * Token), Sides(view, "creators' wallets").Chain);
    }

    [ChainFact]
    public async Task CloseEpoch_AcceptedWork_MintsAndPaysWhatTheBookMints()
    {
        var network = await TestNetwork.Begin(fixture);
        await network.Grant(Local, 10 * Token);
        await network.Lock(Job, Token, 3_000_000);
        await network.Settle(Job, Token, (TestNetwork.Alice, 1_000_000_007), (TestNetwork.Bob, 333_333_333));
        await network.CloseEpoch(0);
        await network.CloseEpoch(1);

        var view = await network.Follow();

        Assert.True(view.IsEqual, Differences(view));
        Assert.NotEqual("0", Sides(view, "minted").Chain);
    }

    [ChainFact]
    public async Task Stake_FromUnclaimedPay_WaitsForTheClaimAndIsSlashed()
    {
        var network = await TestNetwork.Begin(fixture);
        await network.Grant(Local, 10 * Token);
        await network.Lock(Job, 4 * Token, Token);
        await network.Settle(Job, 4 * Token, (TestNetwork.Alice, 4_000_000));
        var node = TestNetwork.Node(TestNetwork.Alice);
        await network.Write(new StakeLocked(node, TestNetwork.Alice, new Tokens(Token), "a"));
        await network.Write(Slashed.Of(node, TestNetwork.Alice, Fault.Forged, Digest.OfText("evidence"), new Tokens(Token), Render.Network.Governance.Policy.Default.Penalties));

        var view = await network.Follow();

        Assert.True(view.IsEqual, Differences(view));
    }

    [ChainFact]
    public async Task Follow_RejectedByTheGuardian_SettlesTheSameJobsAgain()
    {
        var network = await TestNetwork.Begin(fixture, settings => settings with { AdvancesTime = false });
        await network.Grant(Local, 10 * Token);
        await network.Lock(Job, Token, 3_000_000);
        await network.Settle(Job, Token, (TestNetwork.Alice, 1_000_000_007));
        await network.Follow();
        var guardian = new Nethereum.Signer.EthECKey("5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a");
        await network.Start().Outbox.Send("reject", guardian, () => Task.FromResult(new Render.Chain.Outbox.OutboxCall(
            fixture.Contracts.Escrow, Nethereum.Contracts.FunctionMessageExtensions.GetCallData(new Render.Chain.Bindings.JobEscrow.RejectFunction { Number = 1 }))), default);

        await network.Follow();
        await fixture.Evm.AdvanceTime(3_600, default);
        var view = await network.Follow();

        Assert.True(view.IsEqual, Differences(view));
        Assert.NotEqual("0", Sides(view, "burned").Chain);
    }

    [ChainFact]
    public async Task Settle_NotTheSettlersKey_SaysWhichRoleIsMissing()
    {
        var network = await TestNetwork.Begin(fixture, settings => settings with { Keys = settings.Keys with { Settler = "5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a" } });
        await network.Grant(Local, 10 * Token);
        await network.Lock(Job, Token, 3_000_000);
        await network.Settle(Job, Token, (TestNetwork.Alice, 1_000_000_007));

        var refused = await Assert.ThrowsAsync<ContractRevertedException>(network.Follow);

        Assert.Contains("NotAllowed(caller: 0x3C44", refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("role: 0x7099", refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    [ChainFact]
    public async Task Open_BookBeganWithoutAChain_IsRefused()
    {
        var network = await TestNetwork.Begin(fixture);
        await network.Grant(Local, 1);
        var other = network.Start(state: new Render.Lifecycle.Tests.InMemory.InMemoryState());

        await Assert.ThrowsAsync<ChainMismatchException>(() => other.Chain.Open(default));
    }

    [ChainFact]
    public async Task Run_BlocksReplacedAgainAndAgain_SendsAgainWhatTheyHeld()
    {
        var network = await TestNetwork.Begin(fixture, settings => settings with { Confirmations = 3, Poll = TimeSpan.FromMilliseconds(10) });
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var reorganised = 0;
        var beside = Task.WhenAll(Mine(), network.Chain.Run(over.Token));
        try
        {
            await network.Grant(Local, 10 * Token);
            await Again(() => network.Lock(Job, Token, 3_000_000));
            await network.Settle(Job, Token, (TestNetwork.Alice, 1_000_000_007));
            await network.CloseEpoch(0);
            await Again(async () =>
            {
                while (!(await network.Chain.View(over.Token)).IsEqual)
                    await Task.Delay(50, over.Token);
            });
            Assert.True(reorganised > 2, $"Only {reorganised} reorganisations.");
        }
        finally
        {
            await over.CancelAsync();
            await beside;
        }

        // A node that loses blocks in the middle of a question may say so, as a workflow's step hears and tries again.
        async Task Again(Func<Task> step)
        {
            while (await Record.ExceptionAsync(step) is { } refused)
            {
                Assert.True(refused is EvmRefusedException or ContractRevertedException, refused.ToString());
                await Task.Delay(20, over.Token);
            }
        }

        // Two blocks are taken away and come back empty.
        async Task Mine()
        {
            for (var round = 1; !over.IsCancellationRequested; round++)
            {
                await fixture.Evm.Ask<object>("evm_mine", default);
                if (round % 5 == 0)
                {
                    await fixture.Evm.Ask<object>("anvil_reorg", default, 2, Array.Empty<object>());
                    reorganised++;
                }

                await Task.Delay(15);
            }
        }
    }

    [ChainFact]
    public async Task Follow_KilledAgainAndAgain_PaysNobodyTwice()
    {
        var network = await TestNetwork.Begin(fixture);
        await network.Grant(Local, 10 * Token);
        var deaths = 0;
        async Task Through(Func<Task> what)
        {
            // A life does one thing at most: it dies before its answer, or before the next thing.
            for (var life = 0; ; life++)
            {
                var crash = new Crash(2 + life % 2);
                network.Start(new CrashingEvm(fixture.Evm, crash), new CrashingState(network.State, crash));
                if (await Record.ExceptionAsync(what) is not { } dies)
                    return;
                Assert.True(Innermost(dies) is CrashException, dies.ToString());
                deaths++;
            }
        }

        await Through(() => network.Lock(Job, Token, 3_000_000));
        network.Start();
        await network.Settle(Job, Token, (TestNetwork.Alice, 1_000_000_007), (TestNetwork.Bob, 333_333_333));
        await network.CloseEpoch(0);
        await Through(network.Follow);

        var view = await network.Follow();
        Assert.True(view.IsEqual, Differences(view));
        Assert.True(deaths > 30, $"Only {deaths} deaths.");
    }

    [ChainFact]
    public async Task Settle_TwoHundredJobsOfFortyOperators_EveryAmountIsTheBooks()
    {
        const int Jobs = 200;
        var network = await TestNetwork.Begin(fixture);
        await network.Grant(Local, 1_000 * Token);
        OperatorId[] operators = [.. Enumerable.Range(0, 40).Select(i => OperatorId.Parse($"op-{i}"))];
        var began = Stopwatch.GetTimestamp();
        for (var job = 0; job < Jobs; job++)
            await network.Lock($"job-{job}", Token, 1_000_000_000_000_007);
        var locked = Stopwatch.GetElapsedTime(began);
        for (var job = 0; job < Jobs; job++)
            await network.Settle($"job-{job}", Token, (operators[job % 40], (ulong)job * 1_234_567 + 1), (operators[(job * 7 + 1) % 40], 7_654_321));
        began = Stopwatch.GetTimestamp();
        var view = await network.Follow();
        var settled = Stopwatch.GetElapsedTime(began);

        Assert.True(view.IsEqual, Differences(view));
        output.WriteLine($"{Jobs / locked.TotalSeconds:0} locks/s; {Jobs / settled.TotalSeconds:0} jobs/s settled, accepted, returned and claimed; {view.Transactions} transactions, {view.Gas / Jobs} gas a job");
    }

    private static Exception Innermost(Exception e) => e is AggregateException { InnerException: { } inner } ? Innermost(inner) : e;

    private static (string Book, string Chain) Sides(ChainView view, string what) => view.Lines.Single(line => line.What == what) is var line ? (line.Book, line.Chain) : default;

    private static string Differences(ChainView view) =>
        $"{view.Followed} of {view.Entries}: {string.Join("; ", view.Lines.Where(line => line.Book != line.Chain).Select(line => $"{line.What}: {line.Book} in the book, {line.Chain} on the chain"))}";

    private static string Text(UInt128 units) => units.ToString(CultureInfo.InvariantCulture);
}
