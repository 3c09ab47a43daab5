using System.Numerics;
using Nethereum.RPC.Eth.DTOs;

namespace Render.Chain.Evm;

/// <summary>What became of a mined transaction.</summary>
/// <param name="Hash">The transaction.</param>
/// <param name="BlockNumber">The height at which it was mined.</param>
/// <param name="BlockHash">The block that holds it.</param>
/// <param name="Succeeded">Whether it did what it said; else it cost gas and changed nothing.</param>
/// <param name="GasUsed">Gas.</param>
/// <param name="GasPrice">Paid per gas, in wei.</param>
/// <param name="Logs">Its events.</param>
internal sealed record EvmReceipt(string Hash, long BlockNumber, string BlockHash, bool Succeeded, long GasUsed, BigInteger GasPrice, IReadOnlyList<FilterLog> Logs);
