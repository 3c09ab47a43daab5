using System.Text.Json.Serialization;
using Render.Network.Economics;
using Render.Network.Proof;

namespace Render.Network.Jobs;

/// <summary>What a creator asks for. A value, not yet checked: see <see cref="JobSpecValidation"/>.</summary>
/// <remarks>JSON: see <see cref="JobSpecJson"/>. Equal where every field is.</remarks>
[JsonConverter(typeof(JobSpecJsonConverter))]
public sealed record JobSpec
{
    /// <summary>What is computed. Default: render.</summary>
    public JobKind Kind { get; init; } = JobKind.Render;

    /// <summary>What people call it; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>Digest of the scene package's manifest. No default.</summary>
    public Digest Package { get; init; }

    /// <summary>Which frames. Default: frame 0.</summary>
    public FrameRange Frames { get; init; }

    /// <summary>At which rate frames follow each other. Default: 24.</summary>
    public FrameRate FramesPerSecond { get; init; } = new(24);

    /// <summary>Pixels of a frame. Default: 640×360.</summary>
    public ImageSize Size { get; init; } = new(640, 360);

    /// <summary>Samples of each pixel. Default: 64.</summary>
    public int Samples { get; init; } = 64;

    /// <summary>Most scattering events of a path. Default: 8.</summary>
    public int Bounces { get; init; } = 8;

    /// <summary>The tier. Default: economy.</summary>
    public Tier Tier { get; init; } = Tier.Economy;

    /// <summary>Seconds from funding within which the frames are wanted; null for no deadline.</summary>
    public long? DeadlineSeconds { get; init; }

    /// <summary>The most that may be locked in escrow; null for no bound.</summary>
    public Tokens? MaxPrice { get; init; }

    /// <summary>The most to pay for a work unit, tier multiplier included; null for no bound.</summary>
    public Tokens? Bid { get; init; }

    /// <summary>Name of the camera in the scene; null for the scene's first one, or a framed one where it has none.</summary>
    public string? Camera { get; init; }

    /// <summary><c>auto</c> (the scene's own light, and the default sky where it has none), <c>sky</c>, <c>none</c>, or the digest of an environment map in the package.</summary>
    public string Environment { get; init; } = "auto";

    /// <summary>Filter, lens, shutter, units of light and noise target.</summary>
    public ShotSettings Shot { get; init; } = ShotSettings.Default;

    /// <summary>Exposure and curve of the picture.</summary>
    public ViewSettings View { get; init; } = ViewSettings.Default;

    /// <summary>Where its scene, its output and its logs may be. Default: anywhere.</summary>
    public PlacementPolicies Placement { get; init; } = PlacementPolicies.Anywhere;

    /// <summary>Whether noise is taken out of the finished frames, after the proof: the samples are even then, and no task has some of both halves. Default: no.</summary>
    public bool Denoise { get; init; }

    /// <summary>
    /// Whether nodes may take part whose bytes are their own: then results are compared by statistics and never byte for byte. Default: no, the job is exact.
    /// </summary>
    public bool Statistical { get; init; }

    /// <summary>Keys every random number of the job. Default: 0.</summary>
    public uint Seed { get; init; }

    /// <summary>Who pays. No default.</summary>
    public CreatorId Creator { get; init; }

    /// <summary>SHA-256 commitment to the creator's salt, which later mixes the audits' draw. No default.</summary>
    public Digest SaltCommitment { get; init; }

    /// <summary>Samples of the whole job: pixels × samples × frames; 0 where any of them is not positive.</summary>
    [JsonIgnore]
    public UInt128 TotalSamples =>
        Size.Width <= 0 || Size.Height <= 0 || Samples <= 0 || Frames.Count <= 0
            ? 0
            : (UInt128)Size.Pixels * (uint)Samples * (ulong)Frames.Count;
}
