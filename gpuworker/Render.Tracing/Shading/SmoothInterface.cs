using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;
using Render.Tracing.Views;

namespace Render.Tracing.Shading;

/// <summary>A smooth interface with nothing diffuse below it and no layer above: a mirror, clear glass, a clear thin sheet. It scatters into single directions, so no light can be chosen for it.</summary>
/// <remarks>The limit of <see cref="Bsdf"/>'s interface for a roughness of 0: the same Fresnel terms at the surface's own normal. Lights without extent are not seen in it.</remarks>
public static class SmoothInterface
{
    /// <summary>Perceptual roughness below which an interface is taken as smooth: there <see cref="Ggx"/> would no longer follow it.</summary>
    private const float LeastRoughness = 0.02236068f;

    /// <summary>Whether a point is on one.</summary>
    /// <param name="point">The point.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(ref SurfacePoint point) =>
        point.Roughness < LeastRoughness
        && (point.Features & (MaterialFeature.Clearcoat | MaterialFeature.Sheen)) == 0
        && (point.Metallic == 1f || ((point.Features & MaterialFeature.Transmission) != 0 && point.Transmission == 1f));

    /// <summary>Reflects, or goes through.</summary>
    /// <param name="point">The point.</param>
    /// <param name="toViewer">Unit direction to the viewer.</param>
    /// <param name="choice">A number in [0, 1).</param>
    /// <param name="direction">Unit direction in which the path goes on.</param>
    /// <param name="weight">What is scattered from there over the probability of going there.</param>
    /// <param name="passes">Whether it goes straight on, through a thin sheet.</param>
    /// <returns>False where that direction is on the wrong side of the triangle: the path ends.</returns>
    public static bool Sample(ref SurfacePoint point, Float3 toViewer, Real choice, out Float3 direction, out Float3 weight, out bool passes)
    {
        passes = false;
        var cosine = Float3.Dot(point.Normal, toViewer);
        var metal = point.BaseColor * point.Metallic;
        weight = metal + (new Float3(point.Metallic) - metal) * Fresnel.Edge(cosine);
        var clear = (Real)1f - point.Metallic;
        if (clear > 0f)
        {
            var glass = Fresnel.Glass(cosine, point.Eta, point.Specular);
            weight += new Float3(clear * glass);
            var through = point.BaseColor * (clear * ((Real)1f - glass));
            var reflects = Color.Luminance(weight);
            var sum = reflects + Color.Luminance(through);
            if (!(choice * sum < reflects))
            {
                weight = through * (sum / (sum - reflects));
                passes = (point.Features & MaterialFeature.Volume) == 0;
                direction = -toViewer;
                return passes || (Ggx.Refract(toViewer, point.Normal, point.Eta, out direction) && Float3.Dot(point.GeometricNormal, direction) < 0f);
            }
            weight *= sum / reflects;
        }
        direction = Float3.Normalize(point.Normal * (cosine * 2f) - toViewer);
        return Float3.Dot(point.GeometricNormal, direction) > 0f;
    }
}
