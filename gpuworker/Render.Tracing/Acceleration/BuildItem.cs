using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Render.Tracing.Numerics;

namespace Render.Tracing.Acceleration;

/// <summary>A box to put into a tree, and its number, 32 bytes: two vectors whose first three lanes are the corners. Builders move these, so that they read memory in order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct BuildItem(Float3 min, Float3 max, int index)
{
    private readonly Float3 _min = min;

    /// <summary>The caller's number of it.</summary>
    internal readonly int Index = index;

    private readonly Float3 _max = max;
    private readonly int _padding;

    /// <summary>Least corner; the last lane means nothing.</summary>
    internal Vector128<float> Low
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.LoadUnsafe(ref Unsafe.As<BuildItem, float>(ref Unsafe.AsRef(in this)));
    }

    /// <summary>Greatest corner; the last lane means nothing.</summary>
    internal Vector128<float> High
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.LoadUnsafe(ref Unsafe.As<BuildItem, float>(ref Unsafe.AsRef(in this)), 4);
    }
}
