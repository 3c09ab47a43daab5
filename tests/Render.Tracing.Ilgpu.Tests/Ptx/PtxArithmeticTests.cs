namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>Each group of instructions that compute, where the PTX ISA says something that is easily missed.</summary>
public sealed class PtxArithmeticTests
{
    private const uint Denormal = 1;
    private const uint Infinity = 0x7F800000;
    private const uint MinusInfinity = 0xFF800000;
    private const uint Largest = 0x7F7FFFFF;
    private const uint One = 0x3F800000;
    private const uint MinusOne = 0xBF800000;
    private const uint MinusZero = 0x80000000;
    private const uint X86NaN = 0xFFC00000;
    private const uint DeviceNaN = 0x7FFFFFFF;

    [Theory]
    [InlineData("add.rn.f32", Denormal, Denormal, 2)]
    [InlineData("add.rn.f32", MinusZero, MinusZero, MinusZero)]
    [InlineData("add.rn.f32", One, MinusOne, 0)]
    [InlineData("add.rn.f32", One, 0x33800000, One)]
    [InlineData("add.rn.f32", One, 0x33800001, 0x3F800001)]
    [InlineData("add.rn.f32", Infinity, MinusInfinity, DeviceNaN)]
    [InlineData("add.rn.f32", X86NaN, One, DeviceNaN)]
    [InlineData("sub.rn.f32", 0x00800000, Denormal, 0x007FFFFF)]
    [InlineData("sub.rn.f32", Infinity, Infinity, DeviceNaN)]
    [InlineData("mul.rn.f32", Largest, 0x40000000, Infinity)]
    [InlineData("mul.rn.f32", 0x00800000, 0x3F000000, 0x00400000)]
    [InlineData("mul.rn.f32", 0, MinusOne, MinusZero)]
    [InlineData("mul.rn.f32", 0, Infinity, DeviceNaN)]
    [InlineData("div.rn.f32", One, 0x40400000, 0x3EAAAAAB)]
    [InlineData("div.rn.f32", MinusOne, 0, MinusInfinity)]
    [InlineData("div.rn.f32", 0, 0, DeviceNaN)]
    [InlineData("div.rn.f32", Denormal, 0x40000000, 0)]
    [InlineData("min.f32", X86NaN, One, One)]
    [InlineData("min.f32", 0, MinusZero, MinusZero)]
    [InlineData("min.f32", X86NaN, X86NaN, DeviceNaN)]
    [InlineData("max.f32", One, X86NaN, One)]
    [InlineData("max.f32", MinusZero, 0, 0)]
    [InlineData("max.f32", MinusInfinity, MinusOne, MinusOne)]
    public void Run_TwoFloats_RoundsAsIeee(string name, uint a, uint b, uint expected) => Assert.Equal(expected, PtxSnippet.RunFloats($"{name} %f1, %f2, %f3;", a, b));

    [Theory]
    [InlineData("sqrt.rn.f32", 0x40000000, 0x3FB504F3)]
    [InlineData("sqrt.rn.f32", MinusZero, MinusZero)]
    [InlineData("sqrt.rn.f32", MinusOne, DeviceNaN)]
    [InlineData("sqrt.rn.f32", Denormal, 0x1A3504F3)]
    [InlineData("neg.f32", 0, MinusZero)]
    [InlineData("neg.f32", One, MinusOne)]
    [InlineData("abs.f32", MinusInfinity, Infinity)]
    public void Run_OneFloat_RoundsAsIeee(string name, uint a, uint expected) => Assert.Equal(expected, PtxSnippet.RunFloats($"{name} %f1, %f2;", a));

    /// <summary>(1 + 2⁻²³)² − (1 + 2⁻²²) is 2⁻⁴⁶ with one rounding and 0 with two.</summary>
    [Theory]
    [InlineData("fma.rn.f32 %f1, %f2, %f3, %f4;", 0x28800000)]
    [InlineData("mul.rn.f32 %f1, %f2, %f3; add.rn.f32 %f1, %f1, %f4;", 0)]
    public void Run_ProductAndSum_IsFusedOnlyByFma(string code, uint expected) =>
        Assert.Equal(expected, PtxSnippet.RunFloats(code, 0x3F800001, 0x3F800001, 0xBF800002));

    [Theory]
    [InlineData("eq", false, false, true, false)]
    [InlineData("ne", true, true, false, false)]
    [InlineData("lt", true, false, false, false)]
    [InlineData("le", true, false, true, false)]
    [InlineData("gt", false, true, false, false)]
    [InlineData("ge", false, true, true, false)]
    [InlineData("equ", false, false, true, true)]
    [InlineData("neu", true, true, false, true)]
    [InlineData("ltu", true, false, false, true)]
    [InlineData("leu", true, false, true, true)]
    [InlineData("gtu", false, true, false, true)]
    [InlineData("geu", false, true, true, true)]
    [InlineData("num", true, true, true, false)]
    [InlineData("nan", false, false, false, true)]
    public void Run_FloatComparison_KnowsUnorderedOnes(string comparison, bool less, bool greater, bool equal, bool unordered)
    {
        var name = $"setp.{comparison}.f32";

        Assert.Equal(less, PtxSnippet.RunComparison(name, MinusOne, One));
        Assert.Equal(greater, PtxSnippet.RunComparison(name, Infinity, Largest));
        Assert.Equal(equal, PtxSnippet.RunComparison(name, MinusZero, 0));
        Assert.Equal(unordered, PtxSnippet.RunComparison(name, One, X86NaN));
        Assert.Equal(unordered, PtxSnippet.RunComparison(name, X86NaN, X86NaN));
    }

    [Theory]
    [InlineData("lt.s32", true)]
    [InlineData("lt.u32", false)]
    [InlineData("lo.u32", false)]
    [InlineData("ls.u32", false)]
    [InlineData("hi.u32", true)]
    [InlineData("hs.u32", true)]
    [InlineData("ge.s32", false)]
    [InlineData("ne.b32", true)]
    public void Run_IntegerComparison_KnowsSigns(string comparison, bool expected) => Assert.Equal(expected, PtxSnippet.Run($"setp.{comparison} %p1, %r2, %r3;", -1, 1).P1);

    [Theory]
    [InlineData("gt.u64", true)]
    [InlineData("gt.s64", false)]
    public void Run_LongComparison_KnowsSigns(string comparison, bool expected) =>
        Assert.Equal(expected, PtxSnippet.Run($"setp.{comparison} %p1, %rd2, %rd3;", long.MinValue, 1).P1);

    [Theory]
    [InlineData("add.s32", int.MaxValue, 1, int.MinValue)]
    [InlineData("sub.s32", int.MinValue, 1, int.MaxValue)]
    [InlineData("mul.lo.s32", 0x10001, 0x10001, 0x20001)]
    [InlineData("mul.hi.s32", -1, 1, -1)]
    [InlineData("mul.hi.u32", -1, 2, 1)]
    [InlineData("div.s32", -7, 2, -3)]
    [InlineData("rem.s32", -7, 2, -1)]
    [InlineData("div.u32", -7, 2, 0x7FFFFFFC)]
    [InlineData("rem.u32", -7, 10, 9)]
    [InlineData("div.s32", int.MinValue, -1, int.MinValue)]
    [InlineData("rem.s32", int.MinValue, -1, 0)]
    [InlineData("min.s32", -1, 1, -1)]
    [InlineData("min.u32", -1, 1, 1)]
    [InlineData("max.u32", -1, 1, -1)]
    [InlineData("and.b32", 0b1100, 0b1010, 0b1000)]
    [InlineData("or.b32", 0b1100, 0b1010, 0b1110)]
    [InlineData("xor.b32", 0b1100, 0b1010, 0b0110)]
    [InlineData("shl.b32", 3, 31, int.MinValue)]
    [InlineData("shl.b32", 3, 32, 0)]
    [InlineData("shl.b32", 3, -1, 0)]
    [InlineData("shr.u32", -1, 31, 1)]
    [InlineData("shr.u32", -1, 32, 0)]
    [InlineData("shr.b32", -1, 4, 0x0FFFFFFF)]
    [InlineData("shr.s32", -8, 1, -4)]
    [InlineData("shr.s32", -8, 33, -1)]
    [InlineData("shr.s32", 8, 33, 0)]
    public void Run_TwoIntegers_WrapsAndClamps(string name, int a, int b, int expected) => Assert.Equal(expected, PtxSnippet.Run($"{name} %r1, %r2, %r3;", a, b).R1);

    [Theory]
    [InlineData("shl.b64 %rd1, %rd2, %r3;", 1, 63, long.MinValue)]
    [InlineData("shl.b64 %rd1, %rd2, %r3;", 1, 64, 0)]
    [InlineData("shr.s64 %rd1, %rd2, %r3;", -8, 70, -1)]
    [InlineData("shr.u64 %rd1, %rd2, %r3;", -8, 60, 15)]
    [InlineData("shr.u64 %rd1, %rd2, %r3;", -8, 64, 0)]
    [InlineData("mul.wide.u32 %rd1, %r2, %r3;", -1, 2, 0x1FFFFFFFE)]
    [InlineData("mul.wide.s32 %rd1, %r2, %r3;", -1, 2, -2)]
    [InlineData("div.s64 %rd1, %rd2, %rd3;", long.MinValue, -1, long.MinValue)]
    [InlineData("rem.u64 %rd1, %rd2, %rd3;", -1, 10, 5)]
    [InlineData("mad.lo.s64 %rd1, %rd2, %rd3, 7;", 1L << 40, 2, (1L << 41) + 7)]
    [InlineData("mov.b64 %rd1, 0xFFFFFFFFFFFFFFFE;", 0, 0, -2)]
    public void Run_Longs_WrapsAndClamps(string code, long a, long b, long expected) => Assert.Equal(expected, PtxSnippet.Run(code, a, b).Rd1);

    [Theory]
    [InlineData("mad.lo.s32 %r1, %r2, %r2, 1;", 0x10000, 1)]
    [InlineData("neg.s32 %r1, %r2;", int.MinValue, int.MinValue)]
    [InlineData("not.b32 %r1, %r2;", 0, -1)]
    [InlineData("clz.b32 %r1, %r2;", 0, 32)]
    [InlineData("clz.b32 %r1, %r2;", 1, 31)]
    [InlineData("popc.b32 %r1, %r2;", -1, 32)]
    [InlineData("brev.b32 %r1, %r2;", 0x2000_0005, -1610612732)]
    [InlineData("prmt.b32 %r1, %r2, 1258291200, 0x7441;", 0x1234_5678, 0x4B00_0056)]
    [InlineData("prmt.b32 %r1, %r2, 0, 0x89AB;", 0x80FF_0180, 0x7FFF_00FF - 0x7FFF_00FF + unchecked((int)0xFF00FFFF))]
    [InlineData("add.s32 %r1, %r2, 2654435769;", 0, -1640531527)]
    [InlineData("cvt.s32.u8 %r1, %r2;", 0x1FF, 0xFF)]
    [InlineData("cvt.s32.s8 %r1, %r2;", 0x1FF, -1)]
    [InlineData("cvt.u32.u64 %r1, %rd2;", 0x1_0000_0002, 2)]
    [InlineData("cvt.s16.s32 %rs1, %r2; cvt.s32.s16 %r1, %rs1;", 0x18000, -32768)]
    public void Run_OneInteger_WrapsAndExtends(string code, long a, int expected) => Assert.Equal(expected, PtxSnippet.Run(code, a).R1);

    [Theory]
    [InlineData("cvt.u64.u32", 0xFFFFFFFE)]
    [InlineData("cvt.s64.s32", -2)]
    [InlineData("cvt.u64.s32", -2)]
    public void Run_Widening_ExtendsAsTheSourceIsSigned(string name, long expected) => Assert.Equal(expected, PtxSnippet.Run($"{name} %rd1, %r2;", 0x7_FFFFFFFE).Rd1);

    [Theory]
    [InlineData("s32", X86NaN, 0)]
    [InlineData("s32", Infinity, int.MaxValue)]
    [InlineData("s32", MinusInfinity, int.MinValue)]
    [InlineData("s32", 0xBFFFFFFF, -1)]
    [InlineData("s32", 0x4F000000, int.MaxValue)]
    [InlineData("u32", MinusOne, 0)]
    [InlineData("u32", 0x4F000000, int.MinValue)]
    [InlineData("u32", 0x4F800000, -1)]
    public void Run_FloatToInteger_ClampsAndTruncates(string type, uint a, int expected) => Assert.Equal(expected, PtxSnippet.Run($"cvt.rzi.{type}.f32 %r1, %f2;", a).R1);

    [Theory]
    [InlineData("s64", X86NaN, long.MinValue)]
    [InlineData("s64", 0x5F000000, long.MaxValue)]
    [InlineData("u64", 0x5F000000, long.MinValue)]
    [InlineData("u64", 0x5F800000, -1)]
    public void Run_FloatToLong_ClampsAndTruncates(string type, uint a, long expected) => Assert.Equal(expected, PtxSnippet.Run($"cvt.rzi.{type}.f32 %rd1, %f2;", a).Rd1);

    [Theory]
    [InlineData("cvt.rn.f32.s32 %f1, %r2;", 16777217, 0x4B800000)]
    [InlineData("cvt.rn.f32.s32 %f1, %r2;", 16777219, 0x4B800002)]
    [InlineData("cvt.rn.f32.s32 %f1, %r2;", -1, MinusOne)]
    [InlineData("cvt.rn.f32.u32 %f1, %r2;", -1, 0x4F800000)]
    [InlineData("cvt.rn.f32.s64 %f1, %rd2;", long.MinValue, 0xDF000000)]
    [InlineData("mov.f32 %f1, %r2;", 0x7FC12345, 0x7FC12345)]
    public void Run_IntegerToFloat_RoundsToEven(string code, long a, uint expected) => Assert.Equal(expected, BitConverter.SingleToUInt32Bits(PtxSnippet.Run(code, a).F1));
}
