using System.Text.Json.Serialization;

namespace Render.Network.Proof;

/// <summary>What two renderings by different samples differ in beyond chance. The first of the two is the one that is described.</summary>
[Flags]
[JsonConverter(typeof(JsonStringEnumConverter<StatisticalFinding>))]
public enum StatisticalFinding
{
    /// <summary>Nothing: both are such as honest engines give.</summary>
    None = 0,

    /// <summary>Block means lie apart: another picture, or a bias.</summary>
    Means = 1,

    /// <summary>The first deviates less from its surroundings than the second: it was denoised, or the second has fewer samples.</summary>
    TooSmooth = 2,

    /// <summary>The first deviates more from its surroundings than the second: it has fewer samples, or the second was denoised.</summary>
    TooNoisy = 4,

    /// <summary>Errors of neighbouring pixels agree: a filter spread them.</summary>
    Correlation = 8,

    /// <summary>The first claims more rays than the second, which is the reference CPU's, could have counted by chance.</summary>
    Rays = 16,
}
