namespace Render.Tracing.Rendering;

/// <summary>A range of sample indices of every pixel.</summary>
/// <param name="Start">First sample, ≥ 0.</param>
/// <param name="Count">Samples, ≥ 1; Start + Count ≤ 2³⁰.</param>
public readonly record struct TileSamples(int Start, int Count)
{
    /// <summary>Throws when out of range.</summary>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Start);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)Start + Count, 1L << 30);
    }
}
