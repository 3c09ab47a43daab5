using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>How a shot is taken, as far as it decides bytes beside size, samples and bounces.</summary>
/// <remarks>JSON: see <see cref="ShotJson"/>. Decimals are whole numbers of their last place, since they are hashed.</remarks>
public sealed record ShotSettings
{
    /// <summary>What everything is where nothing is asked for.</summary>
    public static ShotSettings Default { get; } = new();

    /// <summary>How the light about a pixel is weighed. Default: box.</summary>
    public PixelFilter Filter { get; init; } = PixelFilter.Box;

    /// <summary>How the file's punctual lights are read. Default: as glTF says.</summary>
    public LightUnits LightUnits { get; init; } = LightUnits.Gltf;

    /// <summary>How long the shutter is open, in thousandths of a frame about the frame's moment. Default 0: no motion blur.</summary>
    public int ShutterThousandths { get; init; }

    /// <summary>How far the lens is open. Default null: a pinhole, all sharp.</summary>
    public Aperture? Aperture { get; init; }

    /// <summary>How far before the camera things are sharp, along its axis, in millimetres; goes with <see cref="Aperture"/>.</summary>
    public int? FocusMillimetres { get; init; }

    /// <summary>The error of a pixel at which its sampling may end, in millionths. Default 0: every pixel gets all samples.</summary>
    public int NoiseTargetMillionths { get; init; }

    /// <summary>Whether light is gathered over time.</summary>
    [JsonIgnore]
    public bool HasMotionBlur => ShutterThousandths > 0;

    /// <summary>Appends the canonical encoding: filter, light units, shutter, aperture? (unit, count), focus?, noise target; each i32.</summary>
    internal CanonicalWriter Write(CanonicalWriter writer) => writer
        .I32((int)Filter)
        .I32((int)LightUnits)
        .I32(ShutterThousandths)
        .Optional(Aperture, static (w, aperture) => w.I32((int)aperture.Unit).I32(aperture.Count))
        .Optional(FocusMillimetres, static (w, focus) => w.I32(focus))
        .I32(NoiseTargetMillionths);
}
