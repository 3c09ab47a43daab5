using Render.Tracing.Numerics;

namespace Render.Tracing.Assembly;

/// <summary>The look of the ACES 1.x reference rendering for sRGB displays, as S. Hill fitted it (ACES.hlsl of M. Pettineo's BakingLab, 2016).</summary>
/// <remarks>As published: middle grey comes out at 0.106, some ¾ of a stop darker than <see cref="ViewTransform.Standard"/>; other programs brighten by 1/0.6 first.</remarks>
public static class Aces
{
    private static readonly ColorMatrix Input = new(new(0.59719f, 0.35458f, 0.04823f), new(0.07600f, 0.90834f, 0.01566f), new(0.02840f, 0.13383f, 0.83777f));

    private static readonly ColorMatrix Output = new(new(1.60475f, -0.53108f, -0.07367f), new(-0.10208f, 1.10813f, -0.00605f), new(-0.00327f, -0.07276f, 1.07602f));

    /// <summary>Maps linear Rec. 709 radiance into linear display light; slightly negative or above 1 for colours outside the display's gamut.</summary>
    public static Float3 Map(Float3 color)
    {
        color = Input.Map(color);
        return Output.Map(new(Curve(color.X), Curve(color.Y), Curve(color.Z)));
    }

    // A quotient of polynomials whose limit is 1 / 0.983729; from 65,504 on it is as good as there, and squares stay finite.
    private static Real Curve(Real x)
    {
        x = Real.Clamp(x, 0f, 65_504f);
        return (x * (x + 0.0245786f) - 0.000090537f) / (x * (x * 0.983729f + 0.4329510f) + 0.238081f);
    }
}
