namespace Render.Simulation.Machine;

/// <summary>
/// A stream of random numbers keyed by a seed and a purpose, so that drawing more for one purpose changes nothing for another: SplitMix64 (G. L.
/// Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014), whose n-th output is a mix of key + n · γ.
/// </summary>
internal sealed class SeededStream
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;
    private ulong state;

    /// <summary>The stream of a seed for a purpose.</summary>
    public SeededStream(ulong seed, string purpose)
    {
        state = Mix(seed + Gamma);
        foreach (var letter in purpose)
            state = Mix(state ^ letter);
    }

    /// <summary>64 random bits.</summary>
    public ulong Bits() => Mix(state += Gamma);

    /// <summary>A whole number in [0, <paramref name="below"/>).</summary>
    public int Below(int below) => (int)Math.BigMul(Bits(), (ulong)below, out _);

    /// <summary>A whole number in [<paramref name="from"/>, <paramref name="to"/>].</summary>
    public int Between(int from, int to) => from + Below(to - from + 1);

    /// <summary>A number in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double Unit() => (Bits() >> 11) * (1.0 / (1L << 53));

    /// <summary>True with a probability.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>An exponentially distributed span with a mean, never zero.</summary>
    public TimeSpan Exponential(TimeSpan mean) => TimeSpan.FromTicks(1 + (long)(-Math.Log(1 - Unit()) * mean.Ticks));

    /// <summary>A span between two, spread evenly over orders of magnitude.</summary>
    public TimeSpan Spread(TimeSpan least, TimeSpan most) =>
        TimeSpan.FromTicks((long)(least.Ticks * Math.Pow((double)most.Ticks / least.Ticks, Unit())));

    /// <summary>One of several.</summary>
    public T One<T>(IReadOnlyList<T> of) => of[Below(of.Count)];

    /// <summary>Fills bytes.</summary>
    public void Fill(Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)Bits();
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
