using Render.Simulation.Machine;

namespace Render.Simulation.Lateness;

/// <summary>How late a thing is until the faults end.</summary>
/// <param name="Share">Probability that it is late, each time.</param>
/// <param name="Most">Longest delay; delays spread evenly over the orders of magnitude from <see cref="Least"/>.</param>
internal sealed record LatePlan(double Share, TimeSpan Most)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Shortest delay.</summary>
    public static TimeSpan Least { get; } = TimeSpan.FromSeconds(1);

    /// <summary>In a quarter of the scenarios about half of all things are late, drawn apart from everything else.</summary>
    public static Scenario Into(Scenario scenario)
    {
        var random = new SeededStream(scenario.Seed, "late");
        return random.Chance(0.25)
            ? scenario with { Late = Enum.GetValues<LateThing>().Where(_ => random.Chance(0.5)).ToDictionary(thing => thing, _ => Draw(random)) }
            : scenario;
    }

    private static LatePlan Draw(SeededStream random) => new(Math.Pow(10, -2.5 + (2 * random.Unit())), random.Spread(10 * Least, Longest));
}
