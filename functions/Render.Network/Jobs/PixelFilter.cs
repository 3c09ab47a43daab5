using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>How the light about a pixel is weighed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PixelFilter>))]
public enum PixelFilter
{
    /// <summary>Evenly over the pixel, and nothing beside it.</summary>
    Box = 1,

    /// <summary>Blackman and Harris's window, 1.5 pixels wide, as Cycles has it: smoother edges.</summary>
    BlackmanHarris = 2,
}
