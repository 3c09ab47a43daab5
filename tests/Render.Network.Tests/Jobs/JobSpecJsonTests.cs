using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using Render.Network.Economics;
using Render.Network.Jobs;

namespace Render.Network.Tests.Jobs;

public class JobSpecJsonTests
{
    [Fact]
    public void Json_EveryFieldGiven_RoundTrips() => Assert.Equal(JobSpecs.Full, JsonSerializer.Deserialize<JobSpec>(JsonSerializer.Serialize(JobSpecs.Full)));

    [Fact]
    public void Json_EveryFieldChanged_RoundTrips() =>
        Assert.All(JobSpecs.OneFieldChanged.Values, spec => Assert.Equal(spec, JsonSerializer.Deserialize<JobSpec>(JsonSerializer.Serialize(spec))));

    [Property]
    public bool Json_AnyNumbers_RoundTrip(int first, int last, int width, int height, int samples, long deadline, uint seed, int exposure)
    {
        var spec = JobSpecs.Full with
        {
            Frames = new FrameRange(first, last),
            Size = new ImageSize(width, height),
            Samples = samples,
            DeadlineSeconds = deadline,
            Seed = seed,
            View = new ViewSettings(exposure % 1_000_000, ViewTransform.Standard),
            MaxPrice = new Tokens(UInt128.MaxValue - seed),
        };
        return JsonSerializer.Deserialize<JobSpec>(JsonSerializer.Serialize(spec)) == spec;
    }

    [Fact]
    public void Read_WhatPeopleWrite_IsUnderstood()
    {
        var reading = Read("""
            {
              // a comment
              "frames": 5, "framesPerSecond": 25, "size": "1920x1080", "samples": "128", "tier": "TRUSTED", "exposure": 0.5, "view": "Neutral",
              "filter": "Box", "lightUnits": "gltf", "shutter": 0.25, "aperture": "0.025m", "focus": 2.5, "noiseTarget": 0.01,
              "placement": { "jurisdictions": ["DE"] }, "camera": null,
            }
            """, SpecLimits.Default);

        Assert.Empty(reading.Errors);
        Assert.Equal(
            JobSpecs.Full with
            {
                Frames = new FrameRange(5, 5),
                FramesPerSecond = new FrameRate(25),
                Size = new ImageSize(1920, 1080),
                Samples = 128,
                Tier = Tier.Trusted,
                Shot = new ShotSettings
                {
                    ShutterThousandths = 250,
                    Aperture = new Aperture(ApertureUnit.Radius, 25_000),
                    FocusMillimetres = 2_500,
                    NoiseTargetMillionths = 10_000,
                },
                View = new ViewSettings(500, ViewTransform.Neutral),
                Placement = new PlacementPolicies(
                    JobSpecs.Full.Placement.Scene with { Jurisdictions = ["DE"] }, JobSpecs.Full.Placement.Output, PlacementPolicy.Anywhere with { Jurisdictions = ["DE"] }),
            },
            reading.Spec);
    }

    [Theory]
    [InlineData("""{ "tier": "gold" }""", "spec.tier.unknown", "tier")]
    [InlineData("""{ "kind": 3 }""", "spec.kind.unknown", "kind")]
    [InlineData("""{ "frames": "a-b" }""", "spec.frames.unreadable", "frames")]
    [InlineData("""{ "frames": "9-3" }""", "spec.frames.reversed", "frames")]
    [InlineData("""{ "frames": "99999999999" }""", "spec.frames.unreadable", "frames")]
    [InlineData("""{ "size": [1, 2] }""", "spec.size.unreadable", "size")]
    [InlineData("""{ "size": "0x0" }""", "spec.size.empty", "size")]
    [InlineData("""{ "samples": 1.5 }""", "spec.samples.unreadable", "samples")]
    [InlineData("""{ "samples": 1e400 }""", "spec.samples.unreadable", "samples")]
    [InlineData("""{ "exposure": 0.0001 }""", "spec.exposure.unreadable", "exposure")]
    [InlineData("""{ "maxPrice": "-1" }""", "spec.maxPrice.unreadable", "maxPrice")]
    [InlineData("""{ "filter": "gauss" }""", "spec.filter.unknown", "filter")]
    [InlineData("""{ "lightUnits": "lumen" }""", "spec.lightUnits.unknown", "lightUnits")]
    [InlineData("""{ "shutter": 0.0005 }""", "spec.shutter.unreadable", "shutter")]
    [InlineData("""{ "aperture": "2.8" }""", "spec.aperture.unreadable", "aperture")]
    [InlineData("""{ "aperture": "f/2.8001" }""", "spec.aperture.unreadable", "aperture")]
    [InlineData("""{ "focus": "near" }""", "spec.focus.unreadable", "focus")]
    [InlineData("""{ "noiseTarget": 1e-3 }""", "spec.noiseTarget.unreadable", "noiseTarget")]
    [InlineData("""{ "denoise": "yes" }""", "spec.denoise.unreadable", "denoise")]
    [InlineData("""{ "package": "abc" }""", "spec.package.unreadable", "package")]
    [InlineData("""{ "creator": "Alice!" }""", "spec.creator.unreadable", "creator")]
    [InlineData("""{ "placement": 3 }""", "spec.placement.unreadable", "placement")]
    [InlineData("""{ "placement": { "regions": [3] } }""", "spec.placement.regions.unreadable", "placement.regions")]
    [InlineData("""{ "placement": { "regoins": [] } }""", "spec.field.unknown", "placement.regoins")]
    [InlineData("""{ "placement": { "output": { "minimumEvidence": "sworn" } } }""", "spec.placement.output.minimumEvidence.unknown", "placement.output.minimumEvidence")]
    [InlineData("""{ "placement": { "logs": { "regions": ["EU West"] } } }""", "spec.placement.region", "placement.logs.regions")]
    [InlineData("""{ "placement": { "regions": ["EU West"], "minimumEvidence": "measured", "jurisdictions": ["DE"], "deniedJurisdictions": [] } }""", "spec.placement.region", "placement.regions")]
    [InlineData("""{ "sampels": 4 }""", "spec.field.unknown", "sampels")]
    [InlineData("[]", "spec.json.notAnObject", "")]
    [InlineData("{", "spec.json.malformed", "")]
    [InlineData("", "spec.json.malformed", "")]
    public void Read_OneWrongField_IsNamedAlone(string json, string code, string field)
    {
        var error = Assert.Single(Read(json).Errors);

        Assert.Equal((code, field), (error.Code, error.Field));
        Assert.NotEmpty(error.Message);
        Assert.NotEmpty(error.Fix);
    }

    [Fact]
    public void Read_ErrorsOfFormAndContent_AreAllNamed() =>
        Assert.Equal(
            ["spec.tier.unknown", "spec.frames.reversed", "spec.samples.notPositive"],
            Read("""{ "tier": "gold", "frames": "9-3", "samples": 0 }""").Errors.Select(error => error.Code));

    [Fact]
    public void Read_OnePlacement_HoldsForSceneOutputAndLogs() => Assert.Equal(
        PlacementPolicies.Of(new PlacementPolicy { Regions = ["eu-west"] }),
        JobSpecJson.Read("""{ "placement": { "regions": ["eu-west"] } }"""u8.ToArray(), new JobSpec(), SpecLimits.Default).Spec.Placement);

    [Fact]
    public void Read_PlacementOfLogsAlone_LeavesTheOthersAsTheyAre() => Assert.Equal(
        PlacementPolicies.Anywhere with { Logs = new PlacementPolicy { Regions = ["eu-west"], MinimumEvidence = EvidenceLevel.Attested } },
        JobSpecJson.Read("""{ "placement": { "minimumEvidence": "declared", "logs": { "regions": ["eu-west"], "minimumEvidence": "attested" } } }"""u8.ToArray(), new JobSpec(), SpecLimits.Default).Spec.Placement);

    [Property]
    public bool Read_AnyText_NeverThrows(NonNull<string> text) => Read(text.Get).Errors is not null;

    private static JobSpecReading Read(string json, SpecLimits? limits = null) => JobSpecJson.Read(Encoding.UTF8.GetBytes(json), JobSpecs.Full, limits ?? SpecLimits.Default);
}
