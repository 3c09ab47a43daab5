using System.Text.Json;
using System.Text.Json.Nodes;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Proof;
using Render.Network.Quotes;
using Render.Network.Tests.Jobs;

namespace Render.Network.Tests.Vectors;

/// <summary>Vectors of what is bought: spec, settings, quote, order and task.</summary>
internal static class OrderVectors
{
    public static JsonNode Orders() => new JsonArray(
        Order(JobSpecs.Full),
        Order(JobSpecs.Full with { Shot = JobSpecs.OneShotFieldChanged[nameof(ShotSettings.Aperture)].Shot with { NoiseTargetMillionths = 12_500 } }),
        Order(new JobSpec { Package = Samples.Digest("package"), Creator = CreatorId.Parse("bob"), SaltCommitment = Samples.Digest("salt") }));

    private static JsonObject Order(JobSpec spec)
    {
        var settings = RenderSettings.Of(spec, "pathtracer", 3);
        var offer = new TierOffer(Tier.Economy, new Tokens(20), new Tokens(UInt128.MaxValue), Tokens.FromWhole(8), Tokens.FromWhole(9), true, 2, null);
        var quote = new Quote(spec.Package, settings.ToDigest(), new WorkEstimate(1_000, 1_100, 400_000, 2, 50), 24, [offer, offer with { Tier = Tier.Trusted }], []);
        var (network, order) = (Samples.Digest("network"), OrderHash.Of(quote.ToDigest(), spec));
        var task = new TaskId(JobId.Parse("job-1"), 12, new PixelRegion(0, 88, 640, 96), new SampleRange(0, 16));
        return new JsonObject
        {
            ["spec"] = JsonSerializer.SerializeToNode(spec),
            ["specEncoding"] = Convert.ToHexStringLower(JobSpecDigest.Encode(spec)),
            ["specDigest"] = JobSpecDigest.Of(spec).ToString(),
            ["engine"] = settings.Engine,
            ["engineBuild"] = settings.EngineBuild,
            ["settingsEncoding"] = Convert.ToHexStringLower(settings.Encode()),
            ["settingsDigest"] = settings.ToDigest().ToString(),
            ["quoteEncoding"] = Convert.ToHexStringLower(quote.Encode()),
            ["quoteDigest"] = quote.ToDigest().ToString(),
            ["orderHash"] = order.ToString(),
            ["network"] = network.ToString(),
            ["task"] = task.ToString(),
            ["taskEncoding"] = Convert.ToHexStringLower(TaskDigest.Encode(network, order, spec.Package, settings.ToDigest(), task.Frame, task.Region, task.Samples)),
            ["taskDigest"] = TaskDigest.Of(network, order, spec.Package, settings.ToDigest(), task.Frame, task.Region, task.Samples).ToString(),
        };
    }
}
