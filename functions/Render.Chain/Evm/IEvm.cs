using System.Numerics;

namespace Render.Chain.Evm;

/// <summary>What is asked of a chain's node. Every call may throw <see cref="Render.Lifecycle.Ports.StorageUnavailableException"/> where it does not answer, and <see cref="EvmRefusedException"/> where the node says no.</summary>
internal interface IEvm
{
    /// <summary>How many transactions of an account are mined: the nonce of its next one.</summary>
    Task<long> TransactionCount(string account, CancellationToken cancellationToken);

    /// <summary>A block, the latest where no number is given; null where there is none of that number.</summary>
    Task<EvmBlock?> Block(long? number, CancellationToken cancellationToken);

    /// <summary>What the node thinks a tip should be, in wei per gas.</summary>
    Task<BigInteger> SuggestedTip(CancellationToken cancellationToken);

    /// <summary>What a call would need, in gas.</summary>
    /// <exception cref="ContractRevertedException">It would fail.</exception>
    Task<long> EstimateGas(string from, string to, byte[] data, BigInteger value, CancellationToken cancellationToken);

    /// <summary>Sends a signed transaction. Where the node has it already, or its nonce is used, that is no error: what happened to it is looked up.</summary>
    Task Send(byte[] raw, CancellationToken cancellationToken);

    /// <summary>The receipt of a mined transaction; null where it is not mined.</summary>
    Task<EvmReceipt?> Receipt(string hash, CancellationToken cancellationToken);

    /// <summary>Calls without a transaction.</summary>
    /// <param name="from">Who calls; null: nobody in particular.</param>
    /// <param name="to">The contract.</param>
    /// <param name="data">Encoded function and arguments.</param>
    /// <param name="block">On top of which block; null: the latest.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ContractRevertedException">It fails.</exception>
    Task<byte[]> Call(string? from, string to, byte[] data, long? block, CancellationToken cancellationToken);

    /// <summary>An account's balance of the chain's own coin, in wei.</summary>
    Task<BigInteger> Balance(string account, CancellationToken cancellationToken);

    /// <summary>Transfers of a token in a stretch of blocks, in the chain's order.</summary>
    /// <param name="token">The token's contract.</param>
    /// <param name="from">The first block.</param>
    /// <param name="to">The last block.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<TokenTransfer>> Transfers(string token, long from, long to, CancellationToken cancellationToken);

    /// <summary>The chain's number.</summary>
    Task<long> ChainId(CancellationToken cancellationToken);

    /// <summary>Moves the clock of a local chain forward and mines a block; other chains refuse.</summary>
    Task AdvanceTime(long seconds, CancellationToken cancellationToken);
}
