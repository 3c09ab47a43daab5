using Render.Tracing.Numerics;

namespace Render.Tracing.Assembly;

/// <summary>AgX: 16.5 stops about middle grey through one smooth curve, within inset primaries, so that bright saturated colours fade towards white instead of clipping.</summary>
/// <remarks>
/// T. Sobotka, AgX-S2O3 (2022): the curve, slope 2 at middle grey, powers 3 (toe) and 3.25 (shoulder). Inset and outset in Rec. 2020 as in Blender 4's configuration, in the form that Google's Filament publishes
/// (ToneMapper.cpp). The curve is computed as published, not by B. Wrensch's polynomial ("Minimal AgX Implementation", 2023), which differs from it by up to 0.018. Blender's own tables add a correction
/// of hues and a compression of colours outside the gamut, which are not in the published formula and not here.
/// </remarks>
public static class Agx
{
    private const float Stops = 16.5f;
    private const float Pivot = 10f / Stops;
    private const float MiddleGrey = 0.18f;
    private const float Slope = 2f;
    private const float ToePower = 3f;
    private const float ShoulderPower = 3.25f;
    private const float InverseLn2 = 1.44269504f;

    // The scales with which the curve meets 0 and 1 at its ends: ((slope·a)⁻ᵖ·((slope·a / b)ᵖ − 1))^(−1/p), a and b the pivot's distances to the end.
    private const float ToeScale = 0.512277382f;
    private const float ShoulderScale = 0.541464156f;

    private static readonly ColorMatrix ToRec2020 = new(new(0.6274f, 0.3293f, 0.0433f), new(0.0691f, 0.9195f, 0.0113f), new(0.0164f, 0.0880f, 0.8956f));

    private static readonly ColorMatrix FromRec2020 = new(new(1.6605f, -0.5876f, -0.0728f), new(-0.1246f, 1.1329f, -0.0083f), new(-0.0182f, -0.1006f, 1.1187f));

    private static readonly ColorMatrix Inset = new(
        new(0.856627153f, 0.0951212405f, 0.0482516061f), new(0.137318973f, 0.761241991f, 0.101439036f), new(0.111898213f, 0.0767994186f, 0.811302368f));

    private static readonly ColorMatrix Outset = new(
        new(1.12710058f, -0.110606643f, -0.0164939387f), new(-0.141329763f, 1.15782370f, -0.0164939387f), new(-0.141329763f, -0.110606643f, 1.25193641f));

    /// <summary>Maps linear Rec. 709 radiance into linear display light; slightly negative or above 1 for colours outside the display's gamut.</summary>
    public static Float3 Map(Float3 color)
    {
        color = Inset.Map(ToRec2020.Map(color));
        color = Outset.Map(new(Curve(Encode(color.X)), Curve(Encode(color.Y)), Curve(Encode(color.Z))));
        return FromRec2020.Map(new(Linearize(color.X), Linearize(color.Y), Linearize(color.Z)));
    }

    /// <summary>Where a linear value stands between −10 and 6.5 stops about middle grey, 0 to 1; a NaN gives 0.</summary>
    internal static Real Encode(Real linear) =>
        Real.Clamp(Exponentials.Log(Real.Max(linear, 1e-10f) / MiddleGrey) * (InverseLn2 / Stops) + Pivot, 0f, 1f);

    /// <summary>The contrast curve over [0, 1]; ½ at middle grey.</summary>
    internal static Real Curve(Real x) => x < Pivot
        ? (Real)0.5f - Bend((Real)Pivot - x, ToeScale, ToePower)
        : Bend(x - Pivot, ShoulderScale, ShoulderPower) + 0.5f;

    private static Real Bend(Real distance, Real scale, Real power)
    {
        var t = distance * Slope / scale;
        return scale * t / Exponentials.Pow(Exponentials.Pow(t, power) + 1f, (Real)1f / power);
    }

    private static Real Linearize(Real encoded) => Exponentials.Pow(Real.Max(encoded, 0f), 2.2f);
}
