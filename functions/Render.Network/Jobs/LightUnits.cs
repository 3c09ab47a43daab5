using System.Text.Json.Serialization;

namespace Render.Network.Jobs;

/// <summary>How the intensities of a file's punctual lights are read.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LightUnits>))]
public enum LightUnits
{
    /// <summary>As they stand: candela as W/sr, lux as W/m².</summary>
    Gltf = 1,

    /// <summary>Divided by 683 lm/W, by which Blender multiplies them when it exports in its standard mode.</summary>
    Blender = 2,
}
