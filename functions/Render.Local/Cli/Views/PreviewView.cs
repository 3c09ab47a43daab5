using System.Globalization;
using System.Text.Json.Nodes;
using Render.Local.Cli.Values;
using Render.Network.Economics;
using Render.Network.Governance;
using Render.Network.Governance.Replay;

namespace Render.Local.Cli.Views;

/// <summary>A replay of past epochs under a proposal, for a reader.</summary>
internal static class PreviewView
{
    private const int Epochs = 12;
    private const int Parties = 10;
    private const int BarWidth = 16;

    /// <summary>Shows it.</summary>
    /// <param name="screen">Where.</param>
    /// <param name="replay">The replay.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="diff">The proposal.</param>
    /// <param name="all">Whether every epoch and every account is shown.</param>
    public static void Show(Screen screen, ReplayResult replay, Policy policy, PolicyDiff diff, bool all)
    {
        screen.Table(Changes(policy, diff, replay));
        screen.Line();
        screen.Table(Figures(replay, all ? int.MaxValue : Epochs));
        screen.Line();
        screen.Table(Gains(replay, all ? int.MaxValue : Parties));
        screen.Line();
        foreach (var line in Notes(replay))
            screen.Line(line);
    }

    private static Listing Changes(Policy policy, PolicyDiff diff, ReplayResult replay)
    {
        var values = JsonNode.Parse(PolicyJson.Write(policy))!;
        return new Listing(
            ["value", ">now", ">proposed", ""],
            [.. diff.Changes.Select(change => (IReadOnlyList<string>)[change.Path, Text(At(change.Path)), Text(JsonNode.Parse(change.Json)), replay.NotFollowed.Contains(change.Path) ? "not followed by a replay" : ""])],
            "The proposal changes nothing.");

        JsonNode? At(string path) => path.Split('.').Aggregate((JsonNode?)values, (node, name) => node?[name]);
    }

    private static string Text(JsonNode? value) => value?.ToJsonString() is { } json ? json.Length > 40 ? json[..39] + "…" : json.Trim('"') : "–";

    private static Listing Figures(ReplayResult replay, int most)
    {
        var rows = replay.Epochs.TakeLast(most).Select(epoch => Row(epoch.Closed ? Number(epoch.Number) : Number(epoch.Number) + ", open", epoch.Before, epoch.After)).ToList();
        if (replay.Epochs.Count > 1)
            rows.Add(Row(
                $"all {Number(replay.Epochs.Count)}", replay.Epochs.Aggregate(default(ReplayFigures), (sum, e) => sum + e.Before), replay.Epochs.Aggregate(default(ReplayFigures), (sum, e) => sum + e.After)));
        return new Listing([">epoch", ">charged", ">burned", ">treasury", ">paid for work", ">minted", ">forfeited"], rows, "Nothing has happened yet.");
    }

    private static IReadOnlyList<string> Row(string name, ReplayFigures before, ReplayFigures after) =>
    [
        name, Cell(before.Charged, after.Charged), Cell(before.Burned, after.Burned), Cell(before.Treasury, after.Treasury), Cell(before.Operators, after.Operators),
        Cell(before.Minted, after.Minted), Cell(before.Forfeited, after.Forfeited),
    ];

    private static string Cell(Tokens before, Tokens after) => Plain(Change(before, after));

    // Once where both are the same; else as many places as tell them apart.
    private static string Change(Tokens before, Tokens after)
    {
        if (before == after)
            return AmountText.Of(before);
        var (left, right) = (AmountText.Of(before), AmountText.Of(after));
        for (var places = 3; left == right && places <= Tokens.Decimals; places++) (left, right) = (before.ToText(places), after.ToText(places));
        return $"{left} → {right}";
    }

    // The currency is said once, below: each cell would be half as long again.
    private static string Plain(string amounts) => amounts.Replace(" " + Tokens.Symbol, "", StringComparison.Ordinal);

    private static Listing Gains(ReplayResult replay, int most)
    {
        var touched = replay.Parties.Where(party => party.Gain != 0).ToList();
        var shown = touched.Count > 2 * (long)most ? [.. touched.Take(most), .. touched.TakeLast(most)] : touched;
        var greatest = shown.Count == 0 ? 1.0 : (double)shown.Max(party => Int128.Abs(party.Gain));
        return new Listing(
            ["who", ">earned or paid", ">would have", ">gains", ">", ""],
            [.. shown.Select(party => (IReadOnlyList<string>)
            [
                party.Account.Replace(':', ' '), AmountText.Change(party.Before), AmountText.Change(party.After), (party.Gain > 0 ? "+" : "") + AmountText.Change(party.Gain), Share(party),
                Bar.Of((double)Int128.Abs(party.Gain) / greatest, BarWidth).Full,
            ])],
            "Nobody gains or loses anything.");
    }

    private static string Share(ReplayParty party) =>
        party.Before == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * (double)party.Gain / (double)Int128.Abs(party.Before):+0.##;−0.##;0} %");

    private static IEnumerable<string> Notes(ReplayResult replay)
    {
        var change = replay.SupplyAfter.Net - replay.Supply.Net;
        yield return change == 0
            ? "The supply would be the same."
            : $"The supply would be {AmountText.Change(Int128.Abs(change))} {(change > 0 ? "greater" : "smaller")}: minted {Change(replay.Supply.Minted, replay.SupplyAfter.Minted)}, burned {Change(replay.Supply.Burned, replay.SupplyAfter.Burned)}.";
        if (replay.Repriced > 0)
            yield return $"{Count(replay.Repriced, "order")} would have had another price{(replay.RepricedFromFloor > 0 ? $"; {Number(replay.RepricedFromFloor)} stood at the floor, and since no book says what was asked below it, they are reckoned at the new floor" : "")}.";
        if (replay.NotFollowed.Count > 0)
            yield return $"What {string.Join(", ", replay.NotFollowed)} would have changed, the books cannot tell.";
        yield return "Amounts are in RNT. Orders, work and faults stay as they are recorded: this is the arithmetic of the change, not a forecast.";
    }

    private static string Count(int number, string what) => $"{Number(number)} {what}{(number == 1 ? "" : "s")}";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
