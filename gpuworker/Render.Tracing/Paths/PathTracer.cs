using System.Runtime.CompilerServices;
using Render.Tracing.Acceleration;
using Render.Tracing.Lighting;
using Render.Tracing.Numerics;
using Render.Tracing.Sampling;
using Render.Tracing.Shading;
using Render.Tracing.Views;

namespace Render.Tracing.Paths;

/// <summary>Unidirectional path tracing with next-event estimation and multiple importance sampling.</summary>
/// <remarks>J. T. Kajiya, "The Rendering Equation", SIGGRAPH 1986; E. Veach, thesis, 1997, chapters 9 and 10.</remarks>
public static class PathTracer
{
    private const int PairsPerVertex = 3;

    /// <summary>Traces one path.</summary>
    /// <param name="view">The scene.</param>
    /// <param name="caster">Finds hits.</param>
    /// <param name="counter">Counts the work.</param>
    /// <param name="random">The path's random numbers; pair 0 is the camera's.</param>
    /// <param name="ray">The camera's ray, of unit direction.</param>
    /// <param name="limits">Where paths end.</param>
    /// <param name="rays">Increased by every ray traced: camera, scattered and shadow.</param>
    /// <typeparam name="TView">How the scene is read.</typeparam>
    /// <typeparam name="TCaster">How hits are found.</typeparam>
    /// <typeparam name="TCounter">What is counted.</typeparam>
    /// <returns>The radiance that arrives along the ray.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Float3 Trace<TView, TCaster, TCounter>(
        ref TView view, ref TCaster caster, ref TCounter counter, SampleStream random, Ray ray, PathLimits limits, ref ulong rays)
        where TView : struct, ISceneView
        where TCaster : struct, IRayCaster
        where TCounter : struct, IWorkCounter
    {
        var radiance = Float3.Zero;
        var throughput = new Float3(1f);
        // Density with which the last scattering drew the ray; 0 for the camera's, whose hits no light sample could have found.
        var scatterPdf = Real.Zero;
        for (var depth = 0; ; depth++)
        {
            // 1. What does the ray meet?
            var hit = Hit.Nothing(Real.Infinity);
            caster.Closest(ray, ref hit, ref counter);
            rays++;
            if (!hit.IsHit)
            {
                var sky = EnvironmentLight.Radiance(ref view, ray.Direction, out var skyPdf);
                return radiance + Bounded(throughput * sky * FoundWeight(scatterPdf, skyPdf, limits.Strategy), depth - 1, limits);
            }
            counter.Shaded();
            var toViewer = -ray.Direction;
            if (!Surface.Resolve(ref view, ref hit, toViewer, out var point))
                return radiance;

            // 2. Light the surface emits itself.
            if (point.Emission.Largest > 0f)
            {
                var pdf = LightSampler.TrianglePdf(ref view, point.Light, ray.Direction, hit.T);
                radiance += Bounded(throughput * point.Emission * FoundWeight(scatterPdf, pdf, limits.Strategy), depth - 1, limits);
            }
            if (depth > limits.Bounces)
                return radiance;

            // 3. Light from a light chosen by power.
            var bsdf = new Bsdf(ref point, toViewer);
            var origin = point.RayOrigin;
            var dimension = 1 + depth * PairsPerVertex;
            var choices = random.Pair(dimension);
            if (view.Header.LightCount > 0)
            {
                var direct = Direct(ref view, ref caster, ref counter, in bsdf, origin, choices.Y, random.Pair(dimension + 1), limits, ref rays);
                radiance += Bounded(throughput * direct, depth, limits);
            }

            // 4. Scatter.
            if (!bsdf.Sample(random.Pair(dimension + 2), choices.X, out var direction, out var weight, out scatterPdf))
                return radiance;
            throughput *= weight;
            ray = new Ray(origin, direction);

            // 5. Russian roulette, once paths are long.
            if (depth < limits.SureBounces)
                continue;
            var survival = Real.Min(throughput.Largest, 0.95f);
            if (!(random.Plain(depth) < survival))
                return radiance;
            throughput *= (Real)1f / survival;
        }
    }

    /// <summary>Scales a contribution that came over more than one bounce down to the limit of its channels' sum, as Cycles' indirect clamp does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Float3 Bounded(Float3 contribution, int bounces, PathLimits limits)
    {
        if (bounces <= 0 || !(limits.IndirectClamp > 0f))
            return contribution;
        var sum = contribution.X + contribution.Y + contribution.Z;
        var most = limits.IndirectClamp * 3f;
        // An infinite contribution stays one, so that it is counted as invalid.
        return sum > most && sum.IsFinite ? contribution * (most / sum) : contribution;
    }

    /// <summary>Weight of light that a scattered ray has found and that choosing lights could have found with density <paramref name="chosenPdf"/>.</summary>
    private static Real FoundWeight(Real scatterPdf, Real chosenPdf, LightStrategy strategy)
    {
        if (scatterPdf == 0f || chosenPdf == 0f || strategy == LightStrategy.Scattering)
            return 1f;
        return strategy == LightStrategy.ChoosingLights ? Real.Zero : Warp.PowerHeuristic(scatterPdf, chosenPdf);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Float3 Direct<TView, TCaster, TCounter>(
        ref TView view, ref TCaster caster, ref TCounter counter, in Bsdf bsdf, Float3 origin, Real choice, Float2 u, PathLimits limits, ref ulong rays)
        where TView : struct, ISceneView
        where TCaster : struct, IRayCaster
        where TCounter : struct, IWorkCounter
    {
        if (!LightSampler.Sample(ref view, origin, choice, u, out var light))
            return Float3.Zero;
        var hasExtent = light.Pdf > 0f;
        if (hasExtent && limits.Strategy == LightStrategy.Scattering)
            return Float3.Zero;
        var reflected = bsdf.Evaluate(light.ToLight, out var scatterPdf);
        if (!(scatterPdf > 0f))
            return Float3.Zero;
        rays++;
        if (caster.Occluded(new Ray(origin, light.ToLight), light.Distance, ref counter))
            return Float3.Zero;
        var weight = hasExtent && limits.Strategy == LightStrategy.Both ? Warp.PowerHeuristic(light.Pdf, scatterPdf) : Real.One;
        if (light.IsSky)
            reflected *= EnvironmentLight.RadianceAt(ref view, light.SkyPoint);
        return reflected * light.Weight * weight;
    }
}
