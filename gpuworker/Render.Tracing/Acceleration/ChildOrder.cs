using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Render.Tracing.Acceleration;

/// <summary>In which order a node's children are visited: which of those met comes next, while the others wait on a stack.</summary>
internal static unsafe class ChildOrder
{
    /// <summary>Takes the nearest, ties by child; the others wait with the next nearest on top, as <see cref="TraversalStack"/> keeps them.</summary>
    /// <param name="node">The node.</param>
    /// <param name="met">Which children are met; not 0.</param>
    /// <param name="near">Where each begins.</param>
    /// <param name="scratch">Room for eight floats.</param>
    /// <param name="top">First free entry of the stack.</param>
    /// <param name="nodes">Where children are that are nodes.</param>
    /// <param name="packets">Where children are that are leaves.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Nearest(BvhNode* node, uint met, Vector256<float> near, float* scratch, ref ulong* top, BvhNode* nodes, TrianglePacket* packets)
    {
        var lane = BitOperations.TrailingZeroCount(met);
        met &= met - 1;
        if (met == 0)
            return node->Children[lane];
        near.Store(scratch);
        var first = Entry(scratch, node, lane);
        var second = Entry(scratch, node, BitOperations.TrailingZeroCount(met));
        met &= met - 1;
        Prefetch((int)first, nodes, packets);
        Prefetch((int)second, nodes, packets);
        var nearest = Math.Min(first, second);
        var level = top;
        *top++ = Math.Max(first, second);
        while (met != 0)
        {
            var entry = Entry(scratch, node, BitOperations.TrailingZeroCount(met));
            met &= met - 1;
            Prefetch((int)entry, nodes, packets);
            var waiting = Math.Max(nearest, entry);
            nearest = Math.Min(nearest, entry);
            var at = top++;
            while (at > level && at[-1] < waiting)
            {
                *at = at[-1];
                at--;
            }
            *at = waiting;
        }
        return (int)nearest;
    }

    /// <summary>Takes the last; the others wait, the one before it on top.</summary>
    /// <param name="node">The node.</param>
    /// <param name="met">Which children are met; not 0.</param>
    /// <param name="top">First free entry of the stack.</param>
    /// <param name="nodes">Where children are that are nodes.</param>
    /// <param name="packets">Where children are that are leaves.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Last(BvhNode* node, uint met, ref int* top, BvhNode* nodes, TrianglePacket* packets)
    {
        while (true)
        {
            var child = node->Children[BitOperations.TrailingZeroCount(met)];
            met &= met - 1;
            if (met == 0)
                return child;
            Prefetch(child, nodes, packets);
            *top++ = child;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(int child, BvhNode* nodes, TrianglePacket* packets)
    {
        var at = child >= 0 ? (byte*)(nodes + child) : (byte*)(packets + ~child);
        Sse.Prefetch0(at);
        Sse.Prefetch0(at + 64);
        Sse.Prefetch0(at + 128);
        Sse.Prefetch0(at + 192);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Entry(float* near, BvhNode* node, int lane) => ((ulong)((uint*)near)[lane] << 32) | (uint)node->Children[lane];
}
