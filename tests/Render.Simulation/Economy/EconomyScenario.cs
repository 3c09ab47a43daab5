namespace Render.Simulation.Economy;

/// <summary>What happens to a network from outside, week by week: how much is asked for, what the token trades at, who leaves, what energy costs. Inputs, no forecasts.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Summary">What happens, in a line.</param>
/// <param name="Demand">Demand at the price of the clouds, as a multiple of the first week's.</param>
/// <param name="Price">The token's price around which it wanders, as a multiple of the first week's.</param>
internal sealed record EconomyScenario(string Name, string Summary, Func<int, double> Demand, Func<int, double> Price)
{
    /// <summary>Weeks a year.</summary>
    public const int Year = 52;

    /// <summary>How far the token's price wanders in a week: the standard deviation of its logarithm.</summary>
    public double Volatility { get; init; } = 0.06;

    /// <summary>The part of all nodes that leaves at the start of a week.</summary>
    public Func<int, double> Exodus { get; init; } = static _ => 0;

    /// <summary>Price of energy, as a multiple of the first week's.</summary>
    public Func<int, double> Energy { get; init; } = static _ => 1;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EconomyScenario> All { get; } =
    [
        new("steady", "demand grows by a tenth a year, the price stays", week => Grown(week, 1.1), Same),
        new("growth", "demand grows fiftyfold along an S, the price tenfold", week => 1 + (49 * Sigmoid(week, 3 * Year, 40)), week => 1 + (9 * Sigmoid(week, 4 * Year, 50))),
        new("stagnation", "demand shrinks by a tenth a year, the price by a fifth", week => Grown(week, 0.9), week => Grown(week, 0.8)),
        new("price-crash", "the token loses four fifths in the third year and keeps losing nothing more", week => Grown(week, 1.1), week => week < 2 * Year ? 1 : 0.2),
        new("price-rally", "the token rises twentyfold within the second year", week => Grown(week, 1.1), week => Math.Pow(20, Math.Clamp((week - Year) / (double)Year, 0, 1))),
        new("volatile", "the price wanders by a fifth a week", week => Grown(week, 1.1), Same) { Volatility = 0.2 },
        new("demand-shock", "seven tenths of the demand are gone for a year", week => Grown(week, 1.1) * (week / Year == 3 ? 0.3 : 1), Same),
        new("node-exodus", "half of the nodes leave in the third year's first week", week => Grown(week, 1.1), Same) { Exodus = static week => week == 2 * Year ? 0.5 : 0 },
        new("energy-shock", "energy costs three times as much in the fourth and fifth year", week => Grown(week, 1.1), Same) { Energy = static week => week / Year is 3 or 4 ? 3 : 1 },
    ];

    private static double Same(int week) => 1;

    private static double Grown(int week, double aYear) => Math.Pow(aYear, week / (double)Year);

    private static double Sigmoid(int week, double middle, double width) => 1 / (1 + Math.Exp((middle - week) / width));
}
