using Render.Simulation.Figures;

namespace Render.Simulation.Economy;

/// <summary>The figures of docs/economics, by file name.</summary>
internal static class EconomyFigures
{
    private static readonly string[] Classes = ["s1", "s2", "s3", "s4", "s1 dash", "s2 dash", "s3 dash", "s4 dash"];

    /// <summary>Writes all that the outcomes give.</summary>
    public static void Write(IReadOnlyList<EconomyOutcome> outcomes, string folder)
    {
        Directory.CreateDirectory(folder);
        Save("supply", Compare("Supply over ten years", "of the first week's", Around(outcomes, Supply), Supply));
        Save("income", Compare("What a node earns over what it costs, mean of a quarter", "income over cost", Scale.Logarithmic(0.1, 30, [0.1, 0.3, 1, 3, 10, 30], Scale.Plain), (run, week) => Quarter(run, week, epoch => epoch.Income / epoch.Cost)));
        Save("nodes", Compare("Nodes", "nodes", Scale.Logarithmic(10, 100_000, [10, 100, 1_000, 10_000, 100_000], Scale.Plain), (run, week) => run[week].Nodes));
        Save("work-price", Compare("What creators pay, over what clouds ask, mean of a quarter", "price over the clouds'", Scale.Logarithmic(0.1, 30, [0.1, 0.3, 1, 3, 10, 30], Scale.Plain), (run, week) => Quarter(run, week, epoch => epoch.WorkPrice / epoch.CloudPrice)));
        foreach (var outcome in outcomes.Where(outcome => Told.Contains(outcome.Scenario.Name)))
            Save("burn-mint-" + outcome.Scenario.Name, BurnMint(outcome));

        void Save(string name, string svg) => File.WriteAllText(Path.Combine(folder, name + ".svg"), svg);

        string Compare(string title, string axis, Scale scale, Func<IReadOnlyList<EconomyEpoch>, int, double> value)
        {
            var figure = new PlotFigure(title, Years(outcomes[0].Weeks), "years", scale, axis);
            foreach (var (outcome, number) in outcomes.Where(outcome => Told.Contains(outcome.Scenario.Name)).Select((outcome, number) => (outcome, number)))
                figure.Curve(outcome.Scenario.Name, Classes[number], Weeks(outcome).Select(week => (week / (double)EconomyScenario.Year, outcome.Over(run => value(run, week)).Value)));
            return figure.ToString();
        }
    }

    /// <summary>Scenarios that figures compare: the others differ from steady for a year or two only.</summary>
    private static string[] Told { get; } = ["steady", "growth", "stagnation", "price-crash", "price-rally", "volatile"];

    private static string BurnMint(EconomyOutcome outcome)
    {
        var most = outcome.Over(run => run.Max(epoch => Math.Max(EconomyTable.Tokens(epoch.Burned), EconomyTable.Tokens(epoch.Scheduled)))).Value;
        var top = Math.Pow(10, Math.Ceiling(Math.Log10(most)));
        var figure = new PlotFigure(
            $"Burned and minted a week: {outcome.Scenario.Summary}", Years(outcome.Weeks), "years",
            Scale.Logarithmic(top / 1e5, top, [.. Enumerable.Range(0, 6).Select(i => top / Math.Pow(10, 5 - i))], Thousands), "tokens a week");
        return figure
            .Curve("scheduled", "s4 dash", Line(epoch => EconomyTable.Tokens(epoch.Scheduled)))
            .Curve("minted", "s3", Line(epoch => EconomyTable.Tokens(epoch.Minted)))
            .Curve("burned", "s2", Line(epoch => EconomyTable.Tokens(epoch.Burned)))
            .ToString();

        IEnumerable<(double X, double Y)> Line(Func<EconomyEpoch, double> value) =>
            Weeks(outcome).Select(week => (week / (double)EconomyScenario.Year, outcome.Over(run => Quarter(run, week, value)).Value));
    }

    private static string Thousands(double value) => value >= 1e6 ? Scale.Plain(value / 1e6) + " M" : value >= 1e3 ? Scale.Plain(value / 1e3) + " k" : Scale.Plain(value);

    private static double Supply(IReadOnlyList<EconomyEpoch> run, int week) => EconomyTable.Tokens(run[week].Supply) / EconomyTable.Tokens(run[0].Supply);

    private static double Quarter(IReadOnlyList<EconomyEpoch> run, int week, Func<EconomyEpoch, double> value) => run.Skip(Math.Max(0, week - 12)).Take(13).Average(value);

    private static Scale Around(IReadOnlyList<EconomyOutcome> outcomes, Func<IReadOnlyList<EconomyEpoch>, int, double> value)
    {
        var all = outcomes.SelectMany(outcome => Weeks(outcome).Select(week => outcome.Over(run => value(run, week)).Value)).ToArray();
        var (low, high) = ((int)Math.Floor(all.Min() * 10), (int)Math.Ceiling(all.Max() * 10));
        return Scale.Linear(low / 10.0, high / 10.0, Math.Max(1, high - low), Scale.Percent);
    }

    private static IEnumerable<int> Weeks(EconomyOutcome outcome) => Enumerable.Range(0, outcome.Weeks).Where(week => week % 4 == 0 || week == outcome.Weeks - 1);

    private static Scale Years(int weeks) => Scale.Linear(0, Math.Ceiling(weeks / (double)EconomyScenario.Year), (int)Math.Ceiling(weeks / (double)EconomyScenario.Year), Scale.Plain);
}
