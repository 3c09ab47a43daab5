using Render.Tracing.Numerics;
using Render.Tracing.Paths;
using Render.Tracing.Views;

namespace Render.Tracing.Acceleration;

/// <summary>Traversal in scalar code, generic over the view: the reference for all others, and the one for processors without 256-bit vectors.</summary>
/// <param name="view">The scene.</param>
/// <typeparam name="TView">How the scene is read.</typeparam>
public struct ScalarCaster<TView>(TView view) : IRayCaster
    where TView : struct, ITreeView
{
    private TView _view = view;
    private TraversalStack _top;
    private TraversalStack _stack;

    /// <inheritdoc/>
    public void Closest<TCounter>(Ray ray, ref Hit hit, ref TCounter counter)
        where TCounter : struct, IWorkCounter => Search(ray, ref hit, ref counter, any: false);

    /// <inheritdoc/>
    public bool Occluded<TCounter>(Ray ray, Real far, ref TCounter counter)
        where TCounter : struct, IWorkCounter
    {
        var hit = Hit.Nothing(far);
        Search(ray, ref hit, ref counter, any: true);
        return hit.IsHit;
    }

    private void Search<TCounter>(Ray ray, ref Hit hit, ref TCounter counter, bool any)
        where TCounter : struct, IWorkCounter
    {
        if (_view.Header.InstanceCount == 1)
            SearchInstance(ray, 0, ref hit, ref counter, any);
        if (_view.Header.InstanceCount <= 1)
            return;
        var world = new ObjectRay(ray.Origin, ray.Direction, _view.Header.Extent);
        _top.Clear();
        _top.Insert(0, 0);
        while (_top.Pop(hit.T, out var child))
        {
            if (child >= 0)
            {
                counter.NodeVisited();
                PushChildren(ref _view.TopNode(child), in world, hit.T, ref _top, any);
                continue;
            }
            if (SearchInstance(ray, ~child, ref hit, ref counter, any) && any)
                return;
        }
    }

    private bool SearchInstance<TCounter>(Ray ray, int instance, ref Hit hit, ref TCounter counter, bool any)
        where TCounter : struct, IWorkCounter
    {
        var record = _view.Instance(instance);
        var local = new ObjectRay(record.ToObject.Point(ray.Origin), record.ToObject.Direction(ray.Direction), record.Extent);
        return SearchMesh(in local, instance, ref hit, ref counter, any);
    }

    private bool SearchMesh<TCounter>(in ObjectRay ray, int instance, ref Hit hit, ref TCounter counter, bool any)
        where TCounter : struct, IWorkCounter
    {
        var record = _view.Instance(instance);
        _stack.Clear();
        _stack.Insert(0, record.Root);
        var found = false;
        while (_stack.Pop(hit.T, out var child))
        {
            if (child >= 0)
            {
                counter.NodeVisited();
                PushChildren(ref _view.Node(child), in ray, hit.T, ref _stack, any);
                continue;
            }
            counter.TrianglesTested();
            if (!TestPacket(in ray, ref _view.Packet(~child), instance, record.PrimitiveOffset, ref hit))
                continue;
            found = true;
            if (any)
                return true;
        }
        return found;
    }

    private static unsafe bool TestPacket(in ObjectRay ray, ref TrianglePacket packet, int instance, int primitiveOffset, ref Hit hit)
    {
        var found = false;
        for (var lane = 0; lane < TrianglePacket.Width; lane++)
        {
            if (!TriangleTest.Intersect(in ray, ref packet, lane, out var t, out var v, out var w, out var sum) || !(t > 0f))
                continue;
            var triangle = packet.Triangles[lane];
            var primitive = triangle + primitiveOffset;
            if (!hit.IsAfter(t, primitive))
                continue;
            hit.T = t;
            hit.Primitive = primitive;
            hit.Instance = instance;
            hit.Triangle = triangle;
            hit.V = v;
            hit.W = w;
            hit.Sum = sum;
            found = true;
        }
        return found;
    }

    /// <summary>Pushes the children that are met: nearest on top, or, where any hit will do, the last on top.</summary>
    private static unsafe void PushChildren(ref BvhNode node, in ObjectRay ray, Real far, ref TraversalStack stack, bool any)
    {
        var nearX = ray.Inverse.X < 0f ? 24 : 0;
        var nearY = ray.Inverse.Y < 0f ? 32 : 8;
        var nearZ = ray.Inverse.Z < 0f ? 40 : 16;
        var level = stack.Count;
        for (var i = 0; i < BvhNode.Width; i++)
        {
            var tx = Real.Fma(node.Planes[nearX + i], ray.Inverse.X, ray.Near.X);
            var ty = Real.Fma(node.Planes[nearY + i], ray.Inverse.Y, ray.Near.Y);
            var tz = Real.Fma(node.Planes[nearZ + i], ray.Inverse.Z, ray.Near.Z);
            var near = Real.Max(Real.Max(tx, ty), Real.Max(tz, 0f));
            tx = Real.Fma(node.Planes[24 - nearX + i], ray.Inverse.X, ray.Far.X);
            ty = Real.Fma(node.Planes[40 - nearY + i], ray.Inverse.Y, ray.Far.Y);
            tz = Real.Fma(node.Planes[56 - nearZ + i], ray.Inverse.Z, ray.Far.Z);
            var exit = Real.Min(Real.Min(tx, ty), Real.Min(tz, far));
            if (near <= exit)
                stack.Insert(Real.Bits(near), node.Children[i], any ? stack.Count : level);
        }
    }
}
