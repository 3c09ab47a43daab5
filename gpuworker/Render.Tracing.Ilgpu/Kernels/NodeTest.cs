using System.Runtime.CompilerServices;
using Render.Tracing.Acceleration;
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
    public static void Visit(ref DeviceNode node, in ObjectRay ray, int octant, Real far, out PendingSlots children, out PendingSlots items)
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Half(
        in Slabs slabs, Real far, int octant, uint meta, uint nearX, uint nearY, uint nearZ, uint farX, uint farY, uint farZ) =>
        Slot(in slabs, far, octant, meta, nearX, nearY, nearZ, farX, farY, farZ, 0)
        | Slot(in slabs, far, octant, meta, nearX, nearY, nearZ, farX, farY, farZ, 8)
        | Slot(in slabs, far, octant, meta, nearX, nearY, nearZ, farX, farY, farZ, 16)
        | Slot(in slabs, far, octant, meta, nearX, nearY, nearZ, farX, farY, farZ, 24);

    /// <summary>The bits that a slot adds where its box is met: an inner node's in the order of visits, or its items'.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Slot(
        in Slabs slabs, Real far, int octant, uint metas, uint nearX, uint nearY, uint nearZ, uint farX, uint farY, uint farZ, int shift)
    {
        var tx = Real.Fma(Byte(nearX, shift), slabs.Scale.X, slabs.Near.X);
        var ty = Real.Fma(Byte(nearY, shift), slabs.Scale.Y, slabs.Near.Y);
        var tz = Real.Fma(Byte(nearZ, shift), slabs.Scale.Z, slabs.Near.Z);
        var near = Real.Max(Real.Max(tx, ty), Real.Max(tz, 0f));
        tx = Real.Fma(Byte(farX, shift), slabs.Scale.X, slabs.Far.X);
        ty = Real.Fma(Byte(farY, shift), slabs.Scale.Y, slabs.Far.Y);
        tz = Real.Fma(Byte(farZ, shift), slabs.Scale.Z, slabs.Far.Z);
        var exit = Real.Min(Real.Min(tx, ty), Real.Min(tz, far));
        var meta = (metas >> shift) & 0xFFu;
        var place = (int)(meta & 31u);
        // Only inner nodes have places from 24 on.
        place ^= place >= 24 ? octant : 0;
        return near <= exit ? (meta >> 5) << place : 0u;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Real Byte(uint word, int shift) => Real.FromInt32((int)((word >> shift) & 0xFFu));

    /// <summary>What of the ray and the node is the same for all eight boxes.</summary>
    private struct Slabs
    {
        public Float3 Scale;
        public Float3 Near;
        public Float3 Far;
    }
}
