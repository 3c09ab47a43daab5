using Render.Network.Economics;

namespace Render.Lifecycle.Chain;

/// <summary>Where a network's contracts are, and with which keys it acts there.</summary>
/// <param name="Node">JSON-RPC of a node of the chain.</param>
/// <param name="Contracts">The contracts.</param>
/// <param name="Keys">The network's keys; secret.</param>
public sealed record ChainSettings(Uri Node, ChainContracts Contracts, ChainKeys Keys)
{
    /// <summary>How deep a block must be until what it holds is final, from 1: the block itself. Default 12.</summary>
    public int Confirmations { get; init; } = 12;

    /// <summary>How often the chain is looked at while something is awaited. Default 2 s.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a request waits for a lock to be final before it is told to ask again. Default 5 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long after its lock a job can be charged, at most 365 days. Default 180 days.</summary>
    public TimeSpan LockFor { get; init; } = TimeSpan.FromDays(180);

    /// <summary>The least time between two settlements. Default an hour: a settlement costs gas, and a charge is final one dispute window later in any case.</summary>
    public TimeSpan SettleEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The least transfer that is credited as a deposit, since each costs gas. Default one token.</summary>
    public Tokens LeastDeposit { get; init; } = Tokens.One;

    /// <summary>Whether dispute windows and epochs are skipped by moving the chain's clock, which only a local chain allows.</summary>
    public bool AdvancesTime { get; init; }
}

/// <summary>A network's contracts.</summary>
/// <param name="ChainId">The chain's number.</param>
/// <param name="Token">RenderToken's address.</param>
/// <param name="Escrow">JobEscrow's address.</param>
/// <param name="Pool">OperatorPool's address.</param>
/// <param name="BurnMint">BurnMint's address.</param>
public sealed record ChainContracts(long ChainId, string Token, string Escrow, string Pool, string BurnMint);

/// <summary>The network's keys on the chain: whoever has them can do what their roles may.</summary>
/// <param name="Settler">The settler's private key, hexadecimal: charges jobs within their caps, posts reports.</param>
/// <param name="Faucet">The private key of the first grant's holder, hexadecimal: hands out test tokens, and coin for gas.</param>
/// <param name="WalletSeed">32 bytes that the keys of creators' and operators' wallets are derived from: the network holds their tokens for them.</param>
public sealed record ChainKeys(string Settler, string Faucet, ReadOnlyMemory<byte> WalletSeed);
