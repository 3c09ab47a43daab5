using System.Text;
using System.Text.Json.Nodes;
using Render.Network.Economics.Payloads;
using Render.Network.Governance;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Vectors;

/// <summary>
/// Vectors of statistical mode: limits, and what is found in pictures that a recipe makes. Value i of picture p is 1,000,000 + 20,000·i + noise(p, i), where
/// noise(p, i) = first four bytes (little-endian) of SHA-256("noise p i") mod 1,000,000 − 500,000. Block k compares picture 2k, forged as the case says,
/// with picture 2k + 1.
/// </summary>
internal static class StatisticalVectors
{
    private static readonly Dictionary<string, Func<int, int, long>> Forgeries = new()
    {
        ["honest"] = Noise,
        ["an eighth of the noise"] = static (picture, i) => Noise(picture, i) / 8,
        ["four times the noise"] = static (picture, i) => Noise(picture, i) * 4,
        ["a bias of 300000"] = static (picture, i) => Noise(picture, i) + 300_000,
        ["the other picture, rounded up"] = static (picture, i) => Noise(picture + 1, i) + 1_000,
        ["noise that four pixels share"] = static (picture, i) => Noise(picture, (i / 12 * 12) + (i % 3)),
    };

    public static JsonNode Comparisons() => new JsonObject
    {
        ["limits"] = new JsonArray([.. new (int Tests, int Ppm)[] { (1, 1_000_000), (6, 100), (600, 100), (6, 1), (98_304, 10_000) }
            .Select(c => (JsonNode)new JsonObject { ["tests"] = c.Tests, ["falseAlarmPpm"] = c.Ppm, ["limit"] = StatisticalTest.Limit(c.Tests, c.Ppm) })]),
        ["comparisons"] = new JsonArray(
            Compare(8, 8, 1, "honest"), Compare(8, 8, 40, "honest"), Compare(5, 3, 40, "honest"), Compare(8, 8, 40, "an eighth of the noise"),
            Compare(8, 8, 40, "four times the noise"), Compare(8, 8, 40, "a bias of 300000"), Compare(8, 8, 40, "noise that four pixels share"),
            Compare(8, 8, 40, "the other picture, rounded up")),
    };

    /// <summary>Comparisons of a tile's ranges as the ledger has them, and the verdicts that follow.</summary>
    public static JsonNode Ranges()
    {
        var (agree, differ, spotless, spotted) = (Evidence(3, 1), Evidence(3, 8), Evidence(1, 1), Evidence(1, 8));
        return new JsonArray(
            Judge([true, true], [agree], false, [spotless, spotless], null, [1_000, 1_010]),
            Judge([true, true], [agree], false, [spotless, spotted], [agree, agree], [1_000, 1_010]),
            Judge([true, true], [agree], false, [spotted, spotted], [differ, differ], [1_000, 1_010]),
            Judge([true, true], [agree], true, null, [agree, agree], [1_000, 1_010]),
            Judge([true, true], [differ], false, null, [agree, differ], [1_000, 990]),
            Judge([false, true], [agree], false, [spotless], null, [1_000, 1_010]),
            Judge([true, true], [agree], false, [spotless, spotless], [agree, agree], [1_400, 1_600], drawnRays: [60, 20]),
            Judge([true], [], false, null, [agree], [1_000]));
    }

    private static StatisticalEvidence Evidence(int blocks, double sum) =>
        new(blocks, [.. Enumerable.Repeat(new StatisticalSum(sum, 1.5), 6)], [.. Enumerable.Repeat(new StatisticalSum(sum / 2, 1.5), 6)]);

    private static JsonObject Judge(
        bool[] judged, StatisticalEvidence[] pairs, bool drawn, StatisticalEvidence[]? spot, StatisticalEvidence[]? reference, ulong[] rays, ulong[]? drawnRays = null)
    {
        var tasks = judged.Select((_, i) => new TaskId(JobId.Parse("job-1"), 4, new PixelRegion(0, 0, 24, 8), new SampleRange(8 * i, 8))).ToList();
        var ranges = judged.Select((waits, i) => new ComparedRange(tasks[i], Samples.Digest($"receipt {i}"), waits)).ToList();
        var compared = new RangesCompared(
            ranges, [.. RangesCompared.PairsOf(ranges).Select((pair, i) => new RangePair(pair.First, pair.Second, pairs[i]))], 77, drawn,
            spot is null ? null : new RangeReference(Samples.Digest("spot"), 17, drawnRays ?? [.. spot.Select(_ => 20UL)], spot),
            reference is null ? null : new RangeReference(Samples.Digest("reference"), 1_005, [.. rays.Where((_, i) => judged[i])], reference));
        var verdicts = compared.Judged().Select(place => VerdictRecorded.OfRange(
            new ReceiptRecorded(
                tasks[place], Samples.Lease($"{place}"), NodeKey.IdOf(Samples.Digest(place)), OperatorId.Parse($"op-{place}"), ranges[place].Receipt, default, default, rays[place], 0, default),
            compared, digest => rays[ranges.FindIndex(range => range.Receipt == digest)], new StatisticalPolicy()));
        return new JsonObject
        {
            ["payload"] = Encoding.UTF8.GetString(PayloadJson.Write(compared)),
            ["key"] = compared.Key(),
            ["evidence"] = compared.Digest().ToString(),
            ["needsSpot"] = compared.NeedsSpot(new StatisticalPolicy()),
            ["needsReference"] = compared.NeedsReference(new StatisticalPolicy()),
            ["rays"] = new JsonArray([.. rays.Select(r => (JsonNode)r)]),
            ["verdicts"] = new JsonArray([.. verdicts.Select(v => (JsonNode)new JsonObject { ["receipt"] = v.Receipt.ToString(), ["decision"] = v.Decision.ToString(), ["paidRays"] = v.RenderedRays })]),
        };
    }

    private static JsonObject Compare(int width, int height, int blocks, string forgery)
    {
        var test = new StatisticalTest();
        var last = default(StatisticalBlock);
        for (var block = 0; block < blocks; block++)
        {
            var (a, b) = (new long[3 * width * height], new long[3 * width * height]);
            for (var i = 0; i < a.Length; i++)
            {
                var plane = 1_000_000 + (20_000L * i);
                a[i] = plane + Forgeries[forgery](2 * block, i);
                b[i] = plane + Noise((2 * block) + 1, i);
            }

            last = StatisticalBlock.Of(Samples.Bytes(a), Samples.Bytes(b), width);
            test.Add(last);
        }

        return new JsonObject
        {
            ["width"] = width,
            ["height"] = height,
            ["blocks"] = blocks,
            ["forgery"] = forgery,
            ["lastBlock"] = new JsonArray([.. new[] { last.Red, last.Green, last.Blue, last.Variance, last.Rows, last.Columns }
                .Select(sum => (JsonNode)new JsonObject { ["sum"] = sum.Sum, ["squares"] = sum.Squares })]),
            ["finding"] = test.Find(100).ToString(),
        };
    }

    private static long Noise(int picture, int value) => (long)(BitConverter.ToUInt32(Samples.Digest($"noise {picture} {value}").ToArray()) % 1_000_000) - 500_000;
}
