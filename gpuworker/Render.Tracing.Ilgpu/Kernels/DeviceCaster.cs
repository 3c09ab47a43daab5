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
internal readonly struct DeviceCaster : IRayCaster
{
    /// <summary>Entries of the stack: one for each level of either tree, and two for entering a mesh.</summary>
    internal const int StackSize = 2 * TreeBuilder.MaxDepth + 2;

    private readonly DeviceTrees trees;
    private readonly ArrayView<ulong> stack;

    /// <summary>Makes a caster.</summary>
    /// <param name="trees">What it searches.</param>
    /// <param name="stack">The thread's memory, of <see cref="StackSize"/>, for all of its searches.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeviceCaster(DeviceTrees trees, ArrayView<ulong> stack)
    {
        this.trees = trees;
        this.stack = stack;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Closest<TCounter>(Ray ray, ref Hit hit, ref TCounter counter)
        where TCounter : struct, IWorkCounter => Search(ray, ref hit, ref counter, any: false);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Occluded<TCounter>(Ray ray, Real far, ref TCounter counter)
        where TCounter : struct, IWorkCounter
    {
        var hit = Hit.Nothing(far);
        Search(ray, ref hit, ref counter, any: true);
        return hit.IsHit;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Search<TCounter>(Ray ray, ref Hit hit, ref TCounter counter, bool any)
        where TCounter : struct, IWorkCounter
    {
        if (trees.Headers[0].InstanceCount == 0)
            return;
        var space = new TurnedRay(ray.Origin, ray.Direction, trees.Headers[0].Extent);
        var nodes = trees.TopNodes;
        var children = PendingSlots.Root(0);
        var items = default(PendingSlots);
        var count = 0;
        // Where the stack stood when a mesh was entered; 0: among the instances.
        var floor = 0;
        var instance = 0;
        var primitives = 0;
        while (true)
        {
            // Items first: a visit puts the next node's in their place.
            if (items.Bits == 0 && children.AnyChild)
            {
                var child = children.TakeChild(space.Octant);
                if (children.AnyChild)
                    stack[count++] = children.Packed;
                counter.NodeVisited();
                NodeTest.Visit(DeviceMemory.Node(ref nodes[child]), in space.Ray, space.Octant, hit.T, out children, out items);
            }
            if (floor == 0)
            {
                if (items.Bits != 0)
                {
                    instance = trees.Placed[items.TakeItem()];
                    stack[count++] = children.Packed;
                    stack[count++] = items.Packed;
                    floor = count;
                    ref var record = ref trees.Instances[instance];
                    var toObject = DeviceMemory.Transform(ref record.ToObject);
                    space = new(toObject.Point(ray.Origin), toObject.Direction(ray.Direction), record.Extent);
                    primitives = record.PrimitiveOffset;
                    nodes = trees.Nodes;
                    children = PendingSlots.Root(record.Root);
                    items = default;
                    continue;
                }
            }
            else
            {
                while (items.Bits != 0)
                {
                    counter.TrianglesTested();
                    if (Test(DeviceMemory.LeafTriangle(ref trees.Triangles[items.TakeItem()]), in space, instance, primitives, ref hit) && any)
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
            nodes = trees.TopNodes;
            space = new(ray.Origin, ray.Direction, trees.Headers[0].Extent);
        }
    }

    /// <summary>Tests a triangle; true where it is the best so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Test(DeviceTriangle triangle, in TurnedRay ray, int instance, int primitiveOffset, ref Hit hit)
    {
        if (!TriangleTest.Intersect(
            in ray.Ray, ray.Origin, ray.Turn(triangle.A), ray.Turn(triangle.B), ray.Turn(triangle.C), out var t, out var v, out var w, out var sum))
            return false;
        var primitive = triangle.Index + primitiveOffset;
        if (!(t > 0f) || !hit.IsAfter(t, primitive))
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
}

/// <summary>A scene's trees in a device's memory.</summary>
internal struct DeviceTrees
{
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
}

/// <summary>A ray in one space, and what follows from its direction for all nodes and triangles there.</summary>
internal readonly struct TurnedRay
{
    /// <summary>The ray.</summary>
    public readonly ObjectRay Ray;

    /// <summary>Its <see cref="NodeTest.Octant"/>.</summary>
    public readonly int Octant;

    /// <summary>Its origin along the triangle test's axes.</summary>
    public readonly Float3 Origin;

    /// <summary>Prepares a ray, as <see cref="ObjectRay"/> does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TurnedRay(Float3 origin, Float3 direction, Real extent)
    {
        Ray = new(origin, direction, extent);
        Octant = NodeTest.Octant(in Ray);
        Origin = default;
        Origin = Turn(origin);
    }

    /// <summary>A place along the triangle test's axes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Float3 Turn(Float3 place) => Ray.KZ == 2 ? place : Ray.KZ == 1 ? new(place.Z, place.X, place.Y) : new(place.Y, place.Z, place.X);
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
        var bit = 31 - IntrinsicMath.LeadingZeroCount(Bits);
        Bits &= ~(1u << bit);
        var slot = (bit - 24) ^ octant;
        return First + IntrinsicMath.PopCount(Bits & ((1u << slot) - 1u));
    }

    /// <summary>Takes an item.</summary>
    /// <returns>Its index.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int TakeItem()
    {
        var bit = 31 - IntrinsicMath.LeadingZeroCount(Bits);
        Bits &= ~(1u << bit);
        return First + bit;
    }
}
