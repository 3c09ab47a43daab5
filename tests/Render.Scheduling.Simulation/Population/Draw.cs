namespace Render.Scheduling.Simulation.Population;

/// <summary>What a random number is for: draws for one purpose never move those for another.</summary>
internal enum Purpose : ulong
{
    Hardware = 1,
    Speed,
    Region,
    Ask,
    Record,
    Sessions,
    Crash,
    Work,
    Shape,
    Tier,
    Memory,
    Deadline,
    Bid,
    Pace,
    Choice,
    Down,
}

/// <summary>Random numbers by counter: a function of seed, purpose and what they are for.</summary>
internal struct Draw(ulong seed, Purpose purpose, long of, long then = 0)
{
    private readonly ulong key = Mix(Mix(Mix(seed + (ulong)purpose) + (ulong)of) + (ulong)then);
    private ulong counter;

    /// <summary>Uniform in (0, 1).</summary>
    public double Uniform() => ((Mix(key + counter++) >> 11) + 0.5) / (1UL << 53);

    /// <summary>Uniform in [low, high).</summary>
    public double Between(double low, double high) => low + ((high - low) * Uniform());

    /// <summary>Uniform in its logarithm.</summary>
    public double LogBetween(double low, double high) => low * Math.Pow(high / low, Uniform());

    /// <summary>Normal, mean 0, deviation 1 (Box and Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>Lognormal of this median.</summary>
    public double LogNormal(double median, double sigma) => median * Math.Exp(sigma * Normal());

    /// <summary>Weibull.</summary>
    public double Weibull(double shape, double scale) => scale * Math.Pow(-Math.Log(Uniform()), 1 / shape);

    /// <summary>Exponential.</summary>
    public double Exponential(double mean) => -mean * Math.Log(Uniform());

    // SplitMix64 (Steele, Lea, Flood 2014).
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
