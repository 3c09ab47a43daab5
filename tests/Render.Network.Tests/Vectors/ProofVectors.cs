using System.Text.Json.Nodes;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Vectors;

/// <summary>Vectors of the formats of proofs.</summary>
internal static class ProofVectors
{
    public const string NodeName = "vector key 1";
    public const string AuditorName = "vector key 2";

    // ECDSA is randomised: these were made once, with fixed nonces, by an independent implementation.
    public const string ReceiptSignature = "c4bc9d287ef485d5f472796a8c742e72ec7726e402a7161c3ba1e046c72f4a450e1d4c9794d57c56fda520e32b1bd25c880c870b5444ea417fa496042639ce57";
    public const string ReportSignature = "753d0326e1ff51c5d7969c2d5a7890d5bba63f8d437eed40daa39816bdf32cd677e4921f40be19144d1092cb07bb9a6f00714373ba9a733898553c729f16ece7";
    public const string RequestSignature = "3c7dc9c4bd86532f3db3ef2d2ac1b2ff94f5792c96e2d2d4cc18b1282baecb430f31b5e251946915ac3eda8789b624ca14711df570a2c024585583e7e2cdd877";

    public static JsonNode Digests() => new JsonArray(
        [.. new[] { "", "abc", "render" }.Select(text => (JsonNode)new JsonObject { ["text"] = text, ["sha256"] = Digest.OfText(text).ToString() })]);

    public static JsonNode Leaves()
    {
        var cases = new JsonArray();
        foreach (var (block, pixels) in new[] { (0, 64), (5, 1), (70_000, 18) })
        {
            var sums = Samples.Bytes([.. Enumerable.Range(0, 3 * pixels).Select(i => (i % 2 == 0 ? 1L : -1L) * (1_000_000_007L * i + block))]);
            var leaf = Leaf.Of(Samples.Digest("task"), block, sums, 1_234, 5);
            cases.Add(new JsonObject
            {
                ["task"] = Samples.Digest("task").ToString(),
                ["block"] = block,
                ["sums"] = Hex(sums),
                ["rays"] = 1_234,
                ["invalid"] = 5,
                ["hash"] = leaf.Hash.ToString(),
            });
        }

        return cases;
    }

    public static JsonNode Trees()
    {
        var cases = new JsonArray();
        foreach (var count in new[] { 1, 2, 3, 5, 8, 13 })
        {
            MerkleSum[] leaves = [.. Enumerable.Range(0, count).Select(i => Samples.MerkleSum($"leaf {i}", (ulong)(100 + i), (ulong)(i % 3)))];
            var tree = MerkleSumTree.Build(leaves);
            var paths = new JsonArray();
            foreach (var index in new[] { 0, count / 2, count - 1 }.Distinct())
                paths.Add(new JsonObject { ["index"] = index, ["path"] = Hex(tree.PathTo(index).ToArray()) });
            cases.Add(new JsonObject { ["leaves"] = new JsonArray([.. leaves.Select(Sum)]), ["root"] = Sum(tree.Root), ["paths"] = paths });
        }

        return cases;
    }

    public static JsonNode ResultFiles()
    {
        var file = Samples.Result(new PixelRegion(8, 16, 18, 9));
        var tree = file.Commit(Samples.Digest("task"));
        return new JsonObject
        {
            ["content"] = Hex(file.Content.Span),
            ["digest"] = Digest.Of(file.Content.Span).ToString(),
            ["blocks"] = file.Blocks,
            ["task"] = Samples.Digest("task").ToString(),
            ["root"] = Sum(tree.Root),
        };
    }

    public static JsonNode Receipts()
    {
        using var key = Samples.Key(NodeName);
        var receipt = Samples.Receipt(Samples.KeyDigest(key));
        return new JsonObject
        {
            ["fields"] = new JsonObject
            {
                ["network"] = receipt.Network.ToString(),
                ["job"] = receipt.Job.ToString(),
                ["task"] = receipt.Task.ToString(),
                ["lease"] = receipt.Lease.ToString(),
                ["node"] = receipt.Node.ToString(),
                ["package"] = receipt.Package.ToString(),
                ["settings"] = receipt.Settings.ToString(),
                ["root"] = receipt.Root.ToString(),
                ["rays"] = receipt.Rays,
                ["invalid"] = receipt.Invalid,
                ["resultBlob"] = receipt.ResultBlob.ToString(),
                ["log"] = receipt.Log.ToString(),
                ["engineBuild"] = receipt.EngineBuild,
                ["engine"] = receipt.Engine.ToString(),
                ["deviceClass"] = receipt.DeviceClass,
                ["startedUnixMs"] = receipt.StartedUnixMs,
                ["finishedUnixMs"] = receipt.FinishedUnixMs,
            },
            ["encoding"] = Hex(receipt.ToArray()),
            ["digest"] = receipt.Digest.ToString(),
            ["publicKey"] = Hex(key.ExportSubjectPublicKeyInfo()),
            ["nodeId"] = NodeKey.IdOf(receipt.Node).ToString(),
            ["signature"] = ReceiptSignature,
            ["highS"] = Signatures.Twin(ReceiptSignature),
        };
    }

    public static JsonNode AuditReports()
    {
        using var key = Samples.Key(AuditorName);
        var report = Samples.AuditReport(Samples.KeyDigest(key));
        return new JsonObject
        {
            ["fields"] = new JsonObject
            {
                ["network"] = report.Network.ToString(),
                ["job"] = report.Job.ToString(),
                ["task"] = report.Task.ToString(),
                ["lease"] = report.Lease.ToString(),
                ["auditor"] = report.Auditor.ToString(),
                ["engineBuild"] = report.EngineBuild,
                ["engine"] = report.Engine.ToString(),
                ["deviceClass"] = report.DeviceClass,
                ["startedUnixMs"] = report.StartedUnixMs,
                ["finishedUnixMs"] = report.FinishedUnixMs,
                ["blocks"] = new JsonArray([.. report.Blocks.Select(b => (JsonNode)new JsonObject { ["block"] = b.Block, ["leaf"] = Sum(b.Leaf) })]),
            },
            ["encoding"] = Hex(report.ToArray()),
            ["digest"] = report.Digest.ToString(),
            ["publicKey"] = Hex(key.ExportSubjectPublicKeyInfo()),
            ["signature"] = ReportSignature,
        };
    }

    public static JsonNode Requests()
    {
        using var key = Samples.Key(NodeName);
        var request = new SignedRequest(Samples.KeyDigest(key), 1_700_000_000_000, Digest.OfText("{}"), "POST", "/v1/leases?wait=1");
        return new JsonObject
        {
            ["node"] = request.Node.ToString(),
            ["timeUnixMs"] = request.TimeUnixMs,
            ["body"] = request.Body.ToString(),
            ["method"] = request.Method,
            ["target"] = request.Target,
            ["encoding"] = Hex(request.ToArray()),
            ["publicKey"] = Hex(key.ExportSubjectPublicKeyInfo()),
            ["signature"] = RequestSignature,
        };
    }

    private static CommitmentStatement Statement => new(
        Samples.Digest("network"), Samples.Digest("task"), Samples.Lease("lease"), Samples.Digest("node"),
        ReplicaCommitment.Of(Samples.Digest("root"), Samples.Digest("node"), Samples.Lease("lease"), Samples.Digest("salt")));

    public static JsonNode Commitments() => new JsonObject
    {
        ["root"] = Samples.Digest("root").ToString(),
        ["node"] = Samples.Digest("node").ToString(),
        ["lease"] = Samples.Lease("lease").ToString(),
        ["salt"] = Samples.Digest("salt").ToString(),
        ["commitment"] = ReplicaCommitment.Of(Samples.Digest("root"), Samples.Digest("node"), Samples.Lease("lease"), Samples.Digest("salt")).ToString(),
        ["statement"] = new JsonObject
        {
            ["network"] = Statement.Network.ToString(),
            ["task"] = Statement.Task.ToString(),
            ["encoding"] = Hex(Statement.ToArray()),
            ["digest"] = Statement.Digest.ToString(),
        },
        ["creatorSaltCommitment"] = CreatorSalt.Commit(Samples.Digest("salt")).ToString(),
    };

    public static JsonNode Beacons()
    {
        var beacon = new BeaconGenerator(Samples.Digest("beacon"), 1_000);
        return new JsonObject
        {
            ["seed"] = Samples.Digest("beacon").ToString(),
            ["length"] = beacon.Length,
            ["anchor"] = beacon.Anchor.ToString(),
            ["reveals"] = new JsonArray([.. new[] { 1, 2, 3, 500, 999, 1_000 }.Select(k => (JsonNode)new JsonObject { ["index"] = k, ["element"] = beacon.Reveal(k).ToString() })]),
        };
    }

    public static JsonNode Draws()
    {
        var seed = Challenge.Seed(Samples.Digest("reveal"), Samples.Digest("salt"), Samples.Digest("receipt"));
        var draws = new JsonArray();
        foreach (var (blocks, rate) in new[] { (1, 19_800), (50, 19_800), (64, 19_800), (75, 19_800), (3_600, 19_800), (7, 1_000_000), (100, 0) })
            draws.Add(new JsonObject { ["blocks"] = blocks, ["ratePpm"] = rate, ["drawn"] = new JsonArray([.. Challenge.DrawBlocks(seed, blocks, rate).Select(b => (JsonNode)b)]) });
        AuditorCandidate[] candidates = [.. Enumerable.Range(0, 6).Select(i => new AuditorCandidate(NodeKey.IdOf(Samples.Digest(i)), OperatorId.Parse($"op-{i / 2}"), (uint)(1 + i)))];
        var rendered = OperatorId.Parse("op-0");
        return new JsonObject
        {
            ["reveal"] = Samples.Digest("reveal").ToString(),
            ["creatorSalt"] = Samples.Digest("salt").ToString(),
            ["receipt"] = Samples.Digest("receipt").ToString(),
            ["seed"] = seed.ToString(),
            ["draws"] = draws,
            ["candidates"] = new JsonArray([.. candidates.Select(c => (JsonNode)new JsonObject { ["node"] = c.Node.Value, ["operator"] = c.Operator.Value, ["weight"] = c.Weight })]),
            ["candidatesDigest"] = AuditorDraw.Digest(candidates).ToString(),
            ["rendered"] = rendered.Value,
            ["auditors"] = new JsonArray([.. Enumerable.Range(0, 5).Select(a => (JsonNode?)AuditorDraw.Pick(seed, candidates, rendered, a)?.Node.Value)]),
            ["repeatedAt10000Ppm"] = Challenge.IsRepeated(seed, 10_000),
            ["repeatedAt1000000Ppm"] = Challenge.IsRepeated(seed, 1_000_000),
        };
    }

    private static JsonNode Sum(MerkleSum sum) => new JsonObject { ["hash"] = sum.Hash.ToString(), ["rays"] = sum.Rays, ["invalid"] = sum.Invalid };

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
