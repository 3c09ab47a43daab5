using ILGPU;

namespace Render.Tracing.Ilgpu.Arithmetic;

/// <summary><see cref="DeviceMath"/> on OpenCL, whose division, root and contraction are the driver's: close to exact, and never counted on.</summary>
internal static class OpenCLMath
{
    public static float Add(float a, float b) => a + b;

    public static float Sub(float a, float b) => a - b;

    public static float Mul(float a, float b) => a * b;

    public static float Div(float a, float b) => a / b;

    public static float Sqrt(float a) => IntrinsicMath.CPUOnly.Sqrt(a);

    public static float Fma(float a, float b, float c) => a * b + c;
}
