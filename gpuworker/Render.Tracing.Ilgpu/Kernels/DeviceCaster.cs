using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using Render.Tracing.Acceleration;
using Render.Tracing.Ilgpu.Scenes;
using Render.Tracing.Numerics;
using Render.Tracing.Paths;
using Render.Tracing.Views;

namespace Render.Tracing.Ilgpu.Kernels;

/// <summary>Traversal of <see cref="DeviceNode"/>s, one ray a thread: the tree over instances, and in each that is met the tree of its mesh, in one loop.</summary>
/// <remarks>
/// The hit is the canonical one: no order of visits, and no box that is larger than it need be, changes it. What is left of a node waits on a stack in the thread's memory.
/// Entering a mesh puts two entries there, what is left of the instances' node, and leaves when the stack is back at them.
/// What is counted is this tree's: its nodes, and its triangles one by one.
/// </remarks>
internal struct DeviceCaster : IRayCaster
{
    /// <summary>Entries of the stack: one for each level of either tree, and two for entering a mesh.</summary>
    internal const int StackSize = 2 * TreeBuilder.MaxDepth + 2;

    internal ArrayView<SceneHeader> Headers;
    internal ArrayView<InstanceRecord> Instances;

    /// <summary>The tree over instances.</summary>
    internal ArrayView<DeviceNode> TopNodes;

    /// <summary>The meshes' trees.</summary>
    internal ArrayView<DeviceNode> Nodes;

    /// <summary>Instances in the order of the first tree's leaves.</summary>
    internal ArrayView<int> Placed;

    /// <summary>Triangles in the order of the meshes' trees' leaves.</summary>
    internal ArrayView<DeviceTriangle> Triangles;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Closest<TCounter>(Ray ray, ref Hit hit, ref TCounter counter)
        where TCounter : struct, IWorkCounter => Search(ray, ref hit, ref counter, any: false);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Occluded<TCounter>(Ray ray, Real far, ref TCounter counter)
        where TCounter : struct, IWorkCounter
    {
        var hit = Hit.Nothing(far);
        Search(ray, ref hit, ref counter, any: true);
        return hit.IsHit;
    }

    /// <summary>One function for both kinds of search, whether they count or not.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Search<TCounter>(Ray ray, ref Hit hit, ref TCounter counter, bool any)
        where TCounter : struct, IWorkCounter
    {
        if (Headers[0].InstanceCount == 0)
            return;
        var stack = LocalMemory.Allocate1D<ulong>(StackSize);
        var space = new ObjectRay(ray.Origin, ray.Direction, Headers[0].Extent);
        var octant = NodeTest.Octant(space);
        var children = PendingSlots.Root(0);
        var items = default(PendingSlots);
        var count = 0;
        // Where the stack stood when a mesh was entered; 0: among the instances.
        var floor = 0;
        var instance = 0;
        while (true)
        {
            // Items first: a visit puts the next node's in their place.
            if (items.Bits == 0 && children.AnyChild)
            {
                var child = children.TakeChild(octant);
                if (children.AnyChild)
                    stack[count++] = children.Packed;
                counter.NodeVisited();
                NodeTest.Visit(ref (floor == 0 ? TopNodes : Nodes)[child], space, octant, hit.T, out children, out items);
            }
            if (floor == 0)
            {
                if (items.Bits != 0)
                {
                    instance = Placed[items.TakeItem()];
                    stack[count++] = children.Packed;
                    stack[count++] = items.Packed;
                    floor = count;
                    ref var record = ref Instances[instance];
                    space = new ObjectRay(record.ToObject.Point(ray.Origin), record.ToObject.Direction(ray.Direction), record.Extent);
                    octant = NodeTest.Octant(space);
                    children = PendingSlots.Root(record.Root);
                    items = default;
                    continue;
                }
            }
            else
            {
                var offset = Instances[instance].PrimitiveOffset;
                while (items.Bits != 0)
                {
                    counter.TrianglesTested();
                    if (Test(ref Triangles[items.TakeItem()], space, instance, offset, ref hit) && any)
                        return;
                }
            }
            if (children.AnyChild)
                continue;
            if (count > floor)
            {
                children = new PendingSlots(stack[--count]);
                continue;
            }
            if (floor == 0)
                return;
            items = new PendingSlots(stack[--count]);
            children = new PendingSlots(stack[--count]);
            floor = 0;
            space = new ObjectRay(ray.Origin, ray.Direction, Headers[0].Extent);
            octant = NodeTest.Octant(space);
        }
    }

    /// <summary>Tests a triangle; true where it is the best so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Test(ref DeviceTriangle triangle, in ObjectRay ray, int instance, int primitiveOffset, ref Hit hit)
    {
        var isHit = TriangleTest.Intersect(
            in ray, Along(triangle.A, in ray), Along(triangle.B, in ray), Along(triangle.C, in ray), out var t, out var v, out var w, out var sum);
        var primitive = triangle.Index + primitiveOffset;
        if (!isHit || !(t > 0f) || !hit.IsAfter(t, primitive))
            return false;
        hit.T = t;
        hit.Primitive = primitive;
        hit.Instance = instance;
        hit.Triangle = triangle.Index;
        hit.V = v;
        hit.W = w;
        hit.Sum = sum;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Float3 Along(Float3 corner, in ObjectRay ray) =>
        new(TriangleTest.Axis(corner, ray.KX), TriangleTest.Axis(corner, ray.KY), TriangleTest.Axis(corner, ray.KZ));
}

/// <summary>Children or items of a node that are still to be looked at: the index of the first, and a bit for each.</summary>
/// <remarks>Children: the high byte has a bit for each that is wanted, the octant's nearest highest; the low byte one for each slot that holds an inner node. Items: a bit for each.</remarks>
internal struct PendingSlots
{
    private const uint Children = 0xFF000000u;

    /// <summary>Index of the first.</summary>
    public int First;

    /// <summary>The bits.</summary>
    public uint Bits;

    /// <summary>Takes apart <see cref="Packed"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PendingSlots(ulong packed)
    {
        First = (int)(packed >> 32);
        Bits = (uint)packed;
    }

    /// <summary>Both in one number.</summary>
    public readonly ulong Packed
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ((ulong)(uint)First << 32) | Bits;
    }

    /// <summary>Whether a child is left.</summary>
    public readonly bool AnyChild
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (Bits & Children) != 0;
    }

    /// <summary>A tree's root, to be visited.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PendingSlots Root(int node)
    {
        PendingSlots root;
        root.First = node;
        root.Bits = 0x80000000u;
        return root;
    }

    /// <summary>Takes the nearest child.</summary>
    /// <param name="octant">The ray's, of <see cref="NodeTest.Octant"/>.</param>
    /// <returns>Its index.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int TakeChild(int octant)
    {
        var bit = 31 - BitOperations.LeadingZeroCount(Bits);
        Bits &= ~(1u << bit);
        var slot = (bit - 24) ^ octant;
        return First + BitOperations.PopCount(Bits & ((1u << slot) - 1u));
    }

    /// <summary>Takes an item.</summary>
    /// <returns>Its index.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int TakeItem()
    {
        var bit = 31 - BitOperations.LeadingZeroCount(Bits);
        Bits &= ~(1u << bit);
        return First + bit;
    }
}
