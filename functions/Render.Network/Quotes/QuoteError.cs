using System.Numerics;

namespace Render.Network.Quotes;

/// <summary>How far a quote was from what the job took; recorded with every settled job, so that quotes can be judged.</summary>
/// <param name="ActualRays">Rays accepted.</param>
/// <param name="RaysP50">Rays quoted as likely.</param>
/// <param name="RaysP90">Rays quoted as cautious.</param>
public sealed record QuoteError(ulong ActualRays, ulong RaysP50, ulong RaysP90)
{
    /// <summary>(actual − P50) / P50 in millionths, rounded toward zero; bounded to what fits. 0 where nothing was quoted.</summary>
    public long ErrorPpm => RaysP50 == 0
        ? 0
        : (long)BigInteger.Clamp(((BigInteger)ActualRays - RaysP50) * 1_000_000 / RaysP50, long.MinValue, long.MaxValue);

    /// <summary>Whether the cap sufficed.</summary>
    public bool WithinCap => ActualRays <= RaysP90;
}
