namespace Render.Tracing.Assembly;

/// <summary>How linear radiance becomes display colour.</summary>
public enum ViewTransform
{
    /// <summary>Clipped to [0, 1] and sRGB-encoded, as Blender's "Standard" view.</summary>
    Standard = 0,

    /// <summary>Khronos PBR Neutral: colours below 0.8 are kept, brighter ones are compressed and desaturated.</summary>
    PbrNeutral = 1,
}
