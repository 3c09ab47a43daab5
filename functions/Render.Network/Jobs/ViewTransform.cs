using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>How linear light becomes a picture. Applied at assembly, on the proven sums: it changes no task.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ViewTransform>))]
public enum ViewTransform
{
    /// <summary>The sRGB curve; brighter than white is white.</summary>
    Standard = 1,

    /// <summary>A film-like shoulder, so that bright parts keep their shape.</summary>
    Filmic = 2,
}
