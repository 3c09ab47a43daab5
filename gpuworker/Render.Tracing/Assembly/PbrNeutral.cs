using Render.Tracing.Numerics;

namespace Render.Tracing.Assembly;

/// <summary>The Khronos PBR Neutral tone mapper, as published by Khronos in 2024.</summary>
public static class PbrNeutral
{
    private const float StartCompression = 0.8f - 0.04f;
    private const float Desaturation = 0.15f;

    /// <summary>Maps linear radiance into [0, 1].</summary>
    public static Float3 Map(Float3 color)
    {
        var least = Real.Min(color.X, Real.Min(color.Y, color.Z));
        var offset = least < 0.08f ? least - least * least * 6.25f : 0.04f;
        color -= new Float3(offset);
        var peak = color.Largest;
        if (peak < StartCompression)
            return color;
        const float room = 1f - StartCompression;
        var newPeak = (Real)1f - (Real)(room * room) / (peak + (room - StartCompression));
        color *= newPeak / peak;
        var keep = (Real)1f / ((peak - newPeak) * Desaturation + 1f);
        return color * keep + new Float3(newPeak * ((Real)1f - keep));
    }
}
