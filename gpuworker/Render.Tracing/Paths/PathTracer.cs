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

    /// <summary>Where the numbers start by which a ray passes what covers only a part; those before decide roulette.</summary>
    private const int PassageDimension = 1 << 16;

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
    public static Float3 Trace<TView, TCaster, TCounter>(
        ref TView view, ref TCaster caster, ref TCounter counter, SampleStream random, Ray ray, PathLimits limits, ref ulong rays)
        where TView : struct, ISceneView
        where TCaster : struct, IRayCaster
        where TCounter : struct, IWorkCounter
    {
        var radiance = Float3.Zero;
        var throughput = new Float3(1f);
        // Density with which the last scattering drew the ray, and where it was; 0 where no light sample could have found what it hits: for the camera's and after smooth interfaces.
        var scatterPdf = Real.Zero;
        var scattered = ray.Origin;
        var origin = scattered;
        var direction = ray.Direction;
        // Way since then: what the ray passed straight through on it does not end it.
        var travelled = Real.Zero;
        var depth = 0;
        for (var vertex = 0; ; vertex++)
        {
            // 1. What does the ray meet?
            var hit = Hit.Nothing(Real.Infinity);
            caster.Closest(new Ray(origin, direction), ref hit, ref counter);
            rays++;
            if (!hit.IsHit)
            {
                var sky = EnvironmentLight.Radiance(ref view, scattered, direction, out var skyPdf);
                return radiance + Bounded(throughput * sky * FoundWeight(scatterPdf, skyPdf, limits.Strategy), depth - 1, limits);
            }
            counter.Shaded();
            var toViewer = -direction;
            if (!Surface.Resolve(ref view, ref hit, toViewer, out var point))
                return radiance;
            travelled += hit.T;
            if (vertex - depth < PathLimits.Passages && point.Alpha < 1f && !(random.Plain(PassageDimension + vertex) < point.Alpha))
            {
                origin = point.PassOrigin;
                continue;
            }
            if (point.IsInside)
                throughput *= Transmittance(view.Material(point.Material).Extinction, travelled);

            // 2. Light the surface emits itself.
            if (point.Emission.Largest > 0f)
            {
                var pdf = scatterPdf > 0f ? LightSampler.TrianglePdf(ref view, point.Light, scattered, direction, travelled) : Real.Zero;
                radiance += Bounded(throughput * point.Emission * FoundWeight(scatterPdf, pdf, limits.Strategy), depth - 1, limits);
            }
            if (depth > limits.Bounces || (point.Features & MaterialFeature.Unlit) != 0)
                return radiance;

            // 3. Light from a light chosen by what it can give here, and the direction in which the path goes on; a smooth interface leaves no choice of either.
            var dimension = 1 + vertex * PairsPerVertex;
            var choices = random.Pair(dimension);
            Float3 drawn, weight;
            Real drawnPdf;
            bool passes;
            if (SmoothInterface.Is(ref point))
            {
                drawnPdf = 0f;
                if (!SmoothInterface.Sample(ref point, toViewer, choices.X, out drawn, out weight, out passes))
                    return radiance;
            }
            else
            {
                Bsdf.At(ref view, ref point, toViewer, out var bsdf);
                if (view.Header.LightCount > 0)
                {
                    var direct = Direct(ref view, ref caster, ref counter, ref bsdf, ref point, choices.Y, random.Pair(dimension + 1), limits, ref rays);
                    radiance += Bounded(throughput * direct, depth, limits);
                }
                if (!bsdf.Sample(ref view, random.Pair(dimension + 2), choices.X, out drawn, out weight, out drawnPdf))
                    return radiance;
                passes = drawnPdf == 0f;
            }

            // 4. Scatter, or pass.
            throughput *= weight;
            if (passes)
            {
                if (vertex - depth >= PathLimits.Passages)
                    return radiance;
                origin = point.PassOrigin;
                continue;
            }
            scatterPdf = drawnPdf;
            scattered = Float3.Dot(point.GeometricNormal, drawn) > 0f ? point.RayOrigin : point.PassOrigin;
            origin = scattered;
            direction = drawn;
            travelled = 0f;
            depth++;

            // 5. Russian roulette, once paths are long.
            if (depth <= limits.SureBounces || drawnPdf == 0f)
                continue;
            var survival = Real.Min(Real.Sqrt(throughput.Largest), 1f);
            if (!(random.Plain(vertex) < survival))
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

    /// <summary>What is left of light after a way through a volume: e^(−σ·way), by Beer and Lambert.</summary>
    private static Float3 Transmittance(Float3 extinction, Real way) =>
        extinction.Largest > 0f
            ? new(Exponentials.Exp(-(extinction.X * way)), Exponentials.Exp(-(extinction.Y * way)), Exponentials.Exp(-(extinction.Z * way)))
            : new(1f);

    private static Float3 Direct<TView, TCaster, TCounter>(
        ref TView view, ref TCaster caster, ref TCounter counter, ref Bsdf bsdf, ref SurfacePoint point, Real choice, Float2 u, PathLimits limits, ref ulong rays)
        where TView : struct, ISceneView
        where TCaster : struct, IRayCaster
        where TCounter : struct, IWorkCounter
    {
        if (!LightSampler.Sample(ref view, point.RayOrigin, choice, u, out var light))
            return Float3.Zero;
        var hasExtent = light.Pdf > 0f;
        if (hasExtent && limits.Strategy == LightStrategy.Scattering)
            return Float3.Zero;
        var reflected = bsdf.Evaluate(ref view, light.ToLight, out var scatterPdf);
        if (!(scatterPdf > 0f))
            return Float3.Zero;
        var isAbove = Float3.Dot(point.GeometricNormal, light.ToLight) > 0f;
        var way = new Ray(isAbove ? point.RayOrigin : point.PassOrigin, light.ToLight);
        if (view.Header.HasPassage == 0)
        {
            rays++;
            if (caster.Occluded(way, light.Distance, ref counter))
                return Float3.Zero;
        }
        else
        {
            reflected *= Passing(ref view, ref caster, ref counter, way, light.Distance, ref rays);
            if (!(reflected.Largest > 0f))
                return Float3.Zero;
        }
        var weight = hasExtent && limits.Strategy == LightStrategy.Both ? Warp.PowerHeuristic(light.Pdf, scatterPdf) : Real.One;
        if (light.IsSky)
            reflected *= EnvironmentLight.RadianceAt(ref view, light.SkyPoint);
        return reflected * light.Weight * weight;
    }

    /// <summary>The part of light that passes straight through everything on its way.</summary>
    private static Float3 Passing<TView, TCaster, TCounter>(
        ref TView view, ref TCaster caster, ref TCounter counter, Ray way, Real distance, ref ulong rays)
        where TView : struct, ISceneView
        where TCaster : struct, IRayCaster
        where TCounter : struct, IWorkCounter
    {
        var passing = new Float3(1f);
        for (var passages = 0; passages <= PathLimits.Passages; passages++)
        {
            var hit = Hit.Nothing(distance);
            caster.Closest(way, ref hit, ref counter);
            rays++;
            if (!hit.IsHit)
                return passing;
            counter.Shaded();
            var toViewer = -way.Direction;
            if (!Surface.Resolve(ref view, ref hit, toViewer, out var point))
                return Float3.Zero;
            passing *= new Float3((Real)1f - point.Alpha) + Bsdf.Passage(ref point, Float3.Dot(point.Normal, toViewer)) * point.Alpha;
            distance -= hit.T;
            if (!(passing.Largest > 0f) || !(distance > 0f))
                return Float3.Zero;
            way = new Ray(point.PassOrigin, way.Direction);
        }
        return Float3.Zero;
    }
}
