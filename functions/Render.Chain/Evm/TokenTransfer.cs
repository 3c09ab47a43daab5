using System.Numerics;

namespace Render.Chain.Evm;

/// <summary>A transfer of an ERC-20 token, from the log that its contract wrote.</summary>
/// <param name="From">Who gave.</param>
/// <param name="To">Who got.</param>
/// <param name="Value">The token's least units.</param>
/// <param name="Transaction">The transaction's hash.</param>
/// <param name="Log">The log's number within its block.</param>
internal sealed record TokenTransfer(string From, string To, BigInteger Value, string Transaction, long Log);
