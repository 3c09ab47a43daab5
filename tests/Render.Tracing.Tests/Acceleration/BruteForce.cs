using Render.Tracing.Acceleration;
using Render.Tracing.Compilation;
using Render.Tracing.Numerics;

namespace Render.Tracing.Tests.Acceleration;

/// <summary>The definition of the canonical hit: every triangle of every instance, no tree.</summary>
internal static class BruteForce
{
    internal static unsafe Hit Closest(CompiledScene scene, Ray ray, Real far)
    {
        var best = Hit.Nothing(far);
        for (var i = 0; i < scene.Instances.Length; i++)
        {
            var instance = scene.Instances[i];
            var local = new ObjectRay(instance.ToObject.Point(ray.Origin), instance.ToObject.Direction(ray.Direction), instance.Extent);
            var mesh = scene.Assets.Meshes.Meshes.Single(range => range.RootNode == instance.Root);
            foreach (ref var packet in scene.Assets.Packets.Span)
            {
                for (var lane = 0; lane < TrianglePacket.Width; lane++)
                {
                    var triangle = packet.Triangles[lane];
                    if (triangle < mesh.FirstTriangle || triangle >= mesh.FirstTriangle + mesh.TriangleCount)
                        continue;
                    if (!TriangleTest.Intersect(in local, ref packet, lane, out var t, out var v, out var w, out var sum) || !(t > 0f))
                        continue;
                    if (best.IsAfter(t, triangle + instance.PrimitiveOffset))
                        best = new() { T = t, Primitive = triangle + instance.PrimitiveOffset, Instance = i, Triangle = triangle, V = v, W = w, Sum = sum };
                }
            }
        }
        return best;
    }
}
