using Microsoft.Extensions.Logging.Abstractions;
using Nethereum.Signer;
using Render.Chain.Evm;
using Render.Chain.Outbox;
using Render.Chain.Tests.Support;
using Render.Lifecycle.Ports;
using Render.Lifecycle.Tests.InMemory;

namespace Render.Chain.Tests.Outbox;

public class TransactionOutboxTests
{
    private const string Contract = "0x5FbDB2315678afecb367f032d93F642f64180aa3";

    private static readonly EthECKey Signer = new("59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");

    private readonly FakeEvm _evm = new() { MinesAtOnce = true };
    private readonly InMemoryState _state = new();

    [Fact]
    public async Task Send_Mined_IsDoneOnceAndRecorded()
    {
        var mined = await Send(Outbox(), "a", 1);
        var again = await Send(Outbox(), "a", 1);

        Assert.Equal(mined, again);
        Assert.Equal(1, _evm.Done["0x01"]);
        Assert.Equal((1L, 50_000L), (mined.BlockNumber, mined.GasUsed));
    }

    [Fact]
    public async Task Send_SeveralKeys_HaveNoncesWithoutGaps()
    {
        var outbox = Outbox();
        await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Send(outbox, $"k{i}", (byte)i)));

        var all = await All();
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), all.Select(tx => tx.Nonce));
        Assert.All(all, tx => Assert.Equal(TransactionState.Final, tx.State));
        Assert.All(_evm.Done.Values, times => Assert.Equal(1, times));
    }

    /// <summary>Each write and each sending is a step, and each may be the last thing that the process did.</summary>
    [Fact]
    public async Task Send_KilledAtAnyStep_IsDoneOnce()
    {
        for (var step = 1; ; step++)
        {
            var (evm, state, crash) = (new FakeEvm { MinesAtOnce = true }, new InMemoryState(), new Crash(step));
            evm.OnSend = crash.Step;
            var dies = await Record.ExceptionAsync(async () =>
            {
                await Send(Outbox(evm, new CrashingState(state, crash)), "a", 1);
                await Send(Outbox(evm, new CrashingState(state, crash)), "b", 2);
            });
            evm.OnSend = () => { };
            await Send(Outbox(evm, state), "a", 1);
            await Send(Outbox(evm, state), "b", 2);

            Assert.Equal([("0x01", 1), ("0x02", 1)], evm.Done.OrderBy(done => done.Key).Select(done => (done.Key, done.Value)));
            if (dies is null)
            {
                Assert.True(step > 12, "Too few steps were tried.");
                return;
            }

            Assert.IsType<CrashException>(dies);
        }
    }

    [Fact]
    public async Task Send_KilledBetweenRecordAndSending_SendsTheSameBytes()
    {
        var evm = new FakeEvm();
        evm.OnSend = () => throw new CrashException();
        await Assert.ThrowsAsync<CrashException>(() => Send(Outbox(evm), "a", 1));
        var signed = (await All()).Single().Candidates.Single().Hash;

        (evm.OnSend, evm.MinesAtOnce) = (() => { }, true);
        var mined = await Send(Outbox(evm), "a", 1);

        Assert.Equal(signed, mined.Hash);
    }

    [Fact]
    public async Task Send_BlockGoneBeforeItIsDeep_IsSentAgain()
    {
        _evm.MinesAtOnce = false;
        var sending = Send(Outbox(confirmations: 3), "a", 1);
        await Until(() => _evm.Pool.Count == 1);
        _evm.Mine();
        await UntilState(TransactionState.Mined);
        _evm.Reorganise(1, keeps: false);
        await UntilState(TransactionState.Signed);
        await Until(() => _evm.Pool.Count == 1);
        for (var block = 0; block < 3; block++)
            _evm.Mine();

        var mined = await sending;
        Assert.Equal(1, mined.BlockNumber);
        Assert.Equal(1, _evm.Done["0x01"]);
    }

    [Fact]
    public async Task Send_BlockReplacedByAnother_RecordsTheOneThatStays()
    {
        _evm.MinesAtOnce = false;
        var sending = Send(Outbox(confirmations: 2), "a", 1);
        await Until(() => _evm.Pool.Count == 1);
        _evm.Mine();
        await UntilState(TransactionState.Mined);
        var before = (await All()).Single().Receipt!.BlockHash;
        _evm.Reorganise(1, keeps: true);
        _evm.Mine();
        _evm.Mine();

        Assert.NotEqual(before, (await sending).BlockHash);
        Assert.Equal(1, _evm.Done["0x01"]);
    }

    [Fact]
    public async Task Send_NotTakenAtItsFee_IsReplacedUnderTheSameNonce()
    {
        (_evm.MinesAtOnce, _evm.BaseFee) = (false, 100_000_000_000);
        var sending = Send(Outbox(fees: FeePolicy.Default with { BumpAfter = TimeSpan.FromMilliseconds(30) }), "a", 1);
        await Until(() => _evm.Pool.Count >= 3);
        _evm.Mine();

        var mined = await sending;
        var record = (await All()).Single();
        Assert.True(record.Candidates.Count >= 3);
        Assert.Contains(record.Candidates, candidate => candidate.Hash == mined.Hash);
        Assert.All(record.Candidates.Zip(record.Candidates.Skip(1)), pair => Assert.True(pair.Second.Fees.Most * 10 >= pair.First.Fees.Most * 11));
        Assert.Equal(1, _evm.Done["0x01"]);
    }

    [Fact]
    public async Task Send_FirstOfferIsMinedAfterItsReplacement_IsFoundAsWell()
    {
        _evm.MinesAtOnce = false;
        var sending = Send(Outbox(fees: FeePolicy.Default with { BumpAfter = TimeSpan.FromMilliseconds(30) }), "a", 1);
        await Until(() => _evm.Pool.Count >= 2);
        var first = _evm.Pool[0];
        _evm.DropPool();
        await _evm.Send(Convert.FromHexString((await All()).Single().Candidates[0].Raw.AsSpan(2)), default);
        _evm.Mine();

        Assert.Equal(first.Hash, (await sending).Hash);
    }

    [Fact]
    public async Task Send_NonceTakenByAnother_SaysSo()
    {
        _evm.MinesAtOnce = false;
        var sending = Send(Outbox(), "a", 1);
        await Until(() => _evm.Pool.Count == 1);
        _evm.DropPool();
        _evm.Foreign(Signer, 0);

        var taken = await Assert.ThrowsAsync<NonceTakenException>(() => sending);
        Assert.Equal((Signer.GetPublicAddress(), 0L), (taken.Sender, taken.Nonce));
        Assert.DoesNotContain("0x01", _evm.Done.Keys);
    }

    [Fact]
    public async Task Send_KeyUsedElsewhereMeanwhile_SignsNothing()
    {
        await Send(Outbox(), "a", 1);
        _evm.Foreign(Signer, 1);

        await Assert.ThrowsAsync<NonceTakenException>(() => Send(Outbox(), "b", 2));
        Assert.Single(await All());
    }

    [Fact]
    public async Task Send_ChainForgotWhatWasFinal_SendsItAgainFirst()
    {
        await Send(Outbox(), "a", 1);
        await Send(Outbox(), "b", 2);
        _evm.Reorganise(2, keeps: false);

        await Send(Outbox(again: TimeSpan.Zero), "c", 3);

        Assert.Equal(["0x01", "0x02", "0x03"], _evm.Done.Keys.Order());
    }

    [Fact]
    public async Task Send_RecordOfAnEarlierNonceLost_SaysSo()
    {
        await Send(Outbox(), "a", 1);
        var evm = new FakeEvm { MinesAtOnce = true };
        var lost = new InMemoryState();
        await new OutboxStore(lost, 1).Add(null, (await All()).Single() with { Nonce = 4 }, default);

        var gap = await Assert.ThrowsAsync<NonceGapException>(() => Send(Outbox(evm, lost, again: TimeSpan.Zero), "b", 2));
        Assert.Equal(0, gap.Nonce);
    }

    [Fact]
    public async Task Send_RefusedInABlock_SaysWhyAndMayBeTriedAgain()
    {
        _evm.Refusal = _ => "NotAllowed(caller: 0x1, role: 0x2)";
        var refused = await Assert.ThrowsAsync<ContractRevertedException>(() => Send(Outbox(), "a", 1));
        Assert.Contains("NotAllowed(caller: 0x1, role: 0x2)", refused.Message, StringComparison.Ordinal);

        _evm.Refusal = _ => null;
        await Send(Outbox(), "a", 1);

        Assert.Equal([TransactionState.Reverted, TransactionState.Final], (await All()).Select(tx => tx.State));
        Assert.Equal(1, _evm.Done["0x01"]);
    }

    private Task<MinedReceipt> Send(TransactionOutbox outbox, string key, byte what) =>
        outbox.Send(key, Signer, () => Task.FromResult(new OutboxCall(Contract, [what])), new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

    private TransactionOutbox Outbox(FakeEvm? evm = null, IState? state = null, int confirmations = 1, FeePolicy? fees = null, TimeSpan? again = null) => new(
        evm ?? _evm, new OutboxStore(state ?? _state, 1),
        new OutboxSettings(1, confirmations, TimeSpan.FromMilliseconds(1), fees ?? FeePolicy.Default) { SendAgain = again ?? TimeSpan.FromSeconds(5) }, TimeProvider.System, NullLogger.Instance);

    private async Task<IReadOnlyList<OutboxTransaction>> All()
    {
        var all = new List<OutboxTransaction>();
        await foreach (var transaction in new OutboxStore(_state, 1).All(Signer.GetPublicAddress(), default))
            all.Add(transaction);
        return all;
    }

    private Task UntilState(TransactionState state) => Until(async () => (await All()) is [var only] && only.State == state);

    private static Task Until(Func<bool> condition) => Until(() => Task.FromResult(condition()));

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
            await Task.Delay(1, patience.Token);
    }
}
