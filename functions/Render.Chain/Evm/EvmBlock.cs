using System.Numerics;

namespace Render.Chain.Evm;

/// <summary>A block.</summary>
/// <param name="Number">Its height.</param>
/// <param name="Hash">Its hash; at the same height another one means a reorganisation.</param>
/// <param name="Time">Unix seconds.</param>
/// <param name="BaseFee">What gas in it cost before the tip, in wei.</param>
internal sealed record EvmBlock(long Number, string Hash, long Time, BigInteger BaseFee);
