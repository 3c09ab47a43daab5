using Render.Tracing.Acceleration;
using Render.Tracing.Compilation;
using Render.Tracing.Paths;
using Render.Tracing.Views;

namespace Render.Benchmarks.Rays;

/// <summary>The tracer's traversal with vectors.</summary>
internal sealed unsafe class WideEngine(CompiledScene scene) : IRayEngine
{
    private readonly FlatArray<WideCaster.Scratch> _scratch = new(1);

    public string Name => "ours";

    public void Closest(ReadOnlySpan<Ray> rays, ReadOnlySpan<float> far, Span<RayAnswer> answers) =>
        RayLoop.Closest(new WideCaster(new(scene), _scratch.Pointer), rays, far, answers);

    public void Occluded(ReadOnlySpan<Ray> rays, ReadOnlySpan<float> far, Span<RayAnswer> answers) =>
        RayLoop.Occluded(new WideCaster(new(scene), _scratch.Pointer), rays, far, answers);
}

/// <summary>The tracer's traversal in scalar code.</summary>
internal sealed class ScalarEngine(CompiledScene scene) : IRayEngine
{
    public string Name => "ours scalar";

    public void Closest(ReadOnlySpan<Ray> rays, ReadOnlySpan<float> far, Span<RayAnswer> answers) =>
        RayLoop.Closest(new ScalarCaster<HostSceneView>(new(scene)), rays, far, answers);

    public void Occluded(ReadOnlySpan<Ray> rays, ReadOnlySpan<float> far, Span<RayAnswer> answers) =>
        RayLoop.Occluded(new ScalarCaster<HostSceneView>(new(scene)), rays, far, answers);
}

/// <summary>The loops over rays.</summary>
internal static class RayLoop
{
    internal static void Closest<TCaster>(TCaster caster, ReadOnlySpan<Ray> rays, ReadOnlySpan<float> far, Span<RayAnswer> answers)
        where TCaster : struct, IRayCaster
    {
        var counter = default(NoCounter);
        for (var i = 0; i < rays.Length; i++)
        {
            var hit = Hit.Nothing(far[i]);
            caster.Closest(rays[i], ref hit, ref counter);
            answers[i] = new(hit.T.Value, hit.IsHit ? hit.Primitive : -1);
        }
    }

    internal static void Occluded<TCaster>(TCaster caster, ReadOnlySpan<Ray> rays, ReadOnlySpan<float> far, Span<RayAnswer> answers)
        where TCaster : struct, IRayCaster
    {
        var counter = default(NoCounter);
        for (var i = 0; i < rays.Length; i++)
            answers[i] = new(0f, caster.Occluded(rays[i], far[i], ref counter) ? 0 : -1);
    }
}
