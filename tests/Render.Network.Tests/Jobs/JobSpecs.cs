using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Proof;

namespace Render.Network.Tests.Jobs;

/// <summary>Specs to start from.</summary>
internal static class JobSpecs
{
    /// <summary>A sound spec with every optional field given.</summary>
    public static JobSpec Full { get; } = new()
    {
        Name = "Walk cycle",
        Package = Digest.Of("package"u8),
        Frames = new FrameRange(0, 23),
        FramesPerSecond = new FrameRate(30_000, 1_001),
        Size = new ImageSize(640, 360),
        Samples = 16,
        Bounces = 6,
        Tier = Tier.Priority,
        DeadlineSeconds = 3_600,
        MaxPrice = Tokens.FromWhole(12),
        Bid = Tokens.FromDecimal(0.25m),
        Camera = "Close-up",
        Environment = Digest.Of("environment"u8).ToString(),
        Shot = new ShotSettings
        {
            Filter = PixelFilter.BlackmanHarris,
            LightUnits = LightUnits.Blender,
            ShutterThousandths = 500,
            Aperture = new Aperture(ApertureUnit.Stops, 2_800),
            FocusMillimetres = 3_250,
        },
        View = new ViewSettings(-1_500, ViewTransform.Neutral),
        Placement = new PlacementPolicies(
            new PlacementPolicy { Regions = ["eu-west"], Jurisdictions = ["DE", "FR"], DeniedJurisdictions = ["US"], MinimumEvidence = EvidenceLevel.Measured },
            new PlacementPolicy { Jurisdictions = ["DE"], MinimumEvidence = EvidenceLevel.Attested },
            PlacementPolicy.Anywhere),
        Seed = 7,
        Creator = CreatorId.Parse("alice"),
        SaltCommitment = Digest.Of("salt"u8),
    };

    /// <summary>Each a copy of <see cref="Full"/> with exactly one field changed, by the field's name.</summary>
    public static IReadOnlyDictionary<string, JobSpec> OneFieldChanged { get; } = new Dictionary<string, JobSpec>
    {
        [nameof(JobSpec.Kind)] = Full with { Kind = JobKind.Denoise },
        [nameof(JobSpec.Name)] = Full with { Name = null },
        [nameof(JobSpec.Package)] = Full with { Package = Digest.Of("other"u8) },
        [nameof(JobSpec.Frames)] = Full with { Frames = new FrameRange(0, 22) },
        [nameof(JobSpec.FramesPerSecond)] = Full with { FramesPerSecond = new FrameRate(30) },
        [nameof(JobSpec.Size)] = Full with { Size = new ImageSize(360, 640) },
        [nameof(JobSpec.Samples)] = Full with { Samples = 17 },
        [nameof(JobSpec.Bounces)] = Full with { Bounces = 7 },
        [nameof(JobSpec.Tier)] = Full with { Tier = Tier.Trusted },
        [nameof(JobSpec.DeadlineSeconds)] = Full with { DeadlineSeconds = null },
        [nameof(JobSpec.MaxPrice)] = Full with { MaxPrice = null },
        [nameof(JobSpec.Bid)] = Full with { Bid = null },
        [nameof(JobSpec.Camera)] = Full with { Camera = null },
        [nameof(JobSpec.Environment)] = Full with { Environment = "sky" },
        [nameof(JobSpec.Shot)] = Full with { Shot = ShotSettings.Default },
        [nameof(JobSpec.View)] = Full with { View = ViewSettings.Default },
        [nameof(JobSpec.Placement)] = Full with { Placement = PlacementPolicies.Anywhere },
        [nameof(JobSpec.Denoise)] = Full with { Denoise = true },
        [nameof(JobSpec.Statistical)] = Full with { Statistical = true },
        [nameof(JobSpec.Seed)] = Full with { Seed = 8 },
        [nameof(JobSpec.Creator)] = Full with { Creator = CreatorId.Parse("bob") },
        [nameof(JobSpec.SaltCommitment)] = Full with { SaltCommitment = Digest.Of("pepper"u8) },
    };

    /// <summary>Each a copy of <see cref="Full"/> with exactly one field of its shot changed, by the field's name.</summary>
    public static IReadOnlyDictionary<string, JobSpec> OneShotFieldChanged { get; } = new Dictionary<string, JobSpec>
    {
        [nameof(ShotSettings.Filter)] = Full with { Shot = Full.Shot with { Filter = PixelFilter.Box } },
        [nameof(ShotSettings.LightUnits)] = Full with { Shot = Full.Shot with { LightUnits = LightUnits.Gltf } },
        [nameof(ShotSettings.ShutterThousandths)] = Full with { Shot = Full.Shot with { ShutterThousandths = 501 } },
        [nameof(ShotSettings.Aperture)] = Full with { Shot = Full.Shot with { Aperture = new Aperture(ApertureUnit.Radius, 2_800) } },
        [nameof(ShotSettings.FocusMillimetres)] = Full with { Shot = Full.Shot with { FocusMillimetres = 3_251 } },
        [nameof(ShotSettings.NoiseTargetMillionths)] = Full with { Shot = Full.Shot with { NoiseTargetMillionths = 10_000 } },
    };
}
