using Render.Lifecycle.Chain;
using Render.Lifecycle.Desks;
using Render.Lifecycle.Results;
using Render.Lifecycle.Tests.InMemory;
using Render.Network.Economics;
using Render.Network.Economics.Payloads;
using Render.Network.Jobs;
using Render.Network.Messages;

namespace Render.Lifecycle.Tests;

public sealed class WalletDeskTests : IDisposable
{
    private static readonly string Anna = Accounts.Creator(CreatorId.Parse("anna"));
    private static readonly string Outside = "0x" + new string('1', 40);

    private readonly InMemoryLedger ledger = new(TimeProvider.System);
    private readonly BooksGate books = new();
    private readonly FakeChain chain = new();

    [Fact]
    public async Task Withdraw_WhatThereIs_IsBookedOnceAndTellsHowFarItIs()
    {
        await Grant(10);
        var request = new WithdrawalRequest(Anna, Tokens.FromWhole(4), Outside, "first");

        var first = (await Desk.Withdraw(request, default)).Value!;
        chain.State = WithdrawalState.Final;
        var again = (await Desk.Withdraw(request, default)).Value!;

        Assert.Equal((WithdrawalState.Booked, WithdrawalState.Final), (first.State, again.State));
        Assert.Equal(first.Sequence, again.Sequence);
        Assert.Equal(((Int128)Tokens.FromWhole(6).Units, (Int128)Tokens.FromWhole(4).Units), (await ledger.Balance(Anna), await ledger.Balance(Accounts.Outside)));
    }

    [Fact]
    public async Task Withdraw_MoreThanThereIs_IsRefused()
    {
        await Grant(1);

        Assert.Equal(RefusalCodes.BalanceTooLow, (await Desk.Withdraw(new WithdrawalRequest(Anna, Tokens.FromWhole(2), Outside, "a"), default)).Refusal?.Code);
    }

    [Fact]
    public async Task Withdraw_KeyOfAnotherWithdrawal_IsRefused()
    {
        await Grant(10);
        await Desk.Withdraw(new WithdrawalRequest(Anna, Tokens.One, Outside, "a"), default);

        Assert.Equal(RefusalCodes.KeyReused, (await Desk.Withdraw(new WithdrawalRequest(Anna, Tokens.FromWhole(2), Outside, "a"), default)).Refusal?.Code);
    }

    [Theory]
    [InlineData("treasury", 1, "a", RefusalCodes.AccountInvalid)]
    [InlineData("escrow:job-1", 1, "a", RefusalCodes.AccountInvalid)]
    [InlineData("creator:", 1, "a", RefusalCodes.AccountInvalid)]
    [InlineData("creator:anna", 0, "a", RefusalCodes.AmountInvalid)]
    [InlineData("creator:anna", 1, "", RefusalCodes.AmountInvalid)]
    public async Task Withdraw_BadInput_IsRefused(string account, ulong amount, string key, string code)
    {
        await Grant(10);

        Assert.Equal(code, (await Desk.Withdraw(new WithdrawalRequest(account, Tokens.FromWhole(amount), Outside, key), default)).Refusal?.Code);
        Assert.Equal(1, (await ledger.Head()).Count);
    }

    [Fact]
    public async Task Withdraw_AddressThatTheChainRefuses_IsRefusedWithItsReason()
    {
        await Grant(10);
        chain.Refuses = "no such wallet";

        var refusal = (await Desk.Withdraw(new WithdrawalRequest(Anna, Tokens.One, Outside, "a"), default)).Refusal!;

        Assert.Equal((RefusalCodes.AddressInvalid, "no such wallet"), (refusal.Code, refusal.Detail));
    }

    [Fact]
    public async Task Deposit_AccountOfAnOperator_HasTheChainsAddress()
    {
        Assert.Equal("0xoperator:op-ben", (await Desk.Deposit(new DepositRequest("operator:op-ben"), default)).Value!.Address);
        Assert.Equal(RefusalCodes.AccountInvalid, (await Desk.Deposit(new DepositRequest("stake:node-1"), default)).Refusal?.Code);
    }

    [Fact]
    public async Task Both_NetworkWithoutAChain_AreRefused()
    {
        var desk = new WalletDesk(ledger, books, []);

        Assert.Equal(RefusalCodes.NoChain, (await desk.Deposit(new DepositRequest(Anna), default)).Refusal?.Code);
        Assert.Equal(RefusalCodes.NoChain, (await desk.Withdraw(new WithdrawalRequest(Anna, Tokens.One, Outside, "a"), default)).Refusal?.Code);
    }

    public void Dispose() => books.Dispose();

    private WalletDesk Desk => new(ledger, books, [chain]);

    private Task<LedgerEntry> Grant(ulong tokens) => ledger.Append(new FaucetGranted(Anna, Tokens.FromWhole(tokens), "gift").ToDraft());

    private sealed class FakeChain : IChain
    {
        public WithdrawalState State { get; set; }

        public string? Refuses { get; set; }

        public Task Open(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task Run(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<DepositView> DepositTo(string account, CancellationToken cancellationToken) => Task.FromResult(new DepositView(account, "0x" + account, 1, Outside, Tokens.One, 1));

        public string? WhyNotTo(string account, string address) => Refuses;

        public Task<(WithdrawalState State, string? Transaction)> Progress(LedgerEntry entry, CancellationToken cancellationToken) => Task.FromResult((State, (string?)null));

        public Task<ChainView> View(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
