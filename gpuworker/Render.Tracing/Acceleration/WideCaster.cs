using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Render.Tracing.Numerics;
using Render.Tracing.Paths;
using Render.Tracing.Views;

namespace Render.Tracing.Acceleration;

/// <summary>Traversal with 256-bit vectors: eight boxes or eight triangles at once, by the same IEEE operations in the same order as <see cref="ScalarCaster{TView}"/>.</summary>
/// <remarks>Scratch is the memory of its two stacks; one caster serves one thread. The loops over a mesh call nothing, so that what they need stays in registers.</remarks>
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
        var instances = _view.Header.InstanceCount;
        if (instances == 1)
            SearchMesh(in ray, 0, ref hit, ref counter);
        if (instances <= 1)
            return;
        var world = new WideRay(in ray, _view.Header.Extent);
        var boxes = new BoxTest(in world);
        var bottom = _scratch->Top;
        var top = bottom;
        var child = 0;
        while (true)
        {
            if (child < 0)
            {
                SearchMesh(in ray, ~child, ref hit, ref counter);
            }
            else
            {
                counter.NodeVisited();
                var node = _view.TopNodes + child;
                var met = boxes.Meet(node, Vector256.Create(hit.T.Value), out var near);
                if (met != 0)
                {
                    child = ChildOrder.Nearest(node, met, near, _scratch->Near, ref top, _view.TopNodes, _view.Packets);
                    continue;
                }
            }
            ulong entry;
            do
            {
                if (top == bottom)
                    return;
                entry = *--top;
            }
            while (Real.FromBits((int)(entry >> 32)) > hit.T);
            child = (int)entry;
        }
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Occluded<TCounter>(Ray ray, Real far, ref TCounter counter)
        where TCounter : struct, IWorkCounter
    {
        var instances = _view.Header.InstanceCount;
        if (instances <= 1)
            return instances == 1 && AnyInMesh(in ray, 0, far, ref counter);
        var world = new WideRay(in ray, _view.Header.Extent);
        var boxes = new BoxTest(in world);
        var bottom = (int*)_scratch->Top;
        var top = bottom;
        var child = 0;
        while (true)
        {
            if (child < 0)
            {
                if (AnyInMesh(in ray, ~child, far, ref counter))
                    return true;
            }
            else
            {
                counter.NodeVisited();
                var node = _view.TopNodes + child;
                var met = boxes.Meet(node, Vector256.Create(far.Value), out _);
                if (met != 0)
                {
                    child = ChildOrder.Last(node, met, ref top, _view.TopNodes, _view.Packets);
                    continue;
                }
            }
            if (top == bottom)
                return false;
            child = *--top;
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SearchMesh<TCounter>(in Ray worldRay, int instance, ref Hit hit, ref TCounter counter)
        where TCounter : struct, IWorkCounter
    {
        var record = _view.Instances + instance;
        var ray = new WideRay(in worldRay, record);
        var boxes = new BoxTest(in ray);
        var packets = new PacketTest(in ray);
        var nodes = _view.Nodes;
        var leaves = _view.Packets;
        var scratch = _scratch;
        var far = Vector256.Create(hit.T.Value);
        var bottom = scratch->Mesh;
        var top = bottom;
        var child = record->Root;
        while (true)
        {
            if (child >= 0)
            {
                counter.NodeVisited();
                var node = nodes + child;
                var met = boxes.Meet(node, far, out var near);
                if (met != 0)
                {
                    child = ChildOrder.Nearest(node, met, near, scratch->Near, ref top, nodes, leaves);
                    continue;
                }
            }
            else
            {
                counter.TrianglesTested();
                var packet = leaves + ~child;
                var lanes = packets.Intersect(packet, far, scratch);
                if (lanes != 0)
                {
                    Keep(packet, lanes, scratch, record->PrimitiveOffset, instance, ref hit);
                    far = Vector256.Create(hit.T.Value);
                }
            }
            ulong entry;
            do
            {
                if (top == bottom)
                    return;
                entry = *--top;
            }
            while (Real.FromBits((int)(entry >> 32)) > far.ToScalar());
            child = (int)entry;
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AnyInMesh<TCounter>(in Ray worldRay, int instance, Real end, ref TCounter counter)
        where TCounter : struct, IWorkCounter
    {
        var record = _view.Instances + instance;
        var ray = new WideRay(in worldRay, record);
        var boxes = new BoxTest(in ray);
        var packets = new PacketTest(in ray);
        var nodes = _view.Nodes;
        var leaves = _view.Packets;
        var far = Vector256.Create(end.Value);
        var bottom = (int*)_scratch->Mesh;
        var top = bottom;
        var child = record->Root;
        while (true)
        {
            if (child >= 0)
            {
                counter.NodeVisited();
                var node = nodes + child;
                var met = boxes.Meet(node, far, out _);
                if (met != 0)
                {
                    child = ChildOrder.Last(node, met, ref top, nodes, leaves);
                    continue;
                }
            }
            else
            {
                counter.TrianglesTested();
                if (packets.IntersectAny(leaves + ~child, far))
                    return true;
            }
            if (top == bottom)
                return false;
            child = *--top;
        }
    }

    /// <summary>Keeps the least of the lanes that are hit, where it comes before the hit so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(TrianglePacket* packet, uint lanes, Scratch* scratch, int primitiveOffset, int instance, ref Hit hit)
    {
        while (lanes != 0)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            lanes &= lanes - 1;
            var t = (Real)scratch->T[lane];
            var triangle = packet->Triangles[lane];
            var primitive = triangle + primitiveOffset;
            if (!hit.IsAfter(t, primitive))
                continue;
            hit.T = t;
            hit.Primitive = primitive;
            hit.Instance = instance;
            hit.Triangle = triangle;
            hit.V = scratch->V[lane];
            hit.W = scratch->W[lane];
            hit.Sum = scratch->Sum[lane];
        }
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
