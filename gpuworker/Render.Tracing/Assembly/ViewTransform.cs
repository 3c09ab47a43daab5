namespace Render.Tracing.Assembly;

/// <summary>How linear radiance becomes display colour.</summary>
public enum ViewTransform
{
    /// <summary>Clipped to [0, 1] and sRGB-encoded, as Blender's "Standard" view.</summary>
    Standard = 0,

    /// <summary>Khronos PBR Neutral: colours below 0.8 are kept, brighter ones are compressed and desaturated.</summary>
    PbrNeutral = 1,

    /// <summary><see cref="Assembly.Agx"/>: 16.5 stops, soft highlights that fade to white.</summary>
    Agx = 2,

    /// <summary><see cref="Assembly.Aces"/>: contrasty, as film.</summary>
    Aces = 3,
}
