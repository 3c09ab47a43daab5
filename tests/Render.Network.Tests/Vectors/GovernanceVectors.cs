using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Render.Network.Governance;

namespace Render.Network.Tests.Vectors;

/// <summary>
/// Vectors of governance: the bounds of every number that a chain governs, and diffs with what becomes of them. Bounds are read off what <see cref="PolicyBounds"/> answers,
/// so that one that changes there changes here.
/// </summary>
internal static partial class GovernanceVectors
{
    private const int Drawn = 120;

    private static readonly UInt128 MillionTokens = UInt128.Parse("1000000000000000000000000", CultureInfo.InvariantCulture);

    // Bounds that are no range of an int, or depend on other values: their widest.
    private static readonly Dictionary<string, (UInt128 Min, UInt128 Max)> Others = new()
    {
        ["prices.floor"] = (1, MillionTokens),
        ["prices.ceiling"] = (1, MillionTokens),
        ["work.ray"] = (1, 1_000_000_000_000),
        ["work.nodeVisit"] = (1, 1_000_000_000_000),
        ["work.triangleTest"] = (1, 1_000_000_000_000),
        ["work.shading"] = (1, 1_000_000_000_000),
        ["emission.capPerWorkUnit"] = (0, MillionTokens),
        ["emission.recycledFromEpoch"] = (0, int.MaxValue),
        ["emission.recycledPerEpoch"] = (0, MillionTokens * 1_000),
        ["disputes.bond"] = (1, MillionTokens),
        ["penalties.diverged.stakePpm"] = (0, 0),
        ["tiers.economy.mostReplicas"] = (1, 8),
        ["tiers.priority.mostReplicas"] = (1, 8),
        ["tiers.trusted.mostReplicas"] = (1, 8),
    };

    // Not governed as numbers on a chain: what a contract fixes when it is deployed, and what it takes as a schedule.
    private static readonly HashSet<string> Fixed = ["emission.epochSeconds", "emission.schedule.epochsPerYear", "emission.schedule.dampingPpm"];

    // A change of several values, each "path=value".
    private static readonly string[] Made =
    [
        "split.burnBp=4000 split.operatorsBp=5500",
        "split.burnBp=4000 split.operatorsBp=5500 split.treasuryBp=500",
        "split.burnBp=4000 split.operatorsBp=5501",
        "split.burnBp=10000 split.operatorsBp=0 split.treasuryBp=0",
        "split.burnBp=9999 split.operatorsBp=0 split.treasuryBp=0",
        "split.burnBp=0 split.operatorsBp=0 split.treasuryBp=10000",
        "split.burnBp=0 split.operatorsBp=10000 split.treasuryBp=0",
        "split.burnBp=0 split.operatorsBp=10000 split.treasuryBp=0 emission.capPerWorkUnit=0",
        "split.burnBp=10001 split.operatorsBp=0 split.treasuryBp=0",
        "split.burnBp=3944 split.treasuryBp=500 split.operatorsBp=5556",
        "split.burnBp=3945 split.treasuryBp=500 split.operatorsBp=5555",
        "prices.floor=1000000000000000001 prices.ceiling=1000000000000000001",
        "prices.floor=1000000000000000001",
        "prices.floor=1000000000000000000",
        "prices.ceiling=999999999999999",
        "prices.ceiling=1000000000000000",
        "prices.floor=1000000000000000000000000 prices.ceiling=1000000000000000000000000",
        "prices.floor=888888888888888",
        "prices.floor=888888888888889",
        "prices.floor=1 prices.ceiling=1 emission.capPerWorkUnit=0",
        "prices.floor=1 prices.ceiling=1 emission.capPerWorkUnit=1",
        "prices.floor=3 prices.ceiling=3 emission.capPerWorkUnit=0",
        "prices.floor=3 prices.ceiling=3 emission.capPerWorkUnit=1",
        "prices.floor=3 prices.ceiling=3 split.burnBp=9500 split.operatorsBp=0 emission.capPerWorkUnit=2",
        "emission.capPerWorkUnit=450000000000000",
        "emission.capPerWorkUnit=450000000000001",
        "emission.capPerWorkUnit=500000000000000 emission.availabilityBp=0",
        "emission.capPerWorkUnit=500000000000001 emission.availabilityBp=0",
        "emission.capPerWorkUnit=250000000000000 emission.availabilityBp=5000",
        "emission.capPerWorkUnit=250000000000001 emission.availabilityBp=5000",
        "emission.availabilityBp=2000",
        "emission.availabilityBp=2001",
        "emission.capPerWorkUnit=1000000000000000000000000 emission.availabilityBp=0 prices.floor=1000000000000000000000000 prices.ceiling=1000000000000000000000000 split.burnBp=10000 split.treasuryBp=0 split.operatorsBp=0",
        "tiers.economy.replicas=2",
        "tiers.economy.replicas=2 tiers.economy.mostReplicas=2",
        "tiers.economy.replicas=8 tiers.economy.mostReplicas=8",
        "tiers.priority.replicas=3 tiers.priority.mostReplicas=2",
        "tiers.priority.mostReplicas=2",
        "tiers.trusted.mostReplicas=2",
        "tiers.trusted.mostReplicas=1",
        "tiers.trusted.replicas=1 tiers.trusted.mostReplicas=1",
        "tiers.trusted.replicas=4",
        "tiers.trusted.replicas=3",
        "disputes.arbiters=4",
        "disputes.arbiters=7",
        "disputes.arbiters=14",
        "disputes.winnerPpm=600000",
        "disputes.winnerPpm=600001",
        "disputes.arbitersPpm=500000",
        "disputes.arbitersPpm=500001",
        "disputes.winnerPpm=0 disputes.arbitersPpm=1000000",
        "disputes.winnerPpm=1000000 disputes.arbitersPpm=0",
        "disputes.winnerPpm=1000000 disputes.arbitersPpm=1",
        "auditRepeatPpm=20000 auditRepeatPpm=20000",
        "auditRepeatPpm=20000 reputation.voteTrust=3 auditRepeatPpm=30000",
        "split.other=1",
        "split=1",
        "leases=3",
        "penalties.unknown.stakePpm=1",
        "tiers.economy.auditRatePpm=19800",
        "tiers.economy.auditRatePpm=30000 auditRepeatPpm=1000001",
        "auditRepeatPpm=0 penalties.forged.stakePpm=900000 disputes.bond=5000000000000000000 leases.openSeconds=60 creators.unpaidMilli=1",
    ];

    public static JsonNode Diffs()
    {
        var parameters = Parameters();
        var cases = new JsonArray();
        foreach (var (path, (min, max)) in parameters)
        {
            cases.Add(Case((path, min)));
            if (min > 0) cases.Add(Case((path, min - 1)));
            cases.Add(Case((path, max)));
            // A floor above the most is a ceiling below its floor there, and a floor out of its range here.
            if (path != "prices.floor") cases.Add(Case((path, max + 1)));
        }

        foreach (var diff in Made) cases.Add(Case([.. diff.Split(' ').Select(change => change.Split('=')).Select(change => (change[0], UInt128.Parse(change[1], CultureInfo.InvariantCulture)))]));
        for (var number = 0; number < Drawn; number++) cases.Add(Case(Draw(number, parameters)));
        var first = Leaves();
        return new JsonObject
        {
            ["parameters"] = new JsonArray([.. parameters.Select(p => (JsonNode)new JsonObject
            {
                ["path"] = p.Key, ["min"] = Text(p.Value.Min), ["max"] = Text(p.Value.Max), ["first"] = Text(first[p.Key].Value),
            })]),
            ["cases"] = cases,
        };
    }

    private static SortedDictionary<string, (UInt128 Min, UInt128 Max)> Parameters()
    {
        var found = new SortedDictionary<string, (UInt128, UInt128)>(StringComparer.Ordinal);
        foreach (var path in Leaves().Keys.Where(path => !Fixed.Contains(path)))
        {
            if (Others.TryGetValue(path, out var bounds))
            {
                found.Add(path, bounds);
                continue;
            }

            var (_, errors) = new PolicyDiff([new PolicyChange(path, int.MaxValue.ToString(CultureInfo.InvariantCulture))]).Apply(Policy.Default);
            var range = errors.Where(error => error.Path == path).Select(error => RangePattern().Match(error.Message)).Single(match => match.Success);
            found.Add(path, (UInt128.Parse(range.Groups[1].Value, CultureInfo.InvariantCulture), UInt128.Parse(range.Groups[2].Value, CultureInfo.InvariantCulture)));
        }

        return found;
    }

    // Every number of the policy; amounts are texts in its JSON.
    private static Dictionary<string, (UInt128 Value, bool IsAmount)> Leaves()
    {
        var found = new Dictionary<string, (UInt128, bool)>();
        Collect("", JsonNode.Parse(PolicyJson.Write(Policy.Default))!);
        return found;

        void Collect(string path, JsonNode node)
        {
            if (node is JsonObject values)
                foreach (var (name, value) in values) Collect(path.Length == 0 ? name : $"{path}.{name}", value!);
            else if (node is JsonValue leaf && UInt128.TryParse(leaf.ToString(), CultureInfo.InvariantCulture, out var number))
                found.Add(path, (number, leaf.GetValueKind() == System.Text.Json.JsonValueKind.String));
        }
    }

    private static JsonObject Case(params (string Path, UInt128 Value)[] changes)
    {
        var leaves = Leaves();
        var diff = new PolicyDiff([.. changes.Select(change =>
            new PolicyChange(change.Path, leaves.TryGetValue(change.Path, out var leaf) && leaf.IsAmount ? $"\"{Text(change.Value)}\"" : Text(change.Value)))]);
        var (_, errors) = diff.Apply(Policy.Default);
        return new JsonObject
        {
            ["diff"] = string.Join(' ', changes.Select(change => $"{change.Path}={Text(change.Value)}")),
            ["refusedBy"] = string.Join(' ', errors.Select(error => error.Path).Distinct().Order(StringComparer.Ordinal)),
        };
    }

    // One to five values, one in sixteen of them beyond its bounds.
    private static (string, UInt128)[] Draw(int number, SortedDictionary<string, (UInt128 Min, UInt128 Max)> parameters)
    {
        string[] paths = [.. parameters.Keys];
        var changes = new Dictionary<string, UInt128>();
        for (var i = 0; i < 1 + (number % 5); i++)
        {
            var name = $"diff {number} change {i}";
            var path = paths[(int)(NamedDraw.Bits(name) % (uint)paths.Length)];
            var (min, max) = parameters[path];
            // Beyond an int is no number there at all, and the rest is not looked at.
            var beyond = NamedDraw.Bits(name + " beyond") % 16 == 0 && path is not ("prices.floor" or "emission.recycledFromEpoch");
            changes[path] = beyond ? max + 1 : min + (NamedDraw.Bits(name + " value") % (max - min + 1));
        }

        return [.. changes.Select(change => (change.Key, change.Value))];
    }

    private static string Text(UInt128 value) => value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^([0-9]+) to ([0-9]+), not ")]
    private static partial Regex RangePattern();
}
