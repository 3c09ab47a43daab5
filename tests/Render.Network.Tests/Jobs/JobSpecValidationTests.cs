using Render.Network.Economics;
using Render.Network.Jobs;

namespace Render.Network.Tests.Jobs;

public class JobSpecValidationTests
{
    private static readonly SpecLimits Denoising = SpecLimits.Default with { CanDenoise = true };

    private static readonly JobSpec Denoised = JobSpecs.Full with { Denoise = true };

    public static TheoryData<string, string, JobSpec> Wrong => new()
    {
        { "spec.kind.unknown", "kind", JobSpecs.Full with { Kind = (JobKind)9 } },
        { "spec.kind.unsupported", "kind", JobSpecs.Full with { Kind = JobKind.Infer } },
        { "spec.name.unreadable", "name", JobSpecs.Full with { Name = "" } },
        { "spec.name.unreadable", "name", JobSpecs.Full with { Name = "a\nb" } },
        { "spec.package.empty", "package", JobSpecs.Full with { Package = default } },
        { "spec.creator.missing", "creator", JobSpecs.Full with { Creator = default } },
        { "spec.salt.missing", "saltCommitment", JobSpecs.Full with { SaltCommitment = default } },
        { "spec.frames.reversed", "frames", JobSpecs.Full with { Frames = new FrameRange(5, 4) } },
        { "spec.frames.negative", "frames", JobSpecs.Full with { Frames = new FrameRange(-1, 4) } },
        { "spec.frames.tooLarge", "frames", JobSpecs.Full with { Frames = new FrameRange(0, 100_000) } },
        { "spec.framesPerSecond.notPositive", "framesPerSecond", JobSpecs.Full with { FramesPerSecond = new FrameRate(0) } },
        { "spec.framesPerSecond.notPositive", "framesPerSecond", JobSpecs.Full with { FramesPerSecond = new FrameRate(24, 0) } },
        { "spec.framesPerSecond.tooLarge", "framesPerSecond", JobSpecs.Full with { FramesPerSecond = new FrameRate(1_001) } },
        { "spec.size.empty", "size", JobSpecs.Full with { Size = new ImageSize(0, 0) } },
        { "spec.size.empty", "size", JobSpecs.Full with { Size = new ImageSize(-8, 8) } },
        { "spec.size.tooLarge", "size", JobSpecs.Full with { Size = new ImageSize(65_537, 1) } },
        { "spec.samples.notPositive", "samples", JobSpecs.Full with { Samples = 0 } },
        { "spec.samples.notPositive", "samples", JobSpecs.Full with { Samples = -1 } },
        { "spec.samples.tooLarge", "samples", JobSpecs.Full with { Samples = SpecLimits.SamplesThatFit + 1 } },
        { "spec.bounces.outOfRange", "bounces", JobSpecs.Full with { Bounces = -1 } },
        { "spec.bounces.outOfRange", "bounces", JobSpecs.Full with { Bounces = 65 } },
        { "spec.camera.unreadable", "camera", JobSpecs.Full with { Camera = "" } },
        { "spec.environment.unknown", "environment", JobSpecs.Full with { Environment = "moon" } },
        { "spec.filter.unknown", "filter", JobSpecs.Full with { Shot = new() { Filter = 0 } } },
        { "spec.lightUnits.unknown", "lightUnits", JobSpecs.Full with { Shot = new() { LightUnits = 0 } } },
        { "spec.shutter.outOfRange", "shutter", JobSpecs.Full with { Shot = new() { ShutterThousandths = 1_001 } } },
        { "spec.shutter.outOfRange", "shutter", JobSpecs.Full with { Shot = new() { ShutterThousandths = -1 } } },
        { "spec.aperture.outOfRange", "aperture", JobSpecs.Full with { Shot = new() { Aperture = new(ApertureUnit.Stops, 99), FocusMillimetres = 1 } } },
        { "spec.aperture.outOfRange", "aperture", JobSpecs.Full with { Shot = new() { Aperture = new(0, 1_000), FocusMillimetres = 1 } } },
        { "spec.aperture.missing", "aperture", JobSpecs.Full with { Shot = new() { FocusMillimetres = 1 } } },
        { "spec.focus.outOfRange", "focus", JobSpecs.Full with { Shot = new() { Aperture = new(ApertureUnit.Stops, 2_800), FocusMillimetres = 0 } } },
        { "spec.focus.missing", "focus", JobSpecs.Full with { Shot = new() { Aperture = new(ApertureUnit.Radius, 1) } } },
        { "spec.noiseTarget.outOfRange", "noiseTarget", JobSpecs.Full with { Shot = new() { NoiseTargetMillionths = -1 } } },
        { "spec.exposure.outOfRange", "exposure", JobSpecs.Full with { View = new ViewSettings(-20_001, ViewTransform.Standard) } },
        { "spec.view.unknown", "view", JobSpecs.Full with { View = new ViewSettings(0, (ViewTransform)9) } },
        { "spec.denoise.unsupported", "denoise", JobSpecs.Full with { Denoise = true } },
        { "spec.denoise.samples", "samples", Denoised with { Samples = 15 } },
        { "spec.denoise.size", "size", Denoised with { Size = new ImageSize(8_192, 4_097) } },
        { "spec.work.tooManyTasks", "frames", Denoised with { Frames = new FrameRange(0, 99_999), Size = new ImageSize(20_481, 1), Samples = 2 } },
        { "spec.statistical.samples", "samples", JobSpecs.Full with { Statistical = true, Samples = 48 } },
        { "spec.statistical.samples", "samples", JobSpecs.Full with { Statistical = true, Samples = 4 } },
        { "spec.statistical.tier", "tier", JobSpecs.Full with { Statistical = true, Tier = Tier.Trusted } },
        { "spec.tier.unknown", "tier", JobSpecs.Full with { Tier = (Tier)9 } },
        { "spec.deadline.notPositive", "deadlineSeconds", JobSpecs.Full with { DeadlineSeconds = -1 } },
        { "spec.deadline.notPositive", "deadlineSeconds", JobSpecs.Full with { DeadlineSeconds = 0 } },
        { "spec.deadline.tooLarge", "deadlineSeconds", JobSpecs.Full with { DeadlineSeconds = long.MaxValue } },
        { "spec.maxPrice.zero", "maxPrice", JobSpecs.Full with { MaxPrice = Tokens.Zero } },
        { "spec.bid.zero", "bid", JobSpecs.Full with { Bid = Tokens.Zero } },
        { "spec.placement.tooLarge", "placement", JobSpecs.Full with { Placement = PlacementPolicies.Of(new PlacementPolicy { Regions = [.. Enumerable.Repeat("eu", 257)] }) } },
        { "spec.placement.region", "placement.regions", JobSpecs.Full with { Placement = PlacementPolicies.Of(new PlacementPolicy { Regions = ["EU West"] }) } },
        { "spec.placement.jurisdiction", "placement.jurisdictions", JobSpecs.Full with { Placement = PlacementPolicies.Of(new PlacementPolicy { Jurisdictions = ["Germany"] }) } },
        { "spec.placement.contradiction", "placement.deniedJurisdictions", JobSpecs.Full with { Placement = PlacementPolicies.Of(new PlacementPolicy { Jurisdictions = ["DE"], DeniedJurisdictions = ["DE"] }) } },
        { "spec.placement.evidence", "placement.minimumEvidence", JobSpecs.Full with { Placement = PlacementPolicies.Of(new PlacementPolicy { MinimumEvidence = 0 }) } },
        { "spec.work.tooLarge", "samples", JobSpecs.Full with { Size = new ImageSize(65_536, 65_536), Samples = 1 << 20 } },
        { "spec.work.tooManyTasks", "frames", JobSpecs.Full with { Size = new ImageSize(65_536, 65_536), Samples = 1, Frames = new FrameRange(0, 3_906) } },
        { "spec.work.tooManyTasks", "frames", JobSpecs.Full with { Statistical = true, Size = new ImageSize(65_536, 65_536), Samples = 8, Frames = new FrameRange(0, 1_953) } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_OneWrongField_IsNamedAlone(string code, string field, JobSpec spec)
    {
        var error = Assert.Single(JobSpecValidation.Check(spec, spec.Denoise && code != "spec.denoise.unsupported" ? Denoising : SpecLimits.Default));

        Assert.Equal((code, field), (error.Code, error.Field));
        Assert.NotEmpty(error.Message);
        Assert.NotEmpty(error.Fix);
    }

    [Fact]
    public void Check_DenoisedSpecWithANoiseTargetOrStatistical_HasNoError()
    {
        Assert.Empty(JobSpecValidation.Check(Denoised with { Shot = new() { NoiseTargetMillionths = 10_000 } }, Denoising));
        Assert.Empty(JobSpecValidation.Check(Denoised with { Statistical = true }, Denoising));
        Assert.Empty(JobSpecValidation.Check(Denoised with { Size = new ImageSize(8_192, 4_096), Samples = 2 }, Denoising));
    }

    [Fact]
    public void Check_SoundSpec_HasNoError() => Assert.Empty(JobSpecValidation.Check(JobSpecs.Full, SpecLimits.Default));

    [Fact]
    public void Check_LargestPicture_HasNoError() => Assert.Empty(JobSpecValidation.Check(
        JobSpecs.Full with { Size = new ImageSize(65_536, 65_536), Frames = new FrameRange(0, 3_905), Samples = 1 }, SpecLimits.Default));

    [Fact]
    public void Check_ManyWrongFields_NamesThemAll()
    {
        var spec = new JobSpec { Frames = new FrameRange(9, 3), Size = default, Samples = 0, Tier = 0, DeadlineSeconds = -5 };

        var codes = JobSpecValidation.Check(spec, SpecLimits.Default).Select(error => error.Code);

        Assert.Equal(
            [
                "spec.package.empty", "spec.creator.missing", "spec.salt.missing", "spec.frames.reversed", "spec.size.empty", "spec.samples.notPositive",
                "spec.tier.unknown", "spec.deadline.notPositive",
            ],
            codes);
    }
}
