using System.Runtime.InteropServices;

namespace Render.Tracing.Ilgpu.Tests.Ptx;

public sealed class PtxLaunchTests
{
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
