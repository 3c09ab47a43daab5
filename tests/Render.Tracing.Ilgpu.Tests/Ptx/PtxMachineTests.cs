namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>Branches, calls, memory and threads.</summary>
public sealed class PtxMachineTests
{
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
    [InlineData("ld.global.nc.v4.b32 {%r1, %r5, %r6, %r7}, [%rd0]; add.s32 %r1, %r1, %r5; add.s32 %r1, %r1, %r6;", 9)]
    [InlineData("mov.b64 %rd5, __local_depot0; st.local.v2.b32 [%rd5+8], {%r2, %r3}; ld.local.b32 %r1, [%rd5+12];", 4)]
    [InlineData("mov.b64 %rd5, __local_depot0; cvta.local.u64 %rd6, %rd5; st.local.b32 [%rd5], %r3; ld.b32 %r1, [%rd6];", 4)]
    [InlineData("mov.b64 %rd5, __local_depot0; cvta.local.u64 %rd6, %rd5; st.b8 [%rd6+3], 258; ld.local.u8 %r1, [%rd5+3];", 2)]
    [InlineData("mov.b64 %rd5, __local_depot0; cvta.local.u64 %rd6, %rd5; st.b32 [%rd6], %r3; cvta.to.local.u64 %rd7, %rd6; ld.local.b32 %r1, [%rd7];", 4)]
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
}
