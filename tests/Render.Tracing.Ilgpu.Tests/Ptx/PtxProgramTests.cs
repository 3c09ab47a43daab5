namespace Render.Tracing.Ilgpu.Tests.Ptx;

public sealed class PtxProgramTests
{
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
}
