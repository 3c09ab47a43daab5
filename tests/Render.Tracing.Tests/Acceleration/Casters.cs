using Render.Tracing.Acceleration;
using Render.Tracing.Compilation;
using Render.Tracing.Numerics;
using Render.Tracing.Paths;
using Render.Tracing.Views;

namespace Render.Tracing.Tests.Acceleration;

/// <summary>Casts single rays with either traversal.</summary>
internal sealed unsafe class Casters(CompiledScene scene)
{
    private readonly FlatArray<WideCaster.Scratch> _scratch = new(1);

    internal Hit Closest(Ray ray, Real far, bool wide, out PilotCounter counter)
    {
        var hit = Hit.Nothing(far);
        counter = default;
        if (wide)
            new WideCaster(new(scene), _scratch.Pointer).Closest(ray, ref hit, ref counter);
        else
            new ScalarCaster<HostSceneView>(new(scene)).Closest(ray, ref hit, ref counter);
        return hit;
    }

    internal bool Occluded(Ray ray, Real far, bool wide, out PilotCounter counter)
    {
        counter = default;
        return wide
            ? new WideCaster(new(scene), _scratch.Pointer).Occluded(ray, far, ref counter)
            : new ScalarCaster<HostSceneView>(new(scene)).Occluded(ray, far, ref counter);
    }
}
