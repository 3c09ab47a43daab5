using Render.Tracing.Numerics;

namespace Render.Tracing.Assembly;

/// <summary>The sRGB transfer function, IEC 61966-2-1.</summary>
public static class Srgb
{
    /// <summary>The byte nearest to the encoding of a linear value, clipped to [0, 1]; a NaN gives 0.</summary>
    public static byte Encode(Real linear)
    {
        var clipped = Real.Clamp(linear, 0f, 1f);
        var encoded = clipped <= 0.0031308f ? clipped * 12.92f : Exponentials.Pow(clipped, 1f / 2.4f) * 1.055f - 0.055f;
        return (byte)Real.ToInt32(encoded * 255f + 0.5f, 0, 255);
    }
}
