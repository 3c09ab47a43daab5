using System.Runtime.InteropServices;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>Each group of instructions, where the PTX ISA says something that is easily missed.</summary>
public sealed class PtxMachineTests
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

    [Theory]
    [InlineData("setp.eq.s32 %p1, %r2, 5; selp.b32 %r1, %r3, 8, %p1;", 7)]
    [InlineData("setp.eq.s32 %p1, %r2, 6; selp.b32 %r1, %r3, 8, %p1;", 8)]
    [InlineData("mov.pred %p1, 1; not.pred %p2, %p1; selp.b32 %r1, 1, 2, %p2;", 2)]
    [InlineData("mov.pred %p1, 1; mov.pred %p2, 0; or.pred %p3, %p1, %p2; and.pred %p4, %p3, %p1; xor.pred %p1, %p4, 1; selp.b32 %r1, 1, 2, %p1;", 2)]
    [InlineData("mov.b32 %r1, 1; setp.eq.s32 %p1, %r2, 5; @%p1 mov.b32 %r1, 2; @!%p1 mov.b32 %r1, 3;", 2)]
    [InlineData("mov.b32 %r1, 0; L_1: add.s32 %r1, %r1, 3; setp.lt.s32 %p1, %r1, 10; @%p1 bra L_1;", 12)]
    [InlineData("setp.ne.s32 %p1, %r2, 5; mov.b32 %r1, 1; @!%p1 bra L_1; mov.b32 %r1, 2; L_1: bra.uni L_2; mov.b32 %r1, 3; L_2: mov.b32 %r1, %r1;", 1)]
    public void Run_Predicates_ChooseAndBranch(string code, int expected) => Assert.Equal(expected, PtxSnippet.Run(code, 5, 7).R1);

    [Theory]
    [InlineData("st.b64 [%rd0+16], %rd2; ld.v2.b32 {%r1, %r2}, [%rd0+16]; add.s32 %r1, %r1, %r2;", 5)]
    [InlineData("ld.v4.b32 {%r1, %r5, %r6, %r7}, [%rd0]; add.s32 %r1, %r1, %r5; add.s32 %r1, %r1, %r6;", 9)]
    [InlineData("mov.b64 %rd5, __local_depot0; st.local.v2.b32 [%rd5+8], {%r2, %r3}; ld.local.b32 %r1, [%rd5+12];", 4)]
    [InlineData("mov.b64 %rd5, __local_depot0; cvta.local.u64 %rd6, %rd5; st.local.b32 [%rd5], %r3; ld.b32 %r1, [%rd6];", 4)]
    [InlineData("mov.b64 %rd5, __local_depot0; cvta.local.u64 %rd6, %rd5; st.b8 [%rd6+3], 258; ld.local.u8 %r1, [%rd5+3];", 2)]
    [InlineData("mov.b64 %rd5, __local_depot0; ld.local.s8 %r1, [%rd5];", -1)]
    [InlineData("selp.b16 %rs1, 1, 0, 1; st.b8 [%rd0+16], %rs1; ld.b8 %rs2, [%rd0+16]; cvt.s32.u8 %r1, %rs2;", 1)]
    [InlineData("atom.add.u32 %r1, [%rd0], 10; ld.global.b32 %r2, [%rd0]; add.s32 %r1, %r1, %r2;", 16)]
    [InlineData("red.add.u64 [%rd0], %rd3; ld.b32 %r1, [%rd0];", 7)]
    public void Run_Memory_KeepsWhatWasStored(string code, int expected) => Assert.Equal(expected, PtxSnippet.Run(code, 3L | (2L << 32), 4).R1);

    [Theory]
    [InlineData("ld.b32 %r1, [%rd0+64];")]
    [InlineData("ld.b32 %r1, [%rd0-4];")]
    [InlineData("ld.b32 %r1, [%rd0+2];")]
    [InlineData("ld.v2.b32 {%r1, %r2}, [%rd0+4];")]
    [InlineData("mov.b64 %rd5, __local_depot0; ld.b32 %r1, [%rd5];")]
    [InlineData("mov.b64 %rd5, __local_depot0; ld.local.b32 %r1, [%rd5+64];")]
    [InlineData("mov.b64 %rd5, __local_depot0; cvta.local.u64 %rd5, %rd5; red.add.u64 [%rd5], 1;")]
    [InlineData("div.s32 %r1, %r2, 0;")]
    [InlineData("rem.u64 %rd1, %rd2, 0;")]
    public void Run_WithoutDefinedOutcome_NamesTheLine(string code) =>
        Assert.Equal(PtxSnippet.FirstLine, Assert.Throws<PtxException>(() => PtxSnippet.Run(code, 1)).Line);

    [Fact]
    public void Run_ChainOfCalls_PassesParametersAndResults()
    {
        const string Functions =
            ".func (.param .align 4 .b8 pair[8]) Swap(.param .align 4 .b8 _given[8]);"
            + ".func (.param .b32 sum) Twice(.param .b32 _a, .param .b64 _where) {"
            + " .reg .b32 %r<4>; .reg .b64 %rd<2>; ld.param.b32 %r0, [_a]; ld.param.b64 %rd0, [_where]; st.b32 [%rd0], 77;"
            + " { .param .align 4 .b8 callParam0[8]; st.param.b32 [callParam0], %r0; st.param.b32 [callParam0+4], 5; .param .align 4 .b8 callRetVal[8];"
            + " call.uni (callRetVal), Swap, (callParam0); ld.param.b32 %r1, [callRetVal]; ld.param.b32 %r2, [callRetVal+4]; }"
            + " shl.b32 %r1, %r1, 8; or.b32 %r1, %r1, %r2; st.param.b32 [sum], %r1; ret; }"
            + " .func (.param .align 4 .b8 pair[8]) Swap(.param .align 4 .b8 _given[8]) {"
            + " .reg .b32 %r<2>; ld.param.b32 %r0, [_given]; ld.param.b32 %r1, [_given+4]; st.param.b32 [pair], %r1; st.param.b32 [pair+4], %r0; ret; }";
        const string Code =
            "mov.b64 %rd5, __local_depot0; cvta.local.u64 %rd6, %rd5; { .param .b32 callParam0; st.param.b32 [callParam0], %r2; .param .b64 callParam1; st.param.b64 [callParam1], %rd6;"
            + " .param .b32 callRetVal; call.uni (callRetVal), Twice, (callParam0, callParam1); ld.param.b32 %r1, [callRetVal]; } ld.local.u32 %rd1, [%rd5];";

        var result = PtxSnippet.Run(PtxProgram.Parse(PtxSnippet.Text(Code, Functions)), 9);

        Assert.Equal((0x0509, 77L), (result.R1, result.Rd1));
    }

    [Fact]
    public void Run_CallsWithoutEnd_AreAnError()
    {
        var program = PtxProgram.Parse(PtxSnippet.Text("{ call.uni Again; }", ".func Again() { { call.uni Again; } ret; }"));

        Assert.Equal(4, Assert.Throws<PtxException>(() => PtxSnippet.Run(program)).Line);
    }

    [Fact]
    public void Run_LoopWithoutEnd_IsAnError()
    {
        var program = PtxProgram.Parse(
            """
            .version 7.8
            .target sm_80
            .address_size 64
            .entry Loop(.param .b32 _count) {
            L_1: bra L_1;
            }
            """);

        Assert.Equal(5, Assert.Throws<PtxException>(() => PtxMachine.Run(program, new(1), mostInstructions: 1_000)).Line);
    }

    [Fact]
    public unsafe void Run_SeveralGroups_KnowTheirPlaces()
    {
        const string Text =
            """
            .version 7.8
            .target sm_80
            .address_size 64
            .entry Places(.param .b32 _count, .param .b64 _memory) {
            .reg .pred %p<2>; .reg .b32 %r<8>; .reg .b64 %rd<4>;
            ld.param.b32 %r1, [_count];
            ld.param.b64 %rd1, [_memory];
            mov.u32 %r2, %ctaid.x;
            mov.u32 %r3, %ntid.x;
            mov.u32 %r4, %tid.x;
            mad.lo.s32 %r5, %r2, %r3, %r4;
            setp.ge.s32 %p1, %r5, %r1;
            @%p1 ret;
            mul.wide.u32 %rd2, %r5, 4;
            add.u64 %rd1, %rd1, %rd2;
            mov.u32 %r6, %laneid;
            mov.u32 %r7, %nctaid.x;
            mad.lo.s32 %r6, %r7, 100, %r6;
            mad.lo.s32 %r6, %r2, 1000, %r6;
            st.global.u32 [%rd1], %r6;
            ret;
            }
            """;
        var values = new int[90];
        fixed (int* memory = values)
        {
            var launch = new PtxLaunch(values.Length, (nint)memory);
            launch.Memory.Add((nint)memory, values.Length * sizeof(int));
            PtxMachine.Run(PtxProgram.Parse(Text), launch, groupThreads: 40);
        }

        Assert.Equal(Enumerable.Range(0, 90).Select(i => 300 + i / 40 * 1000 + i % 40 % 32), values);
    }

    [Theory]
    [InlineData("add.f32 %f1, %f2, %f3;", "rounding")]
    [InlineData("mul.f32 %f1, %f2, %f3;", "rounding")]
    [InlineData("fma.rz.f32 %f1, %f2, %f3, %f4;", "rounding")]
    [InlineData("div.approx.f32 %f1, %f2, %f3;", "approx")]
    [InlineData("div.full.f32 %f1, %f2, %f3;", "full")]
    [InlineData("sqrt.approx.f32 %f1, %f2;", "approx")]
    [InlineData("ex2.approx.f32 %f1, %f2;", "approx")]
    [InlineData("add.rn.ftz.f32 %f1, %f2, %f3;", "ftz")]
    [InlineData("min.ftz.f32 %f1, %f2, %f3;", "ftz")]
    [InlineData("setp.lt.ftz.f32 %p1, %f2, %f3;", "ftz")]
    [InlineData("add.rn.f64 %f1, %f2, %f3;", "unknown instruction 'add.rn.f64'")]
    [InlineData("frobnicate.b32 %r1, %r2;", "unknown instruction 'frobnicate.b32'")]
    [InlineData("cvt.sat.s32.s64 %r1, %rd2;", "unknown instruction")]
    [InlineData("ld.volatile.b32 %r1, [%rd0];", "unknown instruction")]
    [InlineData("red.max.u64 [%rd0], %rd2;", "unknown instruction")]
    [InlineData("bar.sync 0;", "together")]
    [InlineData("shfl.sync.idx.b32 %r1, %r2, 0, 31, -1;", "together")]
    [InlineData("vote.sync.any.pred %p1, %p2, -1;", "together")]
    [InlineData(".pragma nounroll;", ".pragma")]
    [InlineData("add.s32 %r1, %r2, %rd3;", "no register")]
    [InlineData("add.s32 %r1, %r2, %f3;", "no register")]
    [InlineData("add.s32 %r1, %r2, %r99;", "unknown register")]
    [InlineData("add.rn.f32 %f1, %f2, 1;", "float")]
    [InlineData("add.s32 %r1, %r2;", "','")]
    [InlineData("bra L_9;", "unknown label")]
    [InlineData("call.uni Missing;", "unknown function")]
    [InlineData("ld.param.b64 %rd1, [_count];", "place")]
    public void Parse_WhatIsNotExactOrNotKnown_IsRejectedWithItsLine(string code, string reason)
    {
        var thrown = Assert.Throws<PtxException>(() => PtxProgram.Parse(PtxSnippet.Text($"mov.b32 %r1, 0;\n{code}")));

        Assert.Equal(PtxSnippet.FirstLine + 1, thrown.Line);
        Assert.Contains(reason, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".func Declared();", "call.uni Declared;", "no body")]
    [InlineData(".func (.param .b32 result) Other(.param .b64 _a) { ret; }", "{ .param .b32 callParam0; call.uni Other, (callParam0); }", "otherwise")]
    public void Parse_CallThatCannotBeMade_IsRejectedWithItsLine(string functions, string code, string reason)
    {
        var thrown = Assert.Throws<PtxException>(() => PtxProgram.Parse(PtxSnippet.Text(code, functions)));

        Assert.Equal(PtxSnippet.FirstLine, thrown.Line);
        Assert.Contains(reason, thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".global .b32 variable;")]
    [InlineData(".extern .shared .align 8 .b8 shared[];")]
    public void Parse_OtherDirectives_AreRejected(string directive) =>
        Assert.Equal(4, Assert.Throws<PtxException>(() => PtxProgram.Parse(PtxSnippet.Text("", directive))).Line);

    [Fact]
    public void ParametersOf_StructureOfMixedSizes_IsPaddedAsInMemory()
    {
        var entry = PtxProgram.Parse(
            """
            .version 7.8
            .target sm_80
            .address_size 64
            .entry Mixed(.param .b32 _count, .param .align 8 .b8 _mixed[24]) { ret; }
            """).Entry;

        var bytes = new PtxLaunch(7, new Mixed { Small = 1, Large = 2, Last = 3f }).ParametersOf(entry);

        Assert.Equal(7, MemoryMarshal.Read<int>(bytes));
        Assert.Equal(1, bytes[8]);
        Assert.Equal(2L, MemoryMarshal.Read<long>(bytes.AsSpan(16)));
        Assert.Equal(3f, MemoryMarshal.Read<float>(bytes.AsSpan(24)));
        Assert.Equal(32, bytes.Length);
    }

    private struct Mixed
    {
        public byte Small;
        public long Large;
        public float Last;
    }
}
