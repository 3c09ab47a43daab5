using Render.Simulation.Figures;

namespace Render.Simulation.Economy;

/// <summary>What the plays of a scenario came to. Where a value differs from play to play it is the median, with the tenth and the ninetieth of a hundred.</summary>
/// <param name="Scenario">What happened.</param>
/// <param name="Runs">The plays, week by week.</param>
internal sealed record EconomyOutcome(EconomyScenario Scenario, IReadOnlyList<IReadOnlyList<EconomyEpoch>> Runs)
{
    /// <summary>Weeks of a play.</summary>
    public int Weeks => Runs[0].Count;

    /// <summary>Plays a scenario with several seeds.</summary>
    public static EconomyOutcome Of(EconomyScenario scenario, EconomyTerms terms, ulong from, int seeds) =>
        new(scenario, [.. Enumerable.Range(0, seeds).AsParallel().AsOrdered().Select(i => EconomyRun.Play(scenario, terms, from + (ulong)i))]);

    /// <summary>A value of every play.</summary>
    public Interval Over(Func<IReadOnlyList<EconomyEpoch>, double> value)
    {
        var sorted = Runs.Select(value).Order().ToArray();
        return new(At(0.5), At(0.1), At(0.9));

        double At(double part) => sorted[(int)Math.Round(part * (sorted.Length - 1))];
    }

    /// <summary>A value of a week.</summary>
    public Interval At(int week, Func<EconomyEpoch, double> value) => Over(run => value(run[week]));

    /// <summary>A mean over weeks.</summary>
    public Interval Mean(int from, int to, Func<EconomyEpoch, double> value) => Over(run => run.Skip(from).Take(to - from).Average(value));
}
