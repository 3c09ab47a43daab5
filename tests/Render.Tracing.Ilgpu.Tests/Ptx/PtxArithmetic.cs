using System.Runtime.CompilerServices;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>Operations whose results in PTX are not C#'s.</summary>
internal static class PtxArithmetic
{
    private static readonly float CanonicalNaN = BitConverter.UInt32BitsToSingle(0x7FFFFFFFu);

    /// <summary>An operation's result: the one NaN that devices make, where it is a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Canonical(float result) => float.IsNaN(result) ? CanonicalNaN : result;

    /// <summary>The lesser: of a NaN and a number the number, and −0 is less than +0.</summary>
    public static float Min(float a, float b)
    {
        if (float.IsNaN(a))
            return Canonical(b);
        if (float.IsNaN(b))
            return a;
        return a < b || (a == b && float.IsNegative(a)) ? a : b;
    }

    /// <summary>The greater: of a NaN and a number the number, and +0 is greater than −0.</summary>
    public static float Max(float a, float b)
    {
        if (float.IsNaN(a))
            return Canonical(b);
        if (float.IsNaN(b))
            return a;
        return a > b || (a == b && float.IsNegative(b)) ? a : b;
    }

    /// <summary>Four of the eight bytes of two words, a nibble of the selector each: its low bits say which, its high one that the byte's sign is wanted instead.</summary>
    public static uint Permuted(uint a, uint b, uint selector)
    {
        var bytes = ((ulong)b << 32) | a;
        var result = 0u;
        for (var i = 0; i < 4; i++)
        {
            var nibble = (int)(selector >> (4 * i)) & 15;
            var value = (byte)(bytes >> (8 * (nibble & 7)));
            if (nibble > 7)
                value = (value & 0x80) != 0 ? byte.MaxValue : byte.MinValue;
            result |= (uint)value << (8 * i);
        }

        return result;
    }

    /// <summary>Towards zero, clamped; a NaN gives 0.</summary>
    public static int ToS32(float a) => float.IsNaN(a) ? 0 : a >= 2147483648f ? int.MaxValue : a <= -2147483648f ? int.MinValue : (int)a;

    /// <summary>Towards zero, clamped; a NaN gives 0.</summary>
    public static uint ToU32(float a) => !(a > 0f) ? 0 : a >= 4294967296f ? uint.MaxValue : (uint)(long)a;

    /// <summary>Towards zero, clamped; a NaN gives −2⁶³.</summary>
    public static long ToS64(float a) => float.IsNaN(a) || a <= -9223372036854775808f ? long.MinValue : a >= 9223372036854775808f ? long.MaxValue : (long)a;

    /// <summary>Towards zero, clamped; a NaN gives 2⁶³.</summary>
    public static ulong ToU64(float a)
    {
        if (float.IsNaN(a))
            return 1UL << 63;
        if (!(a > 0f))
            return 0;
        if (a >= 18446744073709551616f)
            return ulong.MaxValue;
        return a >= 9223372036854775808f ? (ulong)(long)(a - 9223372036854775808f) | (1UL << 63) : (ulong)(long)a;
    }

    /// <summary>The low bits of a register as a type, extended to 64 bits by its sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long As(PtxType type, long value) => type switch
    {
        PtxType.B8 or PtxType.U8 => (byte)value,
        PtxType.S8 => (sbyte)value,
        PtxType.B16 or PtxType.U16 => (ushort)value,
        PtxType.S16 => (short)value,
        PtxType.B32 or PtxType.U32 or PtxType.F32 => (uint)value,
        PtxType.S32 => (int)value,
        _ => value,
    };

    /// <summary>A quotient of two's complements: −2³¹ / −1 is −2³¹.</summary>
    public static int Div(int a, int b) => b == -1 ? unchecked(-a) : a / b;

    /// <summary>The rest of <see cref="Div(int,int)"/>; it has the sign of a.</summary>
    public static int Rem(int a, int b) => b == -1 ? 0 : a % b;

    /// <summary>A quotient of two's complements: −2⁶³ / −1 is −2⁶³.</summary>
    public static long Div(long a, long b) => b == -1 ? unchecked(-a) : a / b;

    /// <summary>The rest of <see cref="Div(long,long)"/>; it has the sign of a.</summary>
    public static long Rem(long a, long b) => b == -1 ? 0 : a % b;
}
