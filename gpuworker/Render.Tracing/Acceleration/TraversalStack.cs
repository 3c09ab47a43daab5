using System.Runtime.CompilerServices;
using Render.Tracing.Numerics;

namespace Render.Tracing.Acceleration;

/// <summary>Subtrees still to visit, nearest on top. An entry is (bits of its near t) · 2³² + child, so that one integer comparison sorts by distance, ties by child.</summary>
internal unsafe struct TraversalStack
{
    /// <summary>Room: a tree of at most <see cref="TreeBuilder.MaxDepth"/> levels leaves at most seven siblings a level.</summary>
    internal const int Capacity = 7 * TreeBuilder.MaxDepth + 8;

    private fixed ulong _entries[Capacity];

    /// <summary>Entries held.</summary>
    internal int Count { get; private set; }

    internal void Clear() => Count = 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Insert(int nearBits, int child) => Insert(nearBits, child, Count);

    /// <summary>Inserts above <paramref name="level"/>, keeping what is above it in order of falling distance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Insert(int nearBits, int child, int level)
    {
        var entry = ((ulong)(uint)nearBits << 32) | (uint)child;
        var at = Count++;
        while (at > level && _entries[at - 1] < entry)
        {
            _entries[at] = _entries[at - 1];
            at--;
        }
        _entries[at] = entry;
    }

    /// <summary>Takes the nearest entry that does not start beyond <paramref name="far"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Pop(Real far, out int child)
    {
        while (Count > 0)
        {
            var entry = _entries[--Count];
            child = (int)entry;
            if (Real.FromBits((int)(entry >> 32)) <= far)
                return true;
        }
        child = 0;
        return false;
    }
}
