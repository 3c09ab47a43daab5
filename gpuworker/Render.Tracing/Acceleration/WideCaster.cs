using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Render.Tracing.Numerics;
using Render.Tracing.Paths;
using Render.Tracing.Views;

namespace Render.Tracing.Acceleration;

/// <summary>Traversal with 256-bit vectors: eight boxes or eight triangles at once, by the same IEEE operations in the same order as <see cref="ScalarCaster{TView}"/>.</summary>
/// <remarks>Scratch is the memory of its two stacks; one caster serves one thread.</remarks>
public unsafe struct WideCaster : IRayCaster
{
    private readonly HostSceneView _view;
    private readonly Scratch* _scratch;

    internal WideCaster(HostSceneView view, Scratch* scratch)
    {
        _view = view;
        _scratch = scratch;
    }

    /// <summary>True where this processor runs it.</summary>
    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Closest<TCounter>(Ray ray, ref Hit hit, ref TCounter counter)
        where TCounter : struct, IWorkCounter
    {
        if (_view.Header.InstanceCount == 0)
            return;
        var world = new ObjectRay(ray.Origin, ray.Direction, _view.Header.Extent);
        var boxes = new BoxTest(in world);
        var stack = _scratch->Top;
        var top = stack;
        *top++ = 0;
        while (top > stack)
        {
            var entry = *--top;
            if (Real.FromBits((int)(entry >> 32)) > hit.T)
                continue;
            var child = (int)entry;
            if (child >= 0)
            {
                counter.NodeVisited();
                top = boxes.PushChildren(_view.TopNodes + child, hit.T, top, _scratch->Near);
                continue;
            }
            SearchMesh(ray, ~child, ref hit, ref counter);
        }
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Occluded<TCounter>(Ray ray, Real far, ref TCounter counter)
        where TCounter : struct, IWorkCounter
    {
        if (_view.Header.InstanceCount == 0)
            return false;
        var world = new ObjectRay(ray.Origin, ray.Direction, _view.Header.Extent);
        var boxes = new BoxTest(in world);
        var stack = _scratch->Top;
        var top = stack;
        *top++ = 0;
        while (top > stack)
        {
            var child = (int)*--top;
            if (child >= 0)
            {
                counter.NodeVisited();
                top = boxes.PushChildren(_view.TopNodes + child, far, top, _scratch->Near);
                continue;
            }
            if (AnyInMesh(ray, ~child, far, ref counter))
                return true;
        }
        return false;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SearchMesh<TCounter>(Ray worldRay, int instance, ref Hit hit, ref TCounter counter)
        where TCounter : struct, IWorkCounter
    {
        var record = _view.Instances + instance;
        var ray = new ObjectRay(record->ToObject.Point(worldRay.Origin), record->ToObject.Direction(worldRay.Direction), record->Extent);
        var boxes = new BoxTest(in ray);
        var packets = new PacketTest(in ray);
        var stack = _scratch->Mesh;
        var top = stack;
        *top++ = (uint)record->Root;
        while (top > stack)
        {
            var entry = *--top;
            if (Real.FromBits((int)(entry >> 32)) > hit.T)
                continue;
            var child = (int)entry;
            if (child >= 0)
            {
                counter.NodeVisited();
                top = boxes.PushChildren(_view.Nodes + child, hit.T, top, _scratch->Near);
                continue;
            }
            counter.TrianglesTested();
            var packet = _view.Packets + ~child;
            var mask = packets.Intersect(packet, hit.T, _scratch);
            while (mask != 0)
            {
                var lane = System.Numerics.BitOperations.TrailingZeroCount(mask);
                mask &= mask - 1;
                var t = (Real)_scratch->T[lane];
                var triangle = packet->Triangles[lane];
                var primitive = triangle + record->PrimitiveOffset;
                if (!hit.IsAfter(t, primitive))
                    continue;
                hit.T = t;
                hit.Primitive = primitive;
                hit.Instance = instance;
                hit.Triangle = triangle;
                hit.V = _scratch->V[lane];
                hit.W = _scratch->W[lane];
                hit.Sum = _scratch->Sum[lane];
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AnyInMesh<TCounter>(Ray worldRay, int instance, Real far, ref TCounter counter)
        where TCounter : struct, IWorkCounter
    {
        var record = _view.Instances + instance;
        var ray = new ObjectRay(record->ToObject.Point(worldRay.Origin), record->ToObject.Direction(worldRay.Direction), record->Extent);
        var boxes = new BoxTest(in ray);
        var packets = new PacketTest(in ray);
        var stack = _scratch->Mesh;
        var top = stack;
        *top++ = (uint)record->Root;
        while (top > stack)
        {
            var child = (int)*--top;
            if (child >= 0)
            {
                counter.NodeVisited();
                top = boxes.PushChildren(_view.Nodes + child, far, top, _scratch->Near);
                continue;
            }
            counter.TrianglesTested();
            if (packets.IntersectAny(_view.Packets + ~child, far))
                return true;
        }
        return false;
    }

    /// <summary>What a thread's traversal writes to.</summary>
    internal struct Scratch
    {
        internal fixed float Near[8];
        internal fixed float T[8];
        internal fixed float V[8];
        internal fixed float W[8];
        internal fixed float Sum[8];
        internal fixed ulong Top[TraversalStack.Capacity];
        internal fixed ulong Mesh[TraversalStack.Capacity];
    }
}
