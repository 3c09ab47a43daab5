using System.Numerics;
using Render.Chain.Evm;
using Render.Lifecycle.Ports;

namespace Render.Chain.Tests.Support;

/// <summary>Kills the process at one of its steps: before it, or after it and before its answer. From then on nothing works.</summary>
/// <param name="at">Which step, from 1; 0: none.</param>
internal sealed class Crash(int at)
{
    private int _steps;

    public bool Happened { get; private set; }

    /// <summary>A step that may be the last.</summary>
    public void Step()
    {
        if (Happened || ++_steps == at)
        {
            Happened = true;
            throw new CrashException();
        }
    }
}

internal sealed class CrashException() : Exception("The process is dead.");

/// <summary>Documents until the crash.</summary>
internal sealed class CrashingState(IState inner, Crash crash) : IState
{
    public Task<StateDocument<T>?> Get<T>(string partition, string row, CancellationToken cancellationToken = default) => inner.Get<T>(partition, row, cancellationToken);

    public Task<StatePage<T>> Query<T>(
        string partition, string? from = null, string? to = null, int pageSize = 1_000, string? continuation = null, CancellationToken cancellationToken = default) =>
        inner.Query<T>(partition, from, to, pageSize, continuation, cancellationToken);

    public async Task<StateCommit> Commit(string partition, IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken = default)
    {
        crash.Step();
        var commit = await inner.Commit(partition, writes, cancellationToken);
        crash.Step();
        return commit;
    }
}

/// <summary>A node until the crash: what is sent may have arrived or not.</summary>
internal sealed class CrashingEvm(IEvm inner, Crash crash) : IEvm
{
    public async Task Send(byte[] raw, CancellationToken cancellationToken)
    {
        crash.Step();
        await inner.Send(raw, cancellationToken);
        crash.Step();
    }

    public Task<long> TransactionCount(string account, CancellationToken cancellationToken) => inner.TransactionCount(account, cancellationToken);

    public Task<EvmBlock?> Block(long? number, CancellationToken cancellationToken) => inner.Block(number, cancellationToken);

    public Task<BigInteger> SuggestedTip(CancellationToken cancellationToken) => inner.SuggestedTip(cancellationToken);

    public Task<long> EstimateGas(string from, string to, byte[] data, BigInteger value, CancellationToken cancellationToken) => inner.EstimateGas(from, to, data, value, cancellationToken);

    public Task<EvmReceipt?> Receipt(string hash, CancellationToken cancellationToken) => inner.Receipt(hash, cancellationToken);

    public Task<byte[]> Call(string? from, string to, byte[] data, long? block, CancellationToken cancellationToken) => inner.Call(from, to, data, block, cancellationToken);

    public Task<BigInteger> Balance(string account, CancellationToken cancellationToken) => inner.Balance(account, cancellationToken);

    public Task<IReadOnlyList<TokenTransfer>> Transfers(string token, long from, long to, CancellationToken cancellationToken) => inner.Transfers(token, from, to, cancellationToken);

    public Task<long> ChainId(CancellationToken cancellationToken) => inner.ChainId(cancellationToken);

    public Task AdvanceTime(long seconds, CancellationToken cancellationToken) => inner.AdvanceTime(seconds, cancellationToken);
}
