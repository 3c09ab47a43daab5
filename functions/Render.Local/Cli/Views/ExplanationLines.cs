using System.Globalization;
using Render.Local.Cli.Values;
using Render.Network.Messages;
using Render.Network.Reputation;

namespace Render.Local.Cli.Views;

/// <summary>A node's explanation in lines.</summary>
internal static class ExplanationLines
{
    /// <summary>The lines.</summary>
    /// <param name="node">The explanation.</param>
    /// <param name="now">Now, for ages.</param>
    public static IEnumerable<string> Of(NodeExplanation node, DateTimeOffset now)
    {
        yield return $"{node.Name} ({node.Id}) is {node.Status}. {node.Standing}";
        yield return "";
        foreach (var line in Score(node.Score, now))
            yield return line;
        yield return "";
        yield return $"stake      {AmountText.Of(node.Stake)}, of which {AmountText.Of(node.BoundStake)} is bound by unsettled tasks and {AmountText.Of(node.FreeStake)} is free";
        if (node.Place is { } place)
            yield return $"place      {place.Sentence} Median round trip {PlaceText.RoundTrip(place)}.";
        foreach (var engine in node.Engines)
            foreach (var line in Engine(engine))
                yield return line;
        if (node.Assignments.Count > 0)
            yield return "";
        foreach (var held in node.Assignments)
            yield return $"assigned   {TaskText.Words(held.Task)} {Age(now - held.Granted)} ago: {held.Reason}";
    }

    private static IEnumerable<string> Score(ScoreExplanation score, DateTimeOffset now)
    {
        var rows = score.Lines.Select(line => (IReadOnlyList<string>)
        [
            KindEvidence.IsGood(line.Kind) ? "+" : "−", line.Kind.ToString(), Number(line.Count), Figure(line.Weight), Figure(line.Amount),
            Age(now - DateTimeOffset.FromUnixTimeMilliseconds(line.LastUnixMs)) + " ago",
        ]);
        foreach (var line in new Listing(["", "evidence", ">times", ">weight each", ">counts now", ">last"], [.. rows], "No evidence yet.").Lines())
            yield return line;
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"reputation {score.ScorePpm / 1e6:0.000} = lower end of the Wilson interval at {score.ConfidenceMilli / 1000.0:0.##} standard deviations of {score.Good:0.00} good against {score.Bad:0.00} bad (mean {score.MeanPpm / 1e6:0.000}); evidence counts half after {score.HalfLifeDays} days");
        foreach (var tier in score.Tiers)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  {tier.Tier,-9} floor {tier.FloorPpm / 1e6:0.00}: {(tier.Reached ? "reached" : tier.Missing is { } missing ? $"{missing} accepted tasks or right audits are missing" : "out of reach as long as what speaks against it counts")}");
    }

    private static IEnumerable<string> Engine(EngineExplanation engine)
    {
        var state = engine.OutUntil is { } end
            ? string.Create(CultureInfo.InvariantCulture, $"{(engine.Excluded ? "excluded" : "quarantined")} until {end.UtcDateTime:yyyy-MM-dd HH:mm} UTC for {engine.Reason}")
            : engine.Validated ? "validated" : "to be validated";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"engine     build {engine.Build} on device class {engine.DeviceClass}: {state}; {engine.Quarantines.Count} quarantine{(engine.Quarantines.Count == 1 ? "" : "s")} in the window");
        if (engine.ExactMode is { } why)
            yield return $"           {why}";
    }

    private static string Age(TimeSpan age) => age switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0} h"),
        { TotalMinutes: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, age.TotalSeconds):0} s"),
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Figure(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
