using System.Numerics;
using Nethereum.Model;
using Nethereum.Signer;
using Nethereum.Util;
using Render.Chain.Evm;

namespace Render.Chain.Tests.Support;

/// <summary>A chain in memory that mines when it is told to, loses blocks when it is told to, and counts what was done.</summary>
internal sealed class FakeEvm : IEvm
{
    private readonly List<FakeBlock> _blocks = [new(0, "0xb0", [])];
    private readonly List<FakeTransaction> _pool = [];
    private int _hashes;

    /// <summary>Whether every sent transaction is mined at once.</summary>
    public bool MinesAtOnce { get; set; }

    public BigInteger BaseFee { get; set; } = 1_000_000_000;

    /// <summary>What the contracts say of a call: null, they take it.</summary>
    public Func<string, string?> Refusal { get; set; } = _ => null;

    /// <summary>Called before and after what is sent arrives.</summary>
    public Action OnSend { get; set; } = () => { };

    /// <summary>How often each call was carried out, by its data.</summary>
    public IReadOnlyDictionary<string, int> Done => _blocks.SelectMany(block => block.Transactions).Where(tx => tx.Succeeded).GroupBy(tx => tx.Data).ToDictionary(group => group.Key, group => group.Count());

    public IReadOnlyList<FakeTransaction> Pool => _pool;

    public long Height => _blocks.Count - 1;

    /// <summary>Mines what is next for each sender, the highest offer first.</summary>
    public void Mine()
    {
        var block = new FakeBlock(_blocks.Count, $"0xb{++_hashes:x}", []);
        _blocks.Add(block);
        foreach (var transaction in _pool.OrderBy(tx => tx.Nonce).ThenByDescending(tx => tx.MaxFee).ToArray())
            if (Count(transaction.Sender) == transaction.Nonce && transaction.MaxFee >= BaseFee)
                block.Transactions.Add(transaction with { Succeeded = Refusal(transaction.Data) is null });
        _pool.RemoveAll(tx => Count(tx.Sender) > tx.Nonce);
    }

    /// <summary>Takes the last blocks away; what they held comes back into the pool, or nowhere.</summary>
    public void Reorganise(int blocks, bool keeps)
    {
        var gone = _blocks.TakeLast(blocks).ToArray();
        _blocks.RemoveRange(_blocks.Count - blocks, blocks);
        if (keeps)
            _pool.AddRange(gone.SelectMany(block => block.Transactions));
    }

    /// <summary>Forgets what waits.</summary>
    public void DropPool() => _pool.Clear();

    /// <summary>Puts a transaction of the key on the chain that the outbox knows nothing of.</summary>
    public void Foreign(EthECKey signer, long nonce)
    {
        var raw = new Transaction1559Signer().SignTransaction(signer, new Transaction1559(1, nonce, 1, 10_000_000_000, 21_000, "0x000000000000000000000000000000000000dEaD", 1, "0xf0", null));
        _pool.Add(FakeTransaction.Read(Convert.FromHexString(raw.Replace("0x", "", StringComparison.Ordinal))));
        Mine();
    }

    public Task<long> TransactionCount(string account, CancellationToken cancellationToken) => Task.FromResult(Count(account));

    public Task<EvmBlock?> Block(long? number, CancellationToken cancellationToken) => Task.FromResult(
        (number ?? Height) is var height && height <= Height ? new EvmBlock(height, _blocks[(int)height].Hash, height, BaseFee) : null);

    public Task<BigInteger> SuggestedTip(CancellationToken cancellationToken) => Task.FromResult<BigInteger>(1_000_000_000);

    public Task<long> EstimateGas(string from, string to, byte[] data, BigInteger value, CancellationToken cancellationToken) => Task.FromResult(100_000L);

    public Task Send(byte[] raw, CancellationToken cancellationToken)
    {
        OnSend();
        var sent = FakeTransaction.Read(raw);
        if (Count(sent.Sender) <= sent.Nonce && _pool.All(tx => tx.Hash != sent.Hash))
            _pool.Add(sent);
        if (MinesAtOnce)
            Mine();
        OnSend();
        return Task.CompletedTask;
    }

    public Task<EvmReceipt?> Receipt(string hash, CancellationToken cancellationToken) => Task.FromResult(
        _blocks.SelectMany(block => block.Transactions, (block, tx) => (block, tx)).Where(found => found.tx.Hash == hash)
            .Select(found => new EvmReceipt(hash, found.block.Number, found.block.Hash, found.tx.Succeeded, 50_000, BaseFee, [])).FirstOrDefault());

    public Task<byte[]> Call(string? from, string to, byte[] data, long? block, CancellationToken cancellationToken) =>
        Refusal(NethereumEvm.Hex(data)) is { } reason ? throw new ContractRevertedException(reason) : Task.FromResult<byte[]>([]);

    public Task<BigInteger> Balance(string account, CancellationToken cancellationToken) => Task.FromResult(BigInteger.Pow(10, 20));

    public Task<IReadOnlyList<TokenTransfer>> Transfers(string token, long from, long to, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TokenTransfer>>([]);

    public Task<long> ChainId(CancellationToken cancellationToken) => Task.FromResult(1L);

    public Task AdvanceTime(long seconds, CancellationToken cancellationToken) => throw new NotSupportedException();

    private long Count(string account) => _blocks.SelectMany(block => block.Transactions).LongCount(tx => string.Equals(tx.Sender, account, StringComparison.OrdinalIgnoreCase));

    private sealed record FakeBlock(long Number, string Hash, List<FakeTransaction> Transactions);
}

/// <summary>A transaction as its bytes say it is.</summary>
internal sealed record FakeTransaction(string Hash, string Sender, long Nonce, BigInteger MaxFee, string Data, bool Succeeded = true)
{
    public static FakeTransaction Read(byte[] raw)
    {
        var read = (Transaction1559)TransactionFactory.CreateTransaction(raw);
        return new FakeTransaction(
            NethereumEvm.Hex(Sha3Keccack.Current.CalculateHash(raw)), TransactionVerificationAndRecovery.GetSenderAddress(read), (long)read.Nonce!.Value, read.MaxFeePerGas!.Value, read.Data ?? "0x");
    }
}
