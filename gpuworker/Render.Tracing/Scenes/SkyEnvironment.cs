using Render.Tracing.Numerics;

namespace Render.Tracing.Scenes;

/// <summary>Radiance from infinitely far: a latitude-longitude map (u = ½ + atan2(z, x)/2π, v = acos(y)/π in glTF's axes), or a constant.</summary>
/// <param name="Width">Texels a row; 0: constant.</param>
/// <param name="Height">Rows, from the zenith down; 0: constant.</param>
/// <param name="Texels">Width · Height linear RGB radiances, ≥ 0, finite; empty when constant.</param>
/// <param name="Constant">The radiance everywhere when there is no map; (0, 0, 0): black.</param>
public sealed record SkyEnvironment(int Width, int Height, Float3[] Texels, Float3 Constant)
{
    /// <summary>No light from outside.</summary>
    public static SkyEnvironment Black { get; } = new(0, 0, [], Float3.Zero);
}
