using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Shading;

/// <summary>How much an interface reflects.</summary>
public static class Fresnel
{
    /// <summary>Schlick's (1 − cos)⁵: C. Schlick, "An Inexpensive BRDF Model for Physically-based Rendering", EG 1994.</summary>
    /// <param name="cosine">Cosine between direction and microfacet normal.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Edge(Real cosine)
    {
        var m = Real.Max((Real)1f - cosine, 0f);
        var m2 = m * m;
        return m2 * m2 * m;
    }

    /// <summary>Reflectance at normal incidence of an index of refraction; 1 for index 0, which glTF gives that meaning.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real AtNormal(Real ior)
    {
        var root = (ior - 1f) / (ior + 1f);
        return root * root;
    }

    /// <summary>Unpolarised reflectance between dielectrics; 1 where reflection is total.</summary>
    /// <param name="cosine">Cosine of the incident direction, ≥ 0.</param>
    /// <param name="eta">Index of refraction beyond the interface over the one before it, &gt; 0.</param>
    /// <remarks>R. Cook, K. Torrance, "A Reflectance Model for Computer Graphics", ACM TOG 1(1), 1982.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Dielectric(Real cosine, Real eta)
    {
        var square = eta * eta - 1f + cosine * cosine;
        if (!(square > 0f))
            return 1f;
        var g = Real.Sqrt(square);
        var a = (g - cosine) / (g + cosine);
        var b = (cosine * (g + cosine) - 1f) / (cosine * (g - cosine) + 1f);
        return a * a * 0.5f * (b * b + 1f);
    }

    /// <summary>Reflectance of glass whose reflection has a strength, KHR_materials_specular's; total reflection is total whatever that is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Real Glass(Real cosine, Real eta, Real strength)
    {
        var reflected = Dielectric(cosine, eta);
        return reflected < 1f ? strength * reflected : reflected;
    }
}
