using System.Numerics;
using Nethereum.Contracts;
using Nethereum.RPC.Eth.DTOs;
using Render.Chain.Bindings.RenderToken;
using Render.Chain.Evm;
using Render.Chain.Settlement;
using Render.Chain.Tests.Support;
using Render.Lifecycle.Chain;
using Render.Local.Host.Chain;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Messages;

namespace Render.Chain.Tests.Network;

/// <summary>Tokens from wallets that the network does not hold, and to them, on a real EVM.</summary>
[Collection(AnvilTests.Name)]
public class WalletsOnChainTests(AnvilFixture fixture)
{
    private const string Job = "job-1";
    private const string Outsider = "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720";

    private static readonly UInt128 Token = 1_000_000_000_000_000_000;
    private static readonly string Local = Accounts.Creator(TestNetwork.Creator);
    private static readonly string Alice = Accounts.Operator(TestNetwork.Alice);

    [ChainFact]
    public async Task Deposit_FromOutside_IsCreditedAndPaysForAJob()
    {
        var network = await Begin();
        var deposit = await network.Chain.DepositTo(Local, default);

        await Give(Outsider, deposit.Address, 7 * Token);
        await network.Follow();
        await network.Lock(Job, 3 * Token);
        var view = await network.Follow();

        Assert.True(view.IsEqual, Differences(view));
        Assert.Equal((Int128)(4 * Token), await network.Book.Balance(Local));
        Assert.Equal((fixture.Contracts.Token, fixture.Contracts.ChainId), (deposit.Token, deposit.ChainId));
    }

    [ChainFact]
    public async Task Deposit_SeveralToSeveralAccounts_EachIsCreditedOnce()
    {
        var network = await Begin();
        var (creator, alice) = ((await network.Chain.DepositTo(Local, default)).Address, (await network.Chain.DepositTo(Alice, default)).Address);

        await Give(Outsider, creator, Token);
        await Give(Outsider, alice, 2 * Token);
        await Give(Outsider, creator, 3 * Token);
        await network.Follow();
        network.Start();
        await network.Follow();

        Assert.NotEqual(creator, alice);
        Assert.Equal(((Int128)(4 * Token), (Int128)(2 * Token)), (await network.Book.Balance(Local), await network.Book.Balance(Alice)));
        Assert.Equal(3, (await network.Book.Read(0, 100)).Count(entry => entry.Kind == LedgerEntryKind.Deposited));
    }

    [ChainFact]
    public async Task Deposit_AskedForAgain_IsTheSameAddressAndNoOtherWallet()
    {
        var network = await Begin();
        var first = (await network.Chain.DepositTo(Local, default)).Address;
        network.Start();

        Assert.Equal(first, (await network.Chain.DepositTo(Local, default)).Address);
        Assert.NotEqual(network.Wallets.AddressOf(Local), first);
    }

    [ChainFact]
    public async Task Deposit_BelowTheLeast_IsNotCredited()
    {
        var network = await Begin();

        await Give(Outsider, (await network.Chain.DepositTo(Local, default)).Address, Token - 1);

        Assert.True((await network.Follow()).IsEqual);
        Assert.Equal(Int128.Zero, await network.Book.Balance(Local));
    }

    [ChainFact]
    public async Task Deposit_NotDeepEnough_IsCreditedOnceItIs()
    {
        var network = await Begin(settings => settings with { Confirmations = 3 });
        await Give(Outsider, (await network.Chain.DepositTo(Local, default)).Address, 5 * Token);
        await Mine(1);

        await network.Chain.Step(default);
        Assert.Equal(Int128.Zero, await network.Book.Balance(Local));

        await Mine(1);
        var stepped = network.Chain.Step(default);
        while (!stepped.IsCompleted)
            await Mine(1);
        await stepped;
        Assert.Equal((Int128)(5 * Token), await network.Book.Balance(Local));
    }

    [ChainFact]
    public async Task Deposit_WhoseBlockIsReplaced_IsNeverCredited()
    {
        var network = await Begin(settings => settings with { Confirmations = 3 });
        await Give(Outsider, (await network.Chain.DepositTo(Local, default)).Address, 5 * Token);
        await network.Chain.Step(default);

        await fixture.Evm.Ask<object>("anvil_reorg", default, 1, Array.Empty<object>());
        await fixture.Evm.Ask<object>("anvil_dropAllTransactions", default);
        await Mine(5);
        await network.Chain.Step(default);

        Assert.Equal(Int128.Zero, await network.Book.Balance(Local));
    }

    [ChainFact]
    public async Task Withdrawal_OfAGrant_ArrivesAndIsFinal()
    {
        var network = await Begin();
        await network.Grant(Local, 10 * Token);
        var had = await Held(Outsider);

        var entry = await network.Write(new Withdrawn(Local, new Tokens(4 * Token), WalletAddress.Parse(Outsider), "first"));
        var before = await network.Chain.Progress(entry, default);
        var view = await network.Follow();
        var after = await network.Chain.Progress(entry, default);

        Assert.True(view.IsEqual, Differences(view));
        Assert.Equal(had + (BigInteger)(4 * Token), await Held(Outsider));
        Assert.Equal((WithdrawalState.Booked, null), before);
        Assert.Equal(WithdrawalState.Final, after.State);
        Assert.NotNull(await fixture.Evm.Receipt(after.Transaction!, default));
    }

    [ChainFact]
    public async Task Withdrawal_OfUnclaimedPay_WaitsForTheClaim()
    {
        var network = await Begin();
        await network.Grant(Local, 10 * Token);
        await network.Lock(Job, 3 * Token, 1_000_000_000_000_000);
        await network.Settle(Job, 3 * Token, (TestNetwork.Alice, 1_000_000_007));
        var (had, earned) = (await Held(Outsider), await network.Book.Balance(Alice));

        await network.Write(new Withdrawn(Alice, new Tokens((UInt128)earned), WalletAddress.Parse(Outsider), "all"));
        var view = await network.Follow();

        Assert.True(earned > 0);
        Assert.True(view.IsEqual, Differences(view));
        Assert.Equal(had + (BigInteger)earned, await Held(Outsider));
    }

    [ChainFact]
    public async Task Both_KilledAgainAndAgain_CreditAndPayOnce()
    {
        var network = await Begin();
        var address = (await network.Chain.DepositTo(Local, default)).Address;
        await Give(Outsider, address, 9 * Token);
        var (had, deaths) = (await Held(Outsider), 0);
        await Through(network.Follow);
        network.Start();
        await network.Write(new Withdrawn(Local, new Tokens(4 * Token), WalletAddress.Parse(Outsider), "some"));
        await Through(network.Follow);

        var view = await network.Follow();
        Assert.True(view.IsEqual, Differences(view));
        Assert.Equal(((Int128)(5 * Token), had + (BigInteger)(4 * Token)), (await network.Book.Balance(Local), await Held(Outsider)));
        Assert.True(deaths > 8, $"Only {deaths} deaths.");

        async Task Through(Func<Task> what)
        {
            for (var life = 0; ; life++)
            {
                var crash = new Crash(2 + life % 2);
                network.Start(new CrashingEvm(fixture.Evm, crash), new CrashingState(network.State, crash));
                if (await Record.ExceptionAsync(what) is null)
                    return;
                Assert.True(crash.Happened);
                deaths++;
            }
        }
    }

    [ChainFact]
    public async Task WhyNotTo_AddressesThatLoseTokens_SayWhy()
    {
        var network = await Begin();

        Assert.Null(network.Chain.WhyNotTo(Local, Outsider));
        Assert.Null(network.Chain.WhyNotTo(Local, Outsider.ToLowerInvariant()));
        Assert.Contains("checksum", network.Chain.WhyNotTo(Local, Outsider.Replace("Ee", "ee", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("40 hexadecimal digits", network.Chain.WhyNotTo(Local, "vitalik.eth"), StringComparison.Ordinal);
        Assert.Contains("Nobody", network.Chain.WhyNotTo(Local, "0x0000000000000000000000000000000000000000"), StringComparison.Ordinal);
        Assert.Contains("contracts", network.Chain.WhyNotTo(Local, fixture.Contracts.Escrow), StringComparison.Ordinal);
        Assert.Contains("holds for creator:local", network.Chain.WhyNotTo(Local, network.Wallets.AddressOf(Local)), StringComparison.Ordinal);
        Assert.Contains("holds for creator:local", network.Chain.WhyNotTo(Local, (await network.Chain.DepositTo(Local, default)).Address), StringComparison.Ordinal);
    }

    /// <summary>A network beside which somebody else holds a hundred tokens.</summary>
    private async Task<TestNetwork> Begin(Func<ChainSettings, ChainSettings>? change = null)
    {
        var network = await TestNetwork.Begin(fixture, change);
        // Before the network sends anything with the same key.
        await Give(DevelopmentAccounts.Faucet, Outsider, 100 * Token);
        return network;
    }

    private async Task Give(string from, string to, UInt128 units)
    {
        await fixture.Evm.Ask<object>("anvil_impersonateAccount", default, from);
        var sent = await fixture.Evm.Ask<string>(
            "eth_sendTransaction", default,
            new CallInput { From = from, To = fixture.Contracts.Token, Data = NethereumEvm.Hex(new TransferFunction { To = to, Value = units }.GetCallData()) });
        // It answers before it has mined.
        while (await fixture.Evm.Receipt(sent, default) is null)
            await Task.Delay(5);
        await fixture.Evm.Ask<object>("anvil_stopImpersonatingAccount", default, from);
    }

    private async Task Mine(int blocks)
    {
        for (var i = 0; i < blocks; i++)
            await fixture.Evm.Ask<object>("evm_mine", default);
    }

    private Task<BigInteger> Held(string address) =>
        fixture.Evm.Value<BalanceOfFunction, BigInteger>(fixture.Contracts.Token, new BalanceOfFunction { Account = address }, "uint256", default);

    private static string Differences(ChainView view) => string.Join("; ", view.Lines.Where(line => line.Book != line.Chain));
}
