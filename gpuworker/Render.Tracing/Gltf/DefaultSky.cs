using Render.Tracing.Numerics;
using Render.Tracing.Scenes;

namespace Render.Tracing.Gltf;

/// <summary>The sky of scenes that bring no light: a clear gradient, a soft sun from the upper left behind the viewer, a light ground below the horizon.</summary>
/// <remarks>Baked on <see cref="Real"/> with polynomials only, so that it is the same on every machine.</remarks>
public static class DefaultSky
{
    private const int Width = 512;
    private const int Height = 256;
    private static readonly Lazy<SkyEnvironment> Baked = new(Bake);

    /// <summary>The baked sky, 512 × 256.</summary>
    public static SkyEnvironment Instance => Baked.Value;

    /// <summary>Toward the sun: 41° high, to the left of glTF's front (+z).</summary>
    public static Float3 SunDirection { get; } = Float3.Normalize(new(-0.62f, 0.78f, 0.65f));

    private static SkyEnvironment Bake()
    {
        var texels = new Float3[Width * Height];
        for (var row = 0; row < Height; row++)
        {
            Trigonometry.SinCosTurns((Real.FromInt32(row) + 0.5f) / Real.FromInt32(2 * Height), out var ring, out var y);
            for (var column = 0; column < Width; column++)
            {
                // u = ½ + atan2(z, x) / 2π.
                Trigonometry.SinCosTurns((Real.FromInt32(column - Width / 2) + 0.5f) / Real.FromInt32(Width), out var sine, out var cosine);
                texels[row * Width + column] = Radiance(new(ring * cosine, y, ring * sine));
            }
        }

        return new(Width, Height, texels, Float3.Zero);
    }

    private static Float3 Radiance(Float3 direction)
    {
        var toSun = Float3.Dot(direction, SunDirection);
        if (direction.Y < 0f)
            return Mix(Horizon, Ground, Smooth(-direction.Y * 2.2f));
        // 1 at the horizon, 0 at the zenith; the sixth power keeps the pale band low.
        var low = Real.One - direction.Y;
        var low3 = low * low * low;
        var sky = Mix(Zenith, Horizon, low3 * (new Real(0.35f) + low3 * 0.65f));
        var near = Real.Max(toSun, 0f);
        var glow = Power32(near);
        sky += Halo * (glow * 0.55f + Power32(glow) * 1.6f);
        // A disc of about 5°, softened at its edge, with the sun's share of the light.
        var disc = Smooth((toSun - CosSunEdge) / (CosSunCore - CosSunEdge));
        return sky + Sun * disc;
    }

    private static Float3 Horizon => new(0.80f, 0.88f, 0.98f);

    private static Float3 Zenith => new(0.10f, 0.24f, 0.62f);

    private static Float3 Ground => new(0.40f, 0.41f, 0.44f);

    private static Float3 Halo => new(1.0f, 0.82f, 0.58f);

    private static Float3 Sun => new(760f, 660f, 520f);

    private static Real CosSunEdge => 0.99863f;

    private static Real CosSunCore => 0.99939f;

    private static Real Smooth(Real t)
    {
        t = Real.Clamp(t, 0f, 1f);
        return t * t * (new Real(3f) - t * 2f);
    }

    private static Real Power32(Real x)
    {
        x *= x;
        x *= x;
        x *= x;
        x *= x;
        return x * x;
    }

    private static Float3 Mix(Float3 a, Float3 b, Real t) => a * (Real.One - t) + b * t;
}
