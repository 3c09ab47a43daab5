using System.Runtime.CompilerServices;

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
}
