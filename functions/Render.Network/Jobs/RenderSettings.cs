using Render.Network.Proof;

namespace Render.Network.Jobs;

/// <summary>Everything besides the package that decides a task's bytes, and nothing that does not: no tier, no price, no view.</summary>
/// <param name="Kind">What is computed.</param>
/// <param name="Size">Pixels of a frame.</param>
/// <param name="Samples">Samples of each pixel in the whole frame.</param>
/// <param name="Bounces">Most scattering events of a path.</param>
/// <param name="Seed">Keys every random number.</param>
/// <param name="FramesPerSecond">Decides when a frame samples the animation.</param>
/// <param name="Camera">Name of the camera; null for the scene's own choice.</param>
/// <param name="Environment">The light from afar, as in the spec.</param>
/// <param name="Engine">Name of the engine.</param>
/// <param name="EngineBuild">Build whose bytes are the standard; builds that give the same bytes share it.</param>
public sealed record RenderSettings(
    JobKind Kind,
    ImageSize Size,
    int Samples,
    int Bounces,
    uint Seed,
    FrameRate FramesPerSecond,
    string? Camera,
    string Environment,
    string Engine,
    uint EngineBuild)
{
    /// <summary>Filter, lens, shutter, units of light and noise target. Default: as where nothing is asked for.</summary>
    public ShotSettings Shot { get; init; } = ShotSettings.Default;

    /// <summary>The settings of a spec under an engine.</summary>
    public static RenderSettings Of(JobSpec spec, string engine, uint engineBuild) => new(
        spec.Kind, spec.Size, spec.Samples, spec.Bounces, spec.Seed, spec.FramesPerSecond, spec.Camera, spec.Environment, engine, engineBuild)
    { Shot = spec.Shot };

    /// <summary>The canonical encoding, by the rules of <see cref="CanonicalWriter"/>, fields in the order of the parameters; <see cref="Shot"/> after the environment.</summary>
    public byte[] Encode() => Write().ToArray();

    /// <summary>The settings digest: SHA-256 of <see cref="Encode"/>.</summary>
    public Digest ToDigest() => Write().ToDigest();

    private CanonicalWriter Write() => Shot.Write(new CanonicalWriter(DomainTags.Settings)
        .I32((int)Kind)
        .I32(Size.Width).I32(Size.Height)
        .I32(Samples).I32(Bounces)
        .U32(Seed)
        .I32(FramesPerSecond.Numerator).I32(FramesPerSecond.Denominator)
        .OptionalText(Camera)
        .Text(Environment))
        .Text(Engine).U32(EngineBuild);
}
