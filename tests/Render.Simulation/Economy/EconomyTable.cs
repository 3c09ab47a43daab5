using System.Globalization;
using System.Text;
using Render.Network.Economics;
using Render.Simulation.Figures;

namespace Render.Simulation.Economy;

/// <summary>Outcomes as a table in Markdown.</summary>
internal static class EconomyTable
{
    /// <summary>The table.</summary>
    public static string Of(IReadOnlyList<EconomyOutcome> outcomes)
    {
        var text = new StringBuilder();
        text.AppendLine("| scenario | supply after, of the first | minted of the schedule | burned over minted | nodes after | income over cost, first year · worst · last | emission in income | price of work over the clouds' | weeks at the floor · ceiling | weeks in the corridor | corridor of the token's price in the first and last week, USD |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var outcome in outcomes)
        {
            var last = outcome.Weeks - 1;
            var year = Math.Min(EconomyScenario.Year, outcome.Weeks);
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {outcome.Scenario.Name} | {Percent(outcome.Over(run => Tokens(run[last].Supply) / Tokens(run[0].Supply + run[0].Burned - run[0].Minted)))} | {Percent(outcome.Over(run => run.Sum(epoch => Tokens(epoch.Minted)) / run.Sum(epoch => Tokens(epoch.Scheduled))))} | {Ratio(outcome.Over(run => run.Sum(epoch => Tokens(epoch.Burned)) / run.Sum(epoch => Tokens(epoch.Minted))))} | {Number(outcome.At(last, epoch => epoch.Nodes))} | {Short(outcome.Mean(0, year, Margin))} · {Short(outcome.Over(run => run.Chunk(year).Min(weeks => weeks.Average(Margin))))} · {Short(outcome.Mean(outcome.Weeks - year, outcome.Weeks, Margin))} | {outcome.Mean(0, outcome.Weeks, epoch => epoch.EmissionShare).Value:0 %} | {Short(outcome.Mean(0, outcome.Weeks, epoch => epoch.WorkPrice / epoch.CloudPrice))} | {outcome.Over(run => run.Count(epoch => epoch.Bound < 0)).Value:0} · {outcome.Over(run => run.Count(epoch => epoch.Bound > 0)).Value:0} | {outcome.Over(run => run.Count(epoch => epoch.IsInCorridor)).Value:0} | {Corridor(outcome, 0)}, {Corridor(outcome, last)} |"));
        }
        return text.ToString();
    }

    private static string Corridor(EconomyOutcome outcome, int week) =>
        string.Create(CultureInfo.InvariantCulture, $"{outcome.At(week, epoch => epoch.CorridorLow).Value:0.0e+0} – {outcome.At(week, epoch => epoch.CorridorHigh).Value:0.0e+0}");

    /// <summary>Tokens as a number.</summary>
    public static double Tokens(Tokens tokens) => (double)tokens.Units / 1e18;

    private static double Margin(EconomyEpoch epoch) => epoch.Income / epoch.Cost;

    private static string Percent(Interval part) => string.Create(CultureInfo.InvariantCulture, $"{100 * part.Value:0.0} [{100 * part.Low:0.0}, {100 * part.High:0.0}] %");

    private static string Ratio(Interval part) => string.Create(CultureInfo.InvariantCulture, $"{part.Value:0.0} [{part.Low:0.0}, {part.High:0.0}]");

    private static string Number(Interval part) => string.Create(CultureInfo.InvariantCulture, $"{part.Value:#,0} [{part.Low:#,0}, {part.High:#,0}]");

    private static string Short(Interval part) => part.Value.ToString("0.00", CultureInfo.InvariantCulture);
}
