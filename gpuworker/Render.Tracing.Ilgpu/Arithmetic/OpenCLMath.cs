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

    public static float Least(float a, float b) => a < b ? a : b;

    public static float Most(float a, float b) => a > b ? a : b;

    public static uint Permute(uint a, uint b, uint selector) =>
        Chosen(a, b, selector) | (Chosen(a, b, selector >> 4) << 8) | (Chosen(a, b, selector >> 8) << 16) | (Chosen(a, b, selector >> 12) << 24);

    public static uint ReverseBits(uint a)
    {
        a = (a >> 16) | (a << 16);
        a = ((a >> 8) & 0x00FF00FFu) | ((a & 0x00FF00FFu) << 8);
        a = ((a >> 4) & 0x0F0F0F0Fu) | ((a & 0x0F0F0F0Fu) << 4);
        a = ((a >> 2) & 0x33333333u) | ((a & 0x33333333u) << 2);
        return ((a >> 1) & 0x55555555u) | ((a & 0x55555555u) << 1);
    }

    private static uint Chosen(uint a, uint b, uint nibble) => (uint)((((ulong)b << 32) | a) >> (int)(8u * (nibble & 7u))) & 0xFFu;
}
