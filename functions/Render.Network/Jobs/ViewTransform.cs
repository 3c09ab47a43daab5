using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>How linear light becomes a picture. Applied at assembly, on the proven sums: it changes no task.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ViewTransform>))]
public enum ViewTransform
{
    /// <summary>The sRGB curve; brighter than white is white.</summary>
    Standard = 1,

    /// <summary>Khronos PBR Neutral: base colours stay as they are, what is brighter keeps its shape.</summary>
    Neutral = 2,

    /// <summary>AgX: 16.5 stops through one smooth curve; bright colours fade to white.</summary>
    Agx = 3,

    /// <summary>A fit of the ACES reference rendering: contrasty, as film.</summary>
    Aces = 4,
}
