using ILGPU.IR.Intrinsics;

namespace Render.Tracing.Ilgpu.Arithmetic;

/// <summary>What the operations of <see cref="Numerics.Exact"/> become in kernels. Those that round are names for which each backend has an instruction; see <see cref="ExactMapping"/>.</summary>
internal static class DeviceMath
{
    [IntrinsicImplementation]
    public static float Add(float a, float b) => throw NotAKernel();

    [IntrinsicImplementation]
    public static float Sub(float a, float b) => throw NotAKernel();

    [IntrinsicImplementation]
    public static float Mul(float a, float b) => throw NotAKernel();

    [IntrinsicImplementation]
    public static float Div(float a, float b) => throw NotAKernel();

    [IntrinsicImplementation]
    public static float Sqrt(float a) => throw NotAKernel();

    [IntrinsicImplementation]
    public static float Fma(float a, float b, float c) => throw NotAKernel();

    // The rest does not round differently anywhere: a comparison and a choice, and conversions of integers below 2²⁴ or of clamped numbers.
    public static float Min(float a, float b) => a < b ? a : b;

    public static float Max(float a, float b) => a > b ? a : b;

    public static int ToInt32(float a) => (int)a;

    public static float FromInt32(int a) => a;

    public static uint ReverseEndianness(uint a) => (a >> 24) | ((a >> 8) & 0xFF00u) | ((a << 8) & 0xFF0000u) | (a << 24);

    private static NotSupportedException NotAKernel() => new("only kernels compute with these");
}
