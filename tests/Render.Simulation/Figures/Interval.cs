namespace Render.Simulation.Figures;

/// <summary>An estimate with the ends of an interval that holds the truth 95 times in a hundred.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
internal sealed record Interval(double Value, double Low, double High)
{
    private const double Z = 1.959963984540054;

    /// <summary>Of a share of trials: the Wilson score interval (E. B. Wilson, JASA 22, 1927), which holds near 0 and 1 too.</summary>
    /// <param name="hits">Trials that came true.</param>
    /// <param name="trials">All; 0: nothing is known.</param>
    public static Interval OfShare(long hits, long trials)
    {
        if (trials == 0)
            return new Interval(double.NaN, 0, 1);
        var (p, n) = ((double)hits / trials, (double)trials);
        var middle = (p + (Z * Z / (2 * n))) / (1 + (Z * Z / n));
        var spread = Z / (1 + (Z * Z / n)) * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n)));
        return new Interval(p, hits == 0 ? 0 : middle - spread, hits == trials ? 1 : middle + spread);
    }

    /// <summary>Of a mean: 1.96 standard errors to both sides.</summary>
    public static Interval OfMean(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            return new Interval(double.NaN, double.NaN, double.NaN);
        var mean = values.Average();
        var error = values.Count > 1 ? Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1) / values.Count) : 0;
        return new Interval(mean, mean - (Z * error), mean + (Z * error));
    }

    /// <summary>Whether a value lies in it.</summary>
    public bool Holds(double value) => value >= Low && value <= High;
}
