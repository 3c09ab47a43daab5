using System.Runtime.CompilerServices;
using Render.Tracing.Acceleration;
using Render.Tracing.Ilgpu.Arithmetic;
using Render.Tracing.Ilgpu.Scenes;
using Render.Tracing.Numerics;

namespace Render.Tracing.Ilgpu.Kernels;

/// <summary>A ray against the eight boxes of a <see cref="DeviceNode"/>.</summary>
/// <remarks>
/// A plane's t is steps · (step · inverse) + (origin · inverse + offset): the step is a power of two, so of the products only the fused sums round, two of them where
/// <see cref="ObjectRay"/> counts on one. The second adds at most 5u·m over the direction's component, and 55u·m is still below the 64u·m that boxes are inflated by.
/// </remarks>
internal static class NodeTest
{
    /// <summary>What turns a slot into its place in the order of visits: 7 less the octant that the direction points to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Octant(in ObjectRay ray) =>
        (ray.Inverse.X < 0f ? 0 : 4) | (ray.Inverse.Y < 0f ? 0 : 2) | (ray.Inverse.Z < 0f ? 0 : 1);

    /// <summary>Finds what of a node the ray may meet.</summary>
    /// <param name="node">The node.</param>
    /// <param name="ray">The ray.</param>
    /// <param name="octant">Its <see cref="Octant"/>.</param>
    /// <param name="far">The best t so far, included.</param>
    /// <param name="children">Inner nodes to visit.</param>
    /// <param name="items">Items to test.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Visit(DeviceNode node, in ObjectRay ray, int octant, Real far, out PendingSlots children, out PendingSlots items)
    {
        var steps = node.Steps;
        Slabs slabs;
        slabs.Scale = new(
            ray.Inverse.X * Real.FromBits((int)((steps & 0xFFu) << 23)),
            ray.Inverse.Y * Real.FromBits((int)(((steps >> 8) & 0xFFu) << 23)),
            ray.Inverse.Z * Real.FromBits((int)(((steps >> 16) & 0xFFu) << 23)));
        slabs.Near = new(
            Real.Fma(node.Origin.X, ray.Inverse.X, ray.Near.X), Real.Fma(node.Origin.Y, ray.Inverse.Y, ray.Near.Y), Real.Fma(node.Origin.Z, ray.Inverse.Z, ray.Near.Z));
        slabs.Far = new(
            Real.Fma(node.Origin.X, ray.Inverse.X, ray.Far.X), Real.Fma(node.Origin.Y, ray.Inverse.Y, ray.Far.Y), Real.Fma(node.Origin.Z, ray.Inverse.Z, ray.Far.Z));
        var backX = ray.Inverse.X < 0f;
        var backY = ray.Inverse.Y < 0f;
        var backZ = ray.Inverse.Z < 0f;
        var bits = Half(
            in slabs, far, octant, node.Meta0,
            backX ? node.HighX0 : node.LowX0, backY ? node.HighY0 : node.LowY0, backZ ? node.HighZ0 : node.LowZ0,
            backX ? node.LowX0 : node.HighX0, backY ? node.LowY0 : node.HighY0, backZ ? node.LowZ0 : node.HighZ0);
        bits |= Half(
            in slabs, far, octant, node.Meta1,
            backX ? node.HighX1 : node.LowX1, backY ? node.HighY1 : node.LowY1, backZ ? node.HighZ1 : node.LowZ1,
            backX ? node.LowX1 : node.HighX1, backY ? node.LowY1 : node.HighY1, backZ ? node.LowZ1 : node.HighZ1);
        children.First = node.Children;
        children.Bits = (bits & 0xFF000000u) | (steps >> 24);
        items.First = node.Items;
        items.Bits = bits & 0x00FFFFFFu;
    }

    /// <summary>The bits that four slots add: of an inner node whose box is met one, by the order of visits; of a leaf its items'.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Half(
        in Slabs slabs, Real far, int octant, uint metas, uint nearX, uint nearY, uint nearZ, uint farX, uint farY, uint farZ)
    {
        // Four bytes at once. Only inner nodes have places from 24 on, which is where the two bits are set.
        var inner = (metas & (metas << 1) & 0x10101010u) >> 4;
        var places = metas ^ (inner * (uint)octant);
        var bits = (metas >> 5) & 0x07070707u;
        return Slot(in slabs, far, bits, places, nearX, nearY, nearZ, farX, farY, farZ, 0)
            | Slot(in slabs, far, bits, places, nearX, nearY, nearZ, farX, farY, farZ, 1)
            | Slot(in slabs, far, bits, places, nearX, nearY, nearZ, farX, farY, farZ, 2)
            | Slot(in slabs, far, bits, places, nearX, nearY, nearZ, farX, farY, farZ, 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Slot(
        in Slabs slabs, Real far, uint bits, uint places, uint nearX, uint nearY, uint nearZ, uint farX, uint farY, uint farZ, int slot)
    {
        var tx = Real.Fma(Byte(nearX, slot), slabs.Scale.X, slabs.Near.X);
        var ty = Real.Fma(Byte(nearY, slot), slabs.Scale.Y, slabs.Near.Y);
        var tz = Real.Fma(Byte(nearZ, slot), slabs.Scale.Z, slabs.Near.Z);
        var near = Most(Most(tx, ty), Most(tz, 0f));
        tx = Real.Fma(Byte(farX, slot), slabs.Scale.X, slabs.Far.X);
        ty = Real.Fma(Byte(farY, slot), slabs.Scale.Y, slabs.Far.Y);
        tz = Real.Fma(Byte(farZ, slot), slabs.Scale.Z, slabs.Far.Z);
        var exit = Least(Least(tx, ty), Least(tz, far));
        return near <= exit ? ByteOf(bits, slot) << (int)(places >> (8 * slot)) : 0u;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Byte(uint word, int slot) => Real.FromInt32((int)ByteOf(word, slot));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ByteOf(uint word, int slot) => DeviceMath.Permute(word, 0u, 0x4440u + (uint)slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Least(Real a, Real b) => new(DeviceMath.Least(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Most(Real a, Real b) => new(DeviceMath.Most(a.Value, b.Value));

    /// <summary>What of the ray and the node is the same for all eight boxes.</summary>
    private struct Slabs
    {
        public Float3 Scale;
        public Float3 Near;
        public Float3 Far;
    }
}
