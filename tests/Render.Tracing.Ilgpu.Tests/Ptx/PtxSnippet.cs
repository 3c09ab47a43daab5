using System.Runtime.InteropServices;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

/// <summary>A few instructions in an entry around them.</summary>
internal static unsafe class PtxSnippet
{
    /// <summary>The line of the first instruction.</summary>
    public const int FirstLine = 18;

    /// <summary>
    /// Runs instructions by one thread. The inputs are in %r2, %r3, %r4 and, as the same bits, in %rd2 … and %f2 …; %rd0 is the address of 64 bytes, which begin with the inputs.
    /// Results are %r1, %rd1, %f1 and %p1.
    /// </summary>
    /// <param name="code">The instructions.</param>
    /// <param name="inputs">At most three.</param>
    public static PtxSnippetResult Run(string code, params long[] inputs) => Run(PtxProgram.Parse(Text(code)), inputs);

    /// <summary>Runs instructions with floats as inputs, given by their bits.</summary>
    /// <param name="code">The instructions.</param>
    /// <param name="inputs">At most three.</param>
    public static uint RunFloats(string code, params uint[] inputs) => BitConverter.SingleToUInt32Bits(Run(code, [.. inputs.Select(bits => (long)bits)]).F1);

    /// <summary>Runs a comparison of two floats, given by their bits.</summary>
    public static bool RunComparison(string name, uint a, uint b) => Run($"{name} %p1, %f2, %f3;", a, b).P1;

    /// <summary>The text around instructions.</summary>
    /// <param name="code">The instructions.</param>
    /// <param name="functions">What stands before the entry, in one line.</param>
    public static string Text(string code, string functions = "") =>
        $$"""
        .version 7.8
        .target sm_80
        .address_size 64
        {{functions}}
        .visible .entry Snippet(.param .b32 _count, .param .b64 _memory) {
        .local .align 16 .b8 __local_depot0[64];
        .reg .pred %p<8>; .reg .b16 %rs<8>; .reg .b32 %r<16>; .reg .b64 %rd<16>; .reg .f32 %f<16>;
        ld.param.b64 %rd0, [_memory];
        ld.b64 %rd2, [%rd0];
        ld.b64 %rd3, [%rd0+8];
        ld.b64 %rd4, [%rd0+16];
        ld.b32 %r2, [%rd0];
        ld.b32 %r3, [%rd0+8];
        ld.b32 %r4, [%rd0+16];
        ld.f32 %f2, [%rd0];
        ld.f32 %f3, [%rd0+8];
        ld.f32 %f4, [%rd0+16];
        {{code}}
        st.b32 [%rd0+32], %r1;
        st.b64 [%rd0+40], %rd1;
        st.f32 [%rd0+48], %f1;
        selp.b32 %r1, 1, 0, %p1;
        st.b32 [%rd0+56], %r1;
        ret;
        }
        """;

    /// <summary>Runs a program with the inputs.</summary>
    public static PtxSnippetResult Run(PtxProgram program, params long[] inputs)
    {
        const int Places = 8;
        var memory = (long*)NativeMemory.AlignedAlloc(Places * sizeof(long), 64);
        try
        {
            new Span<long>(memory, Places).Clear();
            inputs.CopyTo(new Span<long>(memory, Places));
            var launch = new PtxLaunch(1, (nint)memory);
            launch.Memory.Add((nint)memory, Places * sizeof(long));
            PtxMachine.Run(program, launch, groupThreads: 1);
            return new(*(int*)(memory + 4), memory[5], *(float*)(memory + 6), *(int*)(memory + 7) != 0);
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }
}

/// <summary>What a snippet left in its registers.</summary>
/// <param name="R1">%r1.</param>
/// <param name="Rd1">%rd1.</param>
/// <param name="F1">%f1.</param>
/// <param name="P1">%p1.</param>
internal readonly record struct PtxSnippetResult(int R1, long Rd1, float F1, bool P1);
