using System.Runtime.CompilerServices;
using Render.Tracing.Acceleration;
using Render.Tracing.Compilation;
using Render.Tracing.Lighting;
using Render.Tracing.Numerics;
using Render.Tracing.Paths;
using Render.Tracing.Rendering;
using Render.Tracing.Sampling;
using Render.Tracing.Shading;
using Render.Tracing.Views;

namespace Render.Tracing.Denoising;

/// <summary>Looks at what the camera sees first, and through smooth metal at what it mirrors: a ray or a few a sample, with the very camera samples of the paths.</summary>
public static unsafe class FirstSight
{
    /// <summary>Samples of a pixel that hide nothing an eye would miss, at a fraction of what the picture's own cost.</summary>
    public const int DefaultSamples = 32;

    private const int MostMirrors = 4;
    private const float MirrorRoughness = 0.15f;

    /// <summary>What each pixel of a frame shows.</summary>
    /// <param name="scene">The compiled frame.</param>
    /// <param name="settings">Size, frame and seed.</param>
    /// <param name="threads">Threads, ≥ 1; the result does not depend on them.</param>
    /// <param name="samples">Samples of a pixel, ≥ 1.</param>
    /// <param name="cancellation">Stops before the next row.</param>
    /// <returns>The pixels, row by row.</returns>
    public static SurfaceSeen[] Trace(CompiledScene scene, RenderSettings settings, int threads, int samples = DefaultSamples, CancellationToken cancellation = default)
    {
        settings.Check();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        var seen = new SurfaceSeen[settings.Width * settings.Height];
        var next = -1;
        TracerThreads.Run(Math.Clamp(threads, 1, settings.Height), () =>
        {
            var scratch = new FlatArray<WideCaster.Scratch>(1);
            while (Interlocked.Increment(ref next) is var row && row < settings.Height)
            {
                cancellation.ThrowIfCancellationRequested();
                TraceRow(scene, settings, row, samples, scratch.Pointer, seen.AsSpan(row * settings.Width, settings.Width));
            }
            // The caster has the bare pointer.
            GC.KeepAlive(scratch);
        });
        return seen;
    }

    private static void TraceRow(CompiledScene scene, RenderSettings settings, int row, int samples, WideCaster.Scratch* scratch, Span<SurfaceSeen> seen)
    {
        var view = new HostSceneView(scene);
        if (WideCaster.IsSupported)
        {
            var caster = new WideCaster(view, scratch);
            TraceRow(ref view, ref caster, settings, row, samples, seen);
        }
        else
        {
            var caster = new ScalarCaster<HostSceneView>(view);
            TraceRow(ref view, ref caster, settings, row, samples, seen);
        }
        GC.KeepAlive(scene);
    }

    private static void TraceRow<TView, TCaster>(ref TView view, ref TCaster caster, RenderSettings settings, int row, int samples, Span<SurfaceSeen> seen)
        where TView : struct, ISceneView
        where TCaster : struct, IRayCaster
    {
        var camera = new CameraRays(ref view.Header, settings.Width, settings.Height, settings.Filter);
        for (var x = 0; x < seen.Length; x++)
        {
            var (albedo, normal, nearness) = (Float3.Zero, Float3.Zero, Real.Zero);
            for (var sample = 0; sample < samples; sample++)
            {
                var random = new SampleStream(settings.Seed, settings.Frame, x, row, sample);
                var one = Look(ref view, ref caster, camera.At(x, row, random), random);
                albedo += one.Albedo;
                normal += one.Normal;
                nearness += (Real)1f / one.Distance;
            }
            var count = Real.FromInt32(samples);
            seen[x] = new(albedo / count, normal / count, count / nearness);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SurfaceSeen Look<TView, TCaster>(ref TView view, ref TCaster caster, Ray ray, SampleStream random)
        where TView : struct, ISceneView
        where TCaster : struct, IRayCaster
    {
        var counter = default(NoCounter);
        var tint = new Float3(1f);
        var way = Real.Zero;
        for (var mirrors = 0; ; mirrors++)
        {
            var hit = Hit.Nothing(Real.Infinity);
            caster.Closest(ray, ref hit, ref counter);
            if (!hit.IsHit)
                return new(Finite(tint * AtMostOne(EnvironmentLight.Radiance(ref view, ray.Origin, ray.Direction, out _))), Float3.Zero, Real.Infinity);
            way += hit.T;
            if (!Surface.Resolve(ref view, ref hit, -ray.Direction, out var point))
                return new(Float3.Zero, Float3.Zero, way);
            if (mirrors < MostMirrors && !(random.Plain(mirrors) < point.Alpha))
            {
                ray = new Ray(point.PassOrigin, ray.Direction);
                continue;
            }
            var isSmooth = mirrors < MostMirrors && point.Roughness < MirrorRoughness;
            if (isSmooth && point.Transmission * ((Real)1f - point.Metallic) > 0.5f)
            {
                tint *= point.BaseColor;
                ray = Through(ref point, ray.Direction);
                continue;
            }
            if (!(isSmooth && point.Metallic > 0.5f))
                return new(Finite(tint * AtMostOne(point.BaseColor + point.Emission)), Finite(point.Normal), way);
            tint *= point.BaseColor;
            ray = new Ray(point.RayOrigin, ray.Direction - point.Normal * (Float3.Dot(ray.Direction, point.Normal) * 2f));
        }
    }

    /// <summary>The way through clear glass: straight on through a thin sheet, refracted into a volume, reflected where that is total.</summary>
    private static Ray Through(ref SurfacePoint point, Float3 direction)
    {
        if ((point.Features & MaterialFeature.Volume) == 0)
            return new(point.PassOrigin, direction);
        return Ggx.Refract(-direction, point.Normal, point.Eta, out var refracted)
            ? new(point.PassOrigin, refracted)
            : new(point.RayOrigin, direction - point.Normal * (Float3.Dot(direction, point.Normal) * 2f));
    }

    private static Float3 AtMostOne(Float3 a) => Float3.Min(a, new Float3(1f));

    private static Float3 Finite(Float3 a) => a.IsFinite ? a : Float3.Zero;
}
