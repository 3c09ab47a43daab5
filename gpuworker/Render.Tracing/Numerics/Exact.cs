using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Render.Tracing.Numerics;

/// <summary>
/// The arithmetic that every backend must reproduce to the last bit: IEEE 754 binary32, round to nearest even, no flushing of denormals, never contracted.
/// </summary>
/// <remarks>
/// These are the only places of the core where raw <see cref="float"/> operators are written. In .NET they are the IEEE operations;
/// a GPU backend remaps each method to the matching <c>*.rn</c> instruction.
/// </remarks>
public static class Exact
{
    /// <summary>a + b, rounded to nearest even.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Add(float a, float b) => a + b;

    /// <summary>a − b, rounded to nearest even.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sub(float a, float b) => a - b;

    /// <summary>a · b, rounded to nearest even.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Mul(float a, float b) => a * b;

    /// <summary>a / b, rounded to nearest even.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Div(float a, float b) => a / b;

    /// <summary>√a, rounded to nearest even; NaN for a &lt; 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sqrt(float a) => MathF.Sqrt(a);

    /// <summary>a · b + c with one rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Fma(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    /// <summary><c>a &lt; b ? a : b</c>; x86's MINSS is defined as exactly this, so it is used where it exists.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(float a, float b) => Sse.IsSupported
        ? Sse.MinScalar(Vector128.CreateScalarUnsafe(a), Vector128.CreateScalarUnsafe(b)).ToScalar()
        : a < b ? a : b;

    /// <summary><c>a &gt; b ? a : b</c>; x86's MAXSS is defined as exactly this, so it is used where it exists.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float a, float b) => Sse.IsSupported
        ? Sse.MaxScalar(Vector128.CreateScalarUnsafe(a), Vector128.CreateScalarUnsafe(b)).ToScalar()
        : a > b ? a : b;

    /// <summary>The integer nearest to 0 from a; the caller has clamped a to the int32 range, since backends differ outside it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToInt32(float a) => Sse.IsSupported
        ? Sse.ConvertToInt32WithTruncation(Vector128.CreateScalarUnsafe(a))
        : (int)a;

    /// <summary>The float nearest to a (exact up to ±2²⁴).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FromInt32(int a) => a;

    /// <summary>The bits of a in the opposite order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReverseBits(uint a)
    {
        a = BinaryPrimitives.ReverseEndianness(a);
        a = ((a >> 4) & 0x0F0F0F0Fu) | ((a & 0x0F0F0F0Fu) << 4);
        a = ((a >> 2) & 0x33333333u) | ((a & 0x33333333u) << 2);
        return ((a >> 1) & 0x55555555u) | ((a & 0x55555555u) << 1);
    }
}
