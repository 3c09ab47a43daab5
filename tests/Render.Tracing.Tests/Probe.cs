using Render.Tracing.Acceleration;
using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Paths;
using Render.Tracing.Sampling;
using Render.Tracing.Views;

namespace Render.Tracing.Tests;

/// <summary>Measures radiance along one ray.</summary>
internal static class Probe
{
    /// <summary>Mean of the red channel over samples.</summary>
    internal static double Mean(CompiledScene scene, Ray ray, int samples, int bounces, LightStrategy strategy = LightStrategy.Both, int sureBounces = 3)
    {
        var view = new HostSceneView(scene);
        var caster = new ScalarCaster<HostSceneView>(view);
        var counter = default(NoCounter);
        var rays = 0UL;
        var sum = 0.0;
        for (var i = 0; i < samples; i++)
        {
            var random = new SampleStream(7, 0, 1, 2, i);
            sum += (double)PathTracer.Trace(ref view, ref caster, ref counter, random, ray, new(bounces, sureBounces, strategy), ref rays).X.Value;
        }
        GC.KeepAlive(scene);
        return sum / samples;
    }

    internal static Ray Toward(Float3 from, Float3 to) => new(from, Float3.Normalize(to - from));
}
