using Render.Tracing.Numerics;

namespace Render.Tracing.Assembly;

/// <summary>A linear map of colours.</summary>
/// <param name="Red">What becomes of red, green and blue in the new red.</param>
/// <param name="Green">The same for green.</param>
/// <param name="Blue">The same for blue.</param>
internal readonly record struct ColorMatrix(Float3 Red, Float3 Green, Float3 Blue)
{
    /// <summary>The mapped colour.</summary>
    public Float3 Map(Float3 color) => new(Float3.Dot(Red, color), Float3.Dot(Green, color), Float3.Dot(Blue, color));
}
